-- Where it stands how long an arrangement lasts.
SELECT dossier, record, variable, value, confidence, file, nullif(page, 0) AS page, quote
FROM arrangement_view
WHERE arrangement_id = :arrangement AND outcome = 'value'
  AND variable IN ('ingangsdatum', 'einddatum', 'looptijd', 'verlenging')
ORDER BY position;
