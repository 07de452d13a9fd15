-- Every decision, those that lost their place and those coded by hand included.
SELECT scope_kind, scope_key, perceel, domein, voorzieningen, '' AS year, '' AS gemeente, variable,
       decision.kind, value, outcome, page, quote, reviewer, note,
       CASE orphaned WHEN 1 THEN 'ja' ELSE '' END AS orphaned
FROM decision
UNION ALL
SELECT 'cel', '', '', domein, voorziening, CAST(panel_year AS TEXT), gm_code, variable,
       'handmatig', value, 'value', 0, '', '', source, ''
FROM hand_value
ORDER BY 1, 2, 4, 5, 3, 6, 7, 8, 12;
