-- The arrangements that count in one municipality, by year, and where: domein/voorziening, joined by
-- commas.
SELECT panel.panel_year, panel.arrangement_id AS arrangement, dossier.key AS dossier,
       arrangement.number AS record, min(panel.certainty) AS certainty,
       group_concat(DISTINCT panel.domein || '/' || panel.voorziening) AS places
FROM panel
JOIN arrangement ON arrangement.arrangement_id = panel.arrangement_id
JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
WHERE panel.gm_code = :gm_code AND panel.panel_year BETWEEN :from AND :to AND panel.counts = 1
  AND (:domein = '' OR panel.domein = :domein)
GROUP BY panel.panel_year, panel.arrangement_id
ORDER BY panel.panel_year, dossier, record;
