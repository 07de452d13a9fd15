-- The municipalities of each year that the filters let through.
SELECT panel_year, gm_code, name, province, jeugdregio, zorgkantoorregio, inhabitants, inhabitants_year,
       size_class, documents, documents_read
FROM panel_municipality
WHERE panel_year BETWEEN :from AND :to
  AND (:province = '' OR province = :province)
  AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
  AND (:size = '' OR size_class = :size)
ORDER BY panel_year, gm_code;
