-- What the arrangements that count in one municipality say, and where that stands.
SELECT stated.arrangement_id AS arrangement, stated.variable, stated.value, stated.outcome,
       stated.confidence, coalesce(source.file, '') AS file, coalesce(source.openbaar, 0) AS openbaar,
       coalesce(evidence.page, 0) AS page, coalesce(evidence.quote, '') AS quote
FROM (SELECT DISTINCT arrangement_id FROM panel
      WHERE gm_code = :gm_code AND panel_year BETWEEN :from AND :to AND counts = 1
        AND (:domein = '' OR domein = :domein)) AS counted
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = counted.arrangement_id
LEFT JOIN content_file AS source ON source.content_id = stated.content_id
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0
WHERE stated.outcome <> 'absent'
ORDER BY stated.arrangement_id, stated.position;
