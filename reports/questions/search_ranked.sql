-- As search.sql, but the pages first that are most about the words (BM25), of the newest :ranked that
-- have them: what a page is worth takes a visit to it, and of frequent words there are a million.
-- ranked: how many were.
WITH found AS MATERIALIZED (
  SELECT page_text.rowid AS id, bm25(page_text) AS fit
  FROM page_text
  CROSS JOIN reading ON reading.reading_id = page_text.rowid / 1000000 % 10000000
  CROSS JOIN content_file AS file ON file.content_id = reading.content_id
  WHERE page_text MATCH :words AND page_text.rowid BETWEEN :first AND :last
    AND NOT EXISTS (SELECT 1 FROM reading AS newer
                    WHERE newer.content_id = reading.content_id
                      AND newer.reading_id > reading.reading_id)
    AND (:region = '' AND :province = '' AND :size = '' AND :gm_code = ''
         OR EXISTS (SELECT 1 FROM offering JOIN panel_document USING (offering_id)
                    JOIN panel_municipality USING (panel_year, gm_code)
                    WHERE offering.content_id = reading.content_id
                      AND (:gm_code = '' OR gm_code = :gm_code)
                      AND (:province = '' OR province = :province)
                      AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
                      AND (:size = '' OR size_class = :size)))
    AND (:domein = '' AND :voorziening = ''
         OR EXISTS (SELECT 1 FROM arrangement_value AS stated
                    JOIN panel_procurement AS procurement USING (arrangement_id)
                    WHERE stated.content_id = reading.content_id
                      AND procurement.voorziening = iif(:voorziening = '', '*', :voorziening)
                      AND (procurement.domein = :domein
                           OR (:domein = '' AND procurement.domein <> '*'))))
  ORDER BY page_text.rowid DESC
  LIMIT :ranked
), best AS MATERIALIZED (SELECT id, fit FROM found ORDER BY fit, id DESC LIMIT :limit)
SELECT file.set_year AS year, file.file, best.id % 1000000 AS page, file.sha256, file.openbaar,
       (SELECT group_concat(DISTINCT municipality.name)
        FROM offering JOIN panel_document USING (offering_id) JOIN municipality USING (gm_code)
        WHERE offering.content_id = reading.content_id) AS gemeenten,
       snippet(page_text, -1, '[', ']', '…', 16) AS words, (SELECT count(*) FROM found) AS ranked
FROM best
CROSS JOIN page_text ON page_text.rowid = best.id
CROSS JOIN reading ON reading.reading_id = best.id / 1000000 % 10000000
CROSS JOIN content_file AS file ON file.content_id = reading.content_id
WHERE page_text MATCH :words
ORDER BY best.fit, best.id DESC;
