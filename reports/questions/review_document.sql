-- A document: its files, its reading, its place.
SELECT file.sha256, file.file, file.set_year, coalesce(reading.page_count, 0) AS pages,
       coalesce(reading.ocr_pages, 0) AS ocr_pages, coalesce(reading.reason, '') AS reason,
       coalesce(dossier.key, '') AS dossier, file.openbaar,
       coalesce(assignment.reviewer, '') AS reviewer,
       coalesce(second.coder, '') AS second_coder, second.content_id IS NOT NULL AS is_second,
       (SELECT coalesce(group_concat(name, ', '), '') FROM panel_document
        JOIN municipality USING (gm_code)
        WHERE panel_document.offering_id = file.offering_id) AS gemeenten
FROM content_file AS file
LEFT JOIN newest_reading AS reading ON reading.content_id = file.content_id
LEFT JOIN offering ON offering.offering_id = file.offering_id
LEFT JOIN dossier ON dossier.dossier_id = offering.dossier_id
LEFT JOIN assignment ON assignment.content_id = file.content_id
LEFT JOIN second_coding AS second ON second.content_id = file.content_id
WHERE file.sha256 = :sha256;
