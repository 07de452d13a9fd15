-- What arrangements say of :variable.
SELECT arrangement_id AS arrangement, outcome, value
FROM arrangement_value WHERE variable = :variable AND outcome <> 'absent';
