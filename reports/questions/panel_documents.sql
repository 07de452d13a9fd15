-- The documents of each municipality in each year's collection.
SELECT documents.panel_year, documents.gm_code, offered.file, offered.result
FROM panel_municipality AS municipality
CROSS JOIN panel_document AS documents
  ON documents.panel_year = municipality.panel_year AND documents.gm_code = municipality.gm_code
JOIN offering_result AS offered ON offered.offering_id = documents.offering_id
WHERE municipality.panel_year BETWEEN :from AND :to
  AND (:province = '' OR province = :province)
  AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
  AND (:size = '' OR size_class = :size)
  AND (:codes = '' OR instr(:codes, '|' || municipality.gm_code || '|') > 0)
ORDER BY offered.file, offered.year, offered.sha256, offered.offering_id;
