-- Decisions that have a place, with what the program gives there now.
SELECT decision.scope_key AS sha256, file.file, decision.variable, decision.kind,
       decision.value AS decided, decision.outcome AS decided_outcome, decision.reviewer,
       decision.perceel, decision.domein, decision.voorzieningen, decision.orphaned,
       decision.page, decision.quote
FROM decision JOIN content ON content.sha256 = decision.scope_key
JOIN content_file AS file ON file.content_id = content.content_id
WHERE decision.scope_kind = 'content' AND decision.variable <> 'record'
ORDER BY file.file, decision.variable, decision.domein, decision.voorzieningen, decision.perceel;
