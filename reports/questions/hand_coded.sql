-- What was coded by hand and what documents in force say of the same cell, a row for each variable.
WITH said AS (
  SELECT hand.panel_year, hand.gm_code, hand.domein, hand.voorziening, hand.variable, hand.value,
         count(panel.arrangement_id) AS arrangements,
         count(DISTINCT stated.value) AS different,
         min(stated.value) AS first
  FROM hand_value AS hand
  LEFT JOIN panel
    ON panel.panel_year = hand.panel_year AND panel.gm_code = hand.gm_code
       AND panel.domein = hand.domein AND panel.voorziening = hand.voorziening
       AND panel.arrangement_id NOT IN
         (SELECT arrangement_id FROM arrangement JOIN hand_dossier USING (dossier_id))
  LEFT JOIN arrangement_value AS stated
    ON stated.arrangement_id = panel.arrangement_id AND stated.variable = hand.variable
       AND stated.outcome = 'value'
  GROUP BY 1, 2, 3, 4, 5)
SELECT variable, count(*) AS coded, sum(arrangements > 0) AS with_document,
       sum(different = 1 AND first = value) AS same,
       sum(different = 1 AND first <> value) AS another,
       sum(different > 1) AS several,
       sum(arrangements > 0 AND different = 0) AS no_value
FROM said GROUP BY variable ORDER BY variable;
