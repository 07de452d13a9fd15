-- A row for every offering.
SELECT file, sha256, year, gemeenten AS gemeente, dossier, pages, ocr_pages, result, reason
FROM offering_result
ORDER BY file, year, sha256, gemeente, dossier, result, reason;
