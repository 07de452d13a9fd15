-- What these arrangements (a JSON list) say, variable by variable.
SELECT stated.arrangement_id, stated.variable, stated.value
FROM json_each(:arrangements) AS wanted
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = wanted.value
WHERE stated.outcome = 'value';
