-- Where municipalities stand in Uenk's figure 2 on 1 January of each year: the mean of their
-- arrangements that say both, and how many those are.
SELECT counted.panel_year, counted.gm_code, avg(CAST(x.value AS REAL)) AS x,
       avg(CAST(y.value AS REAL)) AS y, count(*) AS arrangements
FROM (SELECT DISTINCT panel_year, gm_code, arrangement_id FROM panel
      WHERE counts = 1 AND panel_year BETWEEN :from AND :to
        AND (:domein = '' OR domein = :domein)) AS counted
JOIN arrangement_value AS x ON x.arrangement_id = counted.arrangement_id
  AND x.variable = 'uenk_bekostiging' AND x.outcome = 'value'
JOIN arrangement_value AS y ON y.arrangement_id = counted.arrangement_id
  AND y.variable = 'uenk_aanbieders' AND y.outcome = 'value'
GROUP BY counted.panel_year, counted.gm_code
ORDER BY counted.panel_year, counted.gm_code;
