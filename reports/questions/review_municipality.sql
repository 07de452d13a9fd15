-- What the arrangements that count for a municipality in a year say, with the document and page
-- that decided each value.
SELECT dossier.key AS dossier, arrangement.number AS record, stated.arrangement_id AS arrangement,
       counted.certainty, stated.variable, stated.value, stated.outcome, stated.confidence,
       stated.rule, coalesce(content.sha256, '') AS sha256, coalesce(first.shown_path, '') AS file,
       coalesce(evidence.page, 0) AS page, coalesce(evidence.quote, '') AS quote
FROM (SELECT DISTINCT arrangement_id, certainty FROM panel
      WHERE gm_code = :gm_code AND panel_year = :year AND counts = 1) AS counted
CROSS JOIN arrangement ON arrangement.arrangement_id = counted.arrangement_id
JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
JOIN arrangement_value AS stated ON stated.arrangement_id = counted.arrangement_id
LEFT JOIN offering AS first
  ON first.content_id = stated.content_id AND first.state = 'offered'
     AND NOT EXISTS (SELECT 1 FROM offering AS earlier
                     WHERE earlier.content_id = first.content_id AND earlier.state = 'offered'
                       AND earlier.offering_id < first.offering_id)
LEFT JOIN content ON content.content_id = first.content_id
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0
WHERE stated.outcome <> 'absent'
ORDER BY dossier.key, arrangement.number, stated.position;
