-- What tells whether something that was made before is still true: runs, their ends, the last act. A
-- run of decisions alone changes nothing that is waited for; its acts are asked for apart.
SELECT (SELECT count(*) FROM run WHERE kind <> 'review') || '.' ||
       (SELECT count(ended) FROM run WHERE kind <> 'review') AS runs,
       (SELECT coalesce(max(act_id), 0) FROM decision_act) AS act;
