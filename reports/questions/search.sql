-- Pages with the words asked for, the newest first. Readings that a later one took the place of, and
-- contents that nothing offers any more, are left out. From the page's id follow its reading and its
-- number without a visit to the page.
SELECT file.set_year AS year, file.file, page_text.rowid % 1000000 AS page, file.sha256,
       file.openbaar,
       (SELECT group_concat(DISTINCT municipality.name)
        FROM offering JOIN panel_document USING (offering_id) JOIN municipality USING (gm_code)
        WHERE offering.content_id = reading.content_id) AS gemeenten,
       snippet(page_text, -1, '[', ']', '…', 16) AS words
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
LIMIT :limit;
