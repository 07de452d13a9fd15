-- What the arrangements of each municipality and year say of one variable, for one voorziening. What
-- is less sure than :threshold is sure when there is a decision about it.
SELECT panel.panel_year, panel.gm_code, stated.outcome, stated.value, count(*) AS arrangements,
       max(CASE WHEN stated.confidence < :threshold AND EXISTS (
                  SELECT 1 FROM panel_term AS term JOIN dossier USING (dossier_id)
                  JOIN decision ON scope_kind = 'dossier' AND scope_key = dossier.key
                       AND orphaned = 0 AND decision.variable = :variable
                  WHERE term.arrangement_id = panel.arrangement_id AND term.reviewed = 1)
                THEN 1 ELSE stated.confidence END) AS confidence
FROM panel INDEXED BY panel_by_place
CROSS JOIN arrangement_value AS stated INDEXED BY arrangement_value_by_variable
  ON stated.arrangement_id = panel.arrangement_id AND stated.variable = :variable
WHERE panel.domein = :domein AND panel.voorziening = :voorziening
  AND panel.panel_year BETWEEN :from AND :to AND panel.counts = 1 AND stated.outcome <> 'absent'
GROUP BY panel.gm_code, panel.panel_year, stated.outcome, stated.value;
