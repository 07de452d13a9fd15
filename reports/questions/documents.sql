-- Every offering of the years and municipalities asked for, the first :limit of them (-1: all); with
-- a domain or voorziening only those of dossiers that have an arrangement for it in the panel.
SELECT file, year, gemeenten, dossier, pages, ocr_pages,
       (SELECT newest_reading.language FROM content JOIN newest_reading USING (content_id)
        WHERE content.sha256 = offering_result.sha256) AS language,
       result, reason, duplicate_of
FROM (
  SELECT offering_id FROM offering
  WHERE (:from = 0 OR set_year >= :from) AND (:to = 0 OR set_year <= :to)
    AND (:region = '' AND :province = '' AND :size = ''
         OR offering_id IN (
           SELECT documents.offering_id
           FROM panel_document AS documents JOIN panel_municipality USING (panel_year, gm_code)
           WHERE (:province = '' OR province = :province)
             AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
             AND (:size = '' OR size_class = :size)))
    AND (:domein = '' AND :voorziening = ''
         OR dossier_id IN (
           SELECT arrangement.dossier_id
           FROM panel_procurement
           JOIN arrangement ON arrangement.arrangement_id = panel_procurement.arrangement_id
           WHERE panel_procurement.voorziening = iif(:voorziening = '', '*', :voorziening)
             AND (panel_procurement.domein = :domein
                  OR (:domein = '' AND panel_procurement.domein <> '*'))))
  ORDER BY set_year, shown_path LIMIT :limit) AS wanted
CROSS JOIN offering_result ON offering_result.offering_id = wanted.offering_id
ORDER BY year, file, sha256, dossier, offering_result.offering_id;
