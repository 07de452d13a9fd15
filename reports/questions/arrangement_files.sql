-- For an arrangement that lacks a value: the document that decided the first of its other values.
SELECT arrangement_id AS arrangement, dossier, record, min(position) AS position, file
FROM arrangement_view WHERE file IS NOT NULL GROUP BY arrangement_id;
