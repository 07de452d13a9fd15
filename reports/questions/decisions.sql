-- Decisions of reviewers that hold.
SELECT scope_kind, scope_key, perceel, domein, voorzieningen, variable, kind, value, outcome, page,
       quote
FROM decision WHERE orphaned = 0
ORDER BY scope_kind, scope_key, perceel, domein, voorzieningen, variable, page, first_word;
