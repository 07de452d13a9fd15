-- How much of everything is in, in the order in which it is shown. Each table is gone through once.
WITH results AS MATERIALIZED (
  SELECT result, count(*) AS number FROM offering_result GROUP BY result),
offered AS MATERIALIZED (
  SELECT count(*) AS offerings, count(DISTINCT content_id) AS contents
  FROM offering WHERE state = 'offered'),
readings AS MATERIALIZED (
  SELECT sum(page_count) AS pages, sum(ocr_pages) AS ocr_pages,
         sum(language NOT IN ('', 'nl')) AS not_dutch
  FROM newest_reading
  WHERE content_id IN (SELECT content_id FROM offering WHERE state = 'offered')),
records AS MATERIALIZED (
  SELECT count(DISTINCT CASE WHEN record.number > 0 THEN record.record_id END) AS number,
         sum(value.outcome = 'value') AS with_value,
         sum(value.outcome = 'value' AND value.confidence < :review_threshold) AS unsure
  FROM coding
  CROSS JOIN record ON record.coding_id = coding.coding_id
  LEFT JOIN value ON value.record_id = record.record_id
  WHERE coding.content_id IN (SELECT content_id FROM offering WHERE state = 'offered'))
SELECT 'offerings' AS what, (SELECT count(*) FROM offering) AS number
UNION ALL SELECT 'contents', (SELECT contents FROM offered)
UNION ALL SELECT 'duplicates', (SELECT offerings - contents FROM offered)
UNION ALL
SELECT 'result ' || name.result, coalesce(results.number, 0)
FROM (SELECT 1 AS position, 'read' AS result UNION ALL SELECT 2, 'partly_read'
      UNION ALL SELECT 3, 'failed' UNION ALL SELECT 4, 'skipped' UNION ALL SELECT 5, 'removed')
     AS name
LEFT JOIN results ON results.result = name.result
UNION ALL SELECT 'pages', (SELECT coalesce(pages, 0) FROM readings)
UNION ALL SELECT 'pages by ocr', (SELECT coalesce(ocr_pages, 0) FROM readings)
UNION ALL SELECT 'contents not in Dutch', (SELECT coalesce(not_dutch, 0) FROM readings)
UNION ALL SELECT 'records', (SELECT number FROM records)
UNION ALL SELECT 'arrangements', (SELECT count(*) FROM arrangement)
UNION ALL SELECT 'values', (SELECT coalesce(with_value, 0) FROM records)
UNION ALL SELECT 'unsure values', (SELECT coalesce(unsure, 0) FROM records)
UNION ALL SELECT 'uncoded contents',
  (SELECT count(*) FROM content_file
   JOIN newest_reading ON newest_reading.content_id = content_file.content_id
   LEFT JOIN coding ON coding.content_id = content_file.content_id
   WHERE newest_reading.result <> 'failed' AND newest_reading.page_count > 0
     AND (coding.coding_id IS NULL OR coding.stale = 1
          OR coding.reading_id <> newest_reading.reading_id));
