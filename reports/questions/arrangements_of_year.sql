-- The arrangements that count on 1 January of :year, each once, with the first of the municipalities
-- in which it counts and how many there are.
SELECT panel.arrangement_id AS arrangement, dossier.key AS dossier, arrangement.number AS record,
       min(panel.gm_code) AS gm_code, count(DISTINCT panel.gm_code) AS municipalities
FROM panel
JOIN arrangement ON arrangement.arrangement_id = panel.arrangement_id
JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
WHERE panel.panel_year = :year AND panel.counts = 1 AND (:domein = '' OR panel.domein = :domein)
GROUP BY panel.arrangement_id
ORDER BY dossier.key, arrangement.number;
