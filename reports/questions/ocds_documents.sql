-- The documents of each dossier, once each.
SELECT dossier, sha256, min(file) AS file, min(documentsoort) AS documentsoort,
       max(document_date) AS date, min(year) AS year
FROM offering_result WHERE dossier IS NOT NULL AND result IN ('read', 'partly_read')
GROUP BY dossier, sha256 ORDER BY dossier, file;
