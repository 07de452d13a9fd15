-- The values of the arrangements that are in the panel, dossier by dossier.
SELECT dossier, record, variable, value FROM arrangement_view
WHERE outcome = 'value' AND arrangement_id IN (SELECT arrangement_id FROM panel)
ORDER BY dossier, record, variable;
