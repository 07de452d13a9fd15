-- What reviewers decided, by variable.
SELECT variable, sum(kind = 'confirmed') AS confirmed, sum(kind = 'corrected') AS corrected
FROM decision WHERE orphaned = 0 GROUP BY variable ORDER BY variable;
