-- Records whose value became that of an arrangement.
SELECT stated.dossier, stated.record AS arrangement, stated.variable, source.sha256, source.record
FROM arrangement_view AS stated
JOIN record_value AS source
  ON source.sha256 = stated.sha256 AND source.variable = stated.variable
     AND source.outcome = stated.outcome AND source.value = stated.value
WHERE stated.outcome = 'value'
ORDER BY stated.dossier, arrangement, stated.variable, source.record;
