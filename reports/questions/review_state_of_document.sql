-- The newest act in the whole corpus: what a page that is made now has seen.
SELECT coalesce(max(act_id), 0) AS act FROM decision_act;
