-- Documents that were decided about after an act.
SELECT DISTINCT scope_key AS sha256 FROM decision_act WHERE act_id > :after;
