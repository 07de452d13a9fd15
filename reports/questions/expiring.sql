-- Arrangements that end after :on, by their options at the latest, and of which the base term ends
-- before :until. Those that gave way to others in :year are left out.
SELECT term.arrangement_id, dossier.key AS dossier, arrangement.number AS record, term.base_end,
       term.last_end, term.open_ended, term.contract_seen, term.first_day,
       max(CASE WHEN stated.variable = 'gemeenten' THEN stated.value END) AS gemeenten,
       max(CASE WHEN stated.variable = 'domein' THEN stated.value END) AS domein,
       max(CASE WHEN stated.variable = 'voorzieningen' THEN stated.value END) AS voorzieningen,
       max(CASE WHEN stated.variable = 'perceel' THEN stated.value END) AS perceel,
       max(CASE WHEN stated.variable = 'procedure' THEN stated.value END) AS procedure,
       max(CASE WHEN stated.variable = 'bekostiging' THEN stated.value END) AS bekostiging,
       max(CASE WHEN stated.variable = 'verlenging' THEN stated.value END) AS verlenging
FROM panel_term AS term
CROSS JOIN arrangement ON arrangement.arrangement_id = term.arrangement_id
CROSS JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
CROSS JOIN arrangement_value AS stated
  ON stated.arrangement_id = term.arrangement_id AND stated.outcome = 'value'
WHERE term.last_end > :on AND term.base_end <> '' AND term.base_end <= :until
  AND (term.years >> (:year - 2000) & 1
       OR NOT EXISTS (SELECT 1 FROM panel
                      WHERE panel.arrangement_id = term.arrangement_id AND panel_year = :year))
  AND (:domein = '' AND :voorziening = ''
       OR term.arrangement_id IN (
         SELECT procurement.arrangement_id FROM panel_procurement AS procurement
         WHERE procurement.voorziening = iif(:voorziening = '', '*', :voorziening)
           AND (procurement.domein = :domein
                OR (:domein = '' AND procurement.domein <> '*'))))
GROUP BY term.arrangement_id
ORDER BY term.last_end, dossier, record;
