-- What the arrangements of one voorziening say of one variable, each once. What is less sure than
-- :threshold is sure when there is a decision about it.
SELECT stated.arrangement_id, stated.outcome, stated.value,
       CASE WHEN stated.confidence < :threshold AND EXISTS (
                  SELECT 1 FROM panel_term AS term JOIN dossier USING (dossier_id)
                  JOIN decision ON scope_kind = 'dossier' AND scope_key = dossier.key
                       AND orphaned = 0 AND decision.variable = :variable
                  WHERE term.arrangement_id = stated.arrangement_id AND term.reviewed = 1)
            THEN 1 ELSE stated.confidence END AS confidence
FROM panel_procurement AS procurement
CROSS JOIN arrangement_value AS stated INDEXED BY arrangement_value_by_variable
  ON stated.variable = :variable AND stated.arrangement_id = procurement.arrangement_id
WHERE procurement.domein = :domein AND procurement.voorziening = :voorziening
  AND stated.outcome <> 'absent';
