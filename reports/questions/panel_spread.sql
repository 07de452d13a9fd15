-- Every arrangement that counts in a municipality on 1 January, once, with its value of :variable.
SELECT panel.panel_year, panel.gm_code, panel.arrangement_id AS arrangement,
       min(panel.certainty) AS certainty, coalesce(stated.value, '') AS value,
       coalesce(stated.outcome, 'absent') AS outcome
FROM panel_municipality AS municipality
CROSS JOIN panel
  ON panel.gm_code = municipality.gm_code AND panel.panel_year = municipality.panel_year
LEFT JOIN arrangement_value AS stated
  ON stated.arrangement_id = panel.arrangement_id AND stated.variable = :variable
WHERE municipality.panel_year BETWEEN :from AND :to
  AND (:province = '' OR province = :province)
  AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
  AND (:size = '' OR size_class = :size)
  AND (:domein = '' OR panel.domein = :domein)
  AND (:voorziening = '' OR panel.voorziening = :voorziening)
  AND panel.counts = 1
GROUP BY panel.panel_year, panel.gm_code, panel.arrangement_id
ORDER BY panel.panel_year, panel.gm_code, panel.arrangement_id;
