-- Every offering of the years asked for; with a domain or voorziening only those of dossiers that
-- have an arrangement for it in the panel.
SELECT file, year, gemeenten, dossier, pages, ocr_pages,
       (SELECT newest_reading.language FROM content JOIN newest_reading USING (content_id)
        WHERE content.sha256 = offering_result.sha256) AS language,
       result, reason, duplicate_of
FROM offering_result
WHERE (:from = 0 OR year >= :from) AND (:to = 0 OR year <= :to)
  AND ((:domein = '' AND :voorziening = '')
       OR dossier IN (
         SELECT dossier.key FROM panel
         JOIN arrangement ON arrangement.arrangement_id = panel.arrangement_id
         JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
         WHERE (:domein = '' OR panel.domein = :domein)
           AND (:voorziening = '' OR panel.voorziening = :voorziening)))
ORDER BY year, file, sha256, dossier, offering_id;
