-- What tells whether something that was made before is still true: runs, their ends, the last act.
SELECT (SELECT count(*) FROM run) || '.' || (SELECT count(ended) FROM run) AS runs,
       (SELECT coalesce(max(act_id), 0) FROM decision_act) AS act;
