-- Where it stands how long these arrangements (a JSON list) last, in the order of the list;
-- place is where it stands in it.
SELECT wanted.key AS place, dossier.key AS dossier, arrangement.number AS record, stated.variable,
       stated.value, stated.confidence,
       (SELECT file FROM content_file WHERE content_file.content_id = stated.content_id) AS file,
       nullif(evidence.page, 0) AS page, evidence.quote
FROM json_each(:arrangements) AS wanted
CROSS JOIN arrangement ON arrangement.arrangement_id = wanted.value
CROSS JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = arrangement.arrangement_id
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0
WHERE stated.outcome = 'value'
  AND stated.variable IN ('ingangsdatum', 'einddatum', 'looptijd', 'verlenging')
ORDER BY wanted.key, stated.position;
