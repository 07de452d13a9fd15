-- The indicators that were imported.
SELECT indicator, label, unit, source, count(*) AS figures, min(year) AS first_year,
       max(year) AS last_year, count(DISTINCT gm_code) AS municipalities
FROM indicator JOIN indicator_value USING (indicator)
GROUP BY indicator ORDER BY indicator;
