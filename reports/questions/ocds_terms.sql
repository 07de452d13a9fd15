-- The terms of the arrangements that are in the panel, as the panel has them: the first day, and the
-- last ones of the base term and of all options. Empty: not known, or none.
SELECT dossier.key AS dossier, arrangement.number AS record, term.first_day,
       coalesce(date(nullif(term.base_end, ''), '-1 day'), '') AS last_day,
       CASE WHEN term.verlenging NOT IN ('', 'stilzwijgend')
            THEN coalesce(date(nullif(term.last_end, ''), '-1 day'), '') ELSE '' END AS utmost_day
FROM panel_term AS term
JOIN arrangement USING (arrangement_id)
JOIN dossier ON dossier.dossier_id = arrangement.dossier_id
WHERE term.arrangement_id IN (SELECT arrangement_id FROM panel)
ORDER BY dossier, record;
