-- Every offering of the years and municipalities asked for, the first :limit of them (-1: all); with
-- a domain or voorziening only those of dossiers that have an arrangement for it in the panel.
WITH
of_municipalities AS MATERIALIZED (
  SELECT documents.offering_id
  FROM panel_municipality AS municipality
  CROSS JOIN panel_document AS documents
    ON documents.panel_year = municipality.panel_year AND documents.gm_code = municipality.gm_code
  WHERE (:region <> '' OR :province <> '' OR :size <> '')
    AND (:province = '' OR province = :province)
    AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
    AND (:size = '' OR size_class = :size)),
of_place AS MATERIALIZED (
  SELECT arrangement.dossier_id
  FROM (SELECT domein FROM panel_place UNION SELECT '*') AS domain
  CROSS JOIN panel_procurement AS procurement
    ON procurement.domein = domain.domein
       AND procurement.voorziening = iif(:voorziening = '', '*', :voorziening)
  CROSS JOIN arrangement ON arrangement.arrangement_id = procurement.arrangement_id
  WHERE (:domein <> '' OR :voorziening <> '')
    AND (domain.domein = :domein OR (:domein = '' AND domain.domein <> '*')))
SELECT file, year, gemeenten, dossier, pages, ocr_pages,
       (SELECT newest_reading.language FROM content JOIN newest_reading USING (content_id)
        WHERE content.sha256 = offering_result.sha256) AS language,
       result, reason, duplicate_of
FROM (
  SELECT offering_id FROM offering
  WHERE (:from = 0 OR set_year >= :from) AND (:to = 0 OR set_year <= :to)
    AND (:region = '' AND :province = '' AND :size = ''
         OR offering_id IN (SELECT offering_id FROM of_municipalities))
    AND (:domein = '' AND :voorziening = ''
         OR dossier_id IN (SELECT dossier_id FROM of_place))
  ORDER BY set_year, shown_path LIMIT :limit) AS wanted
CROSS JOIN offering_result ON offering_result.offering_id = wanted.offering_id
ORDER BY year, file, sha256, dossier, offering_result.offering_id;
