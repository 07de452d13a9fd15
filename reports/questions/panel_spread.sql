-- Every arrangement in force in a municipality on 1 January, once, with its value of :variable.
SELECT panel.panel_year, panel.gm_code, panel.arrangement_id AS arrangement,
       min(panel.certainty) AS certainty, coalesce(stated.value, '') AS value,
       coalesce(stated.outcome, 'absent') AS outcome
FROM panel
LEFT JOIN arrangement_value AS stated
  ON stated.arrangement_id = panel.arrangement_id AND stated.variable = :variable
WHERE panel.panel_year BETWEEN :from AND :to
  AND (:domein = '' OR panel.domein = :domein)
  AND (:voorziening = '' OR panel.voorziening = :voorziening)
GROUP BY panel.panel_year, panel.gm_code, panel.arrangement_id
ORDER BY panel.panel_year, panel.gm_code, panel.arrangement_id;
