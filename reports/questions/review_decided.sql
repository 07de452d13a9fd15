-- What was decided about documents, by whom: all of it, or after an act. orphaned: waits again.
SELECT scope_key AS sha256, perceel, domein, voorzieningen, variable, orphaned
FROM decision WHERE scope_kind = 'content' AND scope_key IN
 (SELECT scope_key FROM decision_act WHERE act_id > :after
  UNION SELECT scope_key FROM decision WHERE :after = 0);
