-- The arrangements that count in each municipality on 1 January, with what they say of :variable
-- and where that stands.
SELECT panel.panel_year, panel.gm_code, municipality.name, dossier.key AS dossier,
       arrangement.number AS record, min(panel.certainty) AS certainty,
       coalesce(stated.outcome, 'absent') AS outcome, coalesce(stated.value, '') AS value,
       coalesce(stated.confidence, 0) AS confidence,
       (SELECT file FROM content_file WHERE content_file.content_id = stated.content_id) AS file,
       nullif(evidence.page, 0) AS page, evidence.quote
FROM panel_municipality AS municipality
CROSS JOIN panel
  ON panel.gm_code = municipality.gm_code AND panel.panel_year = municipality.panel_year
JOIN arrangement ON arrangement.arrangement_id = panel.arrangement_id
JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
LEFT JOIN arrangement_value AS stated
  ON stated.arrangement_id = panel.arrangement_id AND stated.variable = :variable
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = panel.arrangement_id AND evidence.variable = :variable
     AND evidence.position = 0
WHERE municipality.panel_year BETWEEN :from AND :to
  AND (:province = '' OR province = :province)
  AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
  AND (:size = '' OR size_class = :size)
  AND (:codes = '' OR instr(:codes, '|' || municipality.gm_code || '|') > 0)
  AND (:domein = '' OR panel.domein = :domein)
  AND (:voorziening = '' OR panel.voorziening = :voorziening)
  AND panel.counts = 1
GROUP BY panel.panel_year, panel.gm_code, panel.arrangement_id
ORDER BY panel.panel_year, municipality.name, panel.gm_code, dossier, record;
