-- The documents of one municipality, by the year of their collection.
SELECT documents.panel_year, offered.file, offered.result
FROM panel_document AS documents INDEXED BY panel_document_by_municipality
JOIN offering_result AS offered ON offered.offering_id = documents.offering_id
WHERE documents.panel_year = :year AND documents.gm_code = :gm_code
ORDER BY offered.file, offered.sha256, offered.offering_id;
