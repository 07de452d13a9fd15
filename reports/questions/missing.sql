-- What is not certain on 1 January of :year: arrangements of which nobody knows whether they were
-- extended, and tenders of which no contract was seen.
SELECT panel.gm_code, panel.arrangement_id, group_concat(DISTINCT panel.domein) AS domeinen,
       min(panel.certainty) AS certainty, dossier.key AS dossier, arrangement.number AS record,
       term.first_day, term.base_end, term.last_end,
       coalesce((SELECT value FROM arrangement_value AS options
        WHERE options.arrangement_id = panel.arrangement_id AND variable = 'verlenging'), '')
         AS verlenging,
       (SELECT file FROM arrangement_value AS stated JOIN content_file USING (content_id)
        WHERE stated.arrangement_id = panel.arrangement_id
        ORDER BY stated.position LIMIT 1) AS file
FROM panel_municipality AS municipality
CROSS JOIN panel
  ON panel.gm_code = municipality.gm_code AND panel.panel_year = municipality.panel_year
JOIN panel_term AS term ON term.arrangement_id = panel.arrangement_id
JOIN arrangement ON arrangement.arrangement_id = panel.arrangement_id
JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
WHERE municipality.panel_year BETWEEN :from AND :to
  AND (:province = '' OR province = :province)
  AND (:region = '' OR jeugdregio = :region OR zorgkantoorregio = :region)
  AND (:size = '' OR size_class = :size)
  AND (:domein = '' OR panel.domein = :domein)
  AND (:voorziening = '' OR panel.voorziening = :voorziening)
  AND panel.counts = 1 AND panel.certainty <> 'contract'
GROUP BY panel.gm_code, panel.arrangement_id
ORDER BY panel.gm_code, dossier, record;
