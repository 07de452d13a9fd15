-- Arrangements that buy something, each once, with the years in which they count (bits, as in table
-- panel_term), what they say of :variable, and whose they are.
SELECT term.dossier_id AS dossier, term.years, stated.value,
       coalesce(stated.outcome, 'absent') AS outcome, coalesce(stated.confidence, 0) AS confidence,
       term.gemeenten
FROM panel_procurement AS procurement
CROSS JOIN panel_term AS term ON term.arrangement_id = procurement.arrangement_id
LEFT JOIN arrangement_value AS stated INDEXED BY arrangement_value_by_variable
  ON stated.variable = :variable AND stated.arrangement_id = procurement.arrangement_id
WHERE procurement.domein = :domein AND procurement.voorziening = :voorziening
  AND term.years & :years <> 0;
