-- The municipalities of the documents of a year.
SELECT offering_id, gm_code FROM panel_document WHERE panel_year = :year ORDER BY gm_code;
