-- How many documents of one municipality were offered through :year.
SELECT count(*) AS number FROM panel_document
WHERE gm_code = :gm_code AND panel_year BETWEEN 0 AND :year;
