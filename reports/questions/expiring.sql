-- Arrangements that end after :on, by their options at the latest, and of which the base term ends
-- before :until. Those that gave way to others in :year are left out.
SELECT term.arrangement_id, dossier.key AS dossier, arrangement.number AS record, term.base_end,
       term.last_end, term.open_ended, term.contract_seen, term.gemeenten, term.verlenging
FROM panel_term AS term
CROSS JOIN arrangement ON arrangement.arrangement_id = term.arrangement_id
CROSS JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
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
ORDER BY term.last_end, dossier, record;
