-- The values of every arrangement of the panel.
SELECT arrangement_id AS arrangement, variable, value FROM arrangement_value
WHERE outcome = 'value' AND arrangement_id IN (SELECT arrangement_id FROM panel)
ORDER BY arrangement_id, variable;
