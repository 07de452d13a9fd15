-- Values that the program is unsure of, of documents whose first file was offered in :year: what
-- is derived is left out, since it follows from what is asked. How much each counts and where its
-- document belongs are asked apart (review_weights, review_places): once for a document, not for
-- each of its values.
SELECT file.content_id, file.offering_id, file.sha256, file.file, record.number AS record,
       value.variable, value.value, value.outcome, value.confidence, value.doubt,
       coalesce(evidence.page, 0) AS page, coalesce(lot.value, '') AS perceel,
       coalesce(domein.value, '') AS domein, coalesce(support.value, '') AS voorzieningen,
       coalesce(assignment.reviewer, '') AS reviewer
FROM content_file AS file
CROSS JOIN coding ON coding.content_id = file.content_id
CROSS JOIN record ON record.coding_id = coding.coding_id
CROSS JOIN value ON value.record_id = record.record_id
LEFT JOIN evidence ON evidence.value_id = value.value_id AND evidence.position = 0
LEFT JOIN value AS lot ON lot.record_id = record.record_id AND lot.variable = 'perceel'
LEFT JOIN value AS domein ON domein.record_id = record.record_id AND domein.variable = 'domein'
LEFT JOIN value AS support
  ON support.record_id = record.record_id AND support.variable = 'voorzieningen'
LEFT JOIN assignment ON assignment.content_id = file.content_id
WHERE file.set_year = :year AND (value.doubt <> '' OR value.outcome = 'contradictory')
  AND value.rule NOT LIKE 'derived:%'
ORDER BY file.file, file.sha256, record.number, value.position;
