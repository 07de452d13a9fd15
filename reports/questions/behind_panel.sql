-- The arrangements that count in municipalities on 1 January, with what they say of :variable and
-- where that stands. :cells is a JSON list of years and codes (2025 GM0344); the rows stand in its
-- order, and place is where theirs stands in it.
SELECT wanted.key AS place, dossier.key AS dossier, arrangement.number AS record,
       min(panel.certainty) AS certainty, coalesce(stated.outcome, 'absent') AS outcome,
       coalesce(stated.value, '') AS value, coalesce(stated.confidence, 0) AS confidence,
       (SELECT file FROM content_file WHERE content_file.content_id = stated.content_id) AS file,
       nullif(evidence.page, 0) AS page, evidence.quote
FROM json_each(:cells) AS wanted
CROSS JOIN panel
  ON panel.gm_code = substr(wanted.value, 6)
     AND panel.panel_year = CAST(substr(wanted.value, 1, 4) AS INTEGER)
CROSS JOIN arrangement ON arrangement.arrangement_id = panel.arrangement_id
CROSS JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
LEFT JOIN arrangement_value AS stated
  ON stated.arrangement_id = panel.arrangement_id AND stated.variable = :variable
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = panel.arrangement_id AND evidence.variable = :variable
     AND evidence.position = 0
WHERE (:domein = '' OR panel.domein = :domein)
  AND (:voorziening = '' OR panel.voorziening = :voorziening)
  AND panel.counts = 1
GROUP BY wanted.key, panel.arrangement_id
ORDER BY wanted.key, dossier, record;
