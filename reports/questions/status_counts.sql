-- How much of everything is in, in the order in which it is shown. Nearly all files are read and
-- coded, once and as they should be, so what is otherwise is sought and taken off: to look up what
-- became of each file takes many times as long.
WITH
-- Contents that nobody offers any more.
gone AS MATERIALIZED (
  SELECT content_id FROM content EXCEPT SELECT content_id FROM offering WHERE state = 'offered'),
gone_coding AS MATERIALIZED (
  SELECT coding_id FROM coding WHERE content_id IN (SELECT content_id FROM gone)),
-- Readings that were followed by another.
followed AS MATERIALIZED (
  SELECT reading.reading_id
  FROM (SELECT content_id, max(reading_id) AS newest FROM reading
        GROUP BY content_id HAVING count(*) > 1) AS again
  CROSS JOIN reading ON reading.content_id = again.content_id
  WHERE reading.reading_id <> newest),
-- Offerings that may be other than wholly read.
other AS MATERIALIZED (
  SELECT offering_id FROM offering WHERE state <> 'offered'
  UNION SELECT offering_id FROM offering
        WHERE content_id IN (SELECT content_id FROM reading WHERE result <> 'read')
  UNION SELECT offering_id FROM offering
        WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.content_id = offering.content_id)),
results AS MATERIALIZED (
  SELECT result, count(*) AS number FROM (
    SELECT offering_result.result
    FROM other CROSS JOIN offering_result ON offering_result.offering_id = other.offering_id)
  GROUP BY result
  UNION ALL
  SELECT 'read', (SELECT count(*) FROM offering) - (SELECT count(*) FROM other)),
offered AS MATERIALIZED (
  SELECT count(*) AS offerings, count(DISTINCT content_id) AS contents
  FROM offering WHERE state = 'offered'),
readings AS MATERIALIZED (
  SELECT sum(page_count) AS pages, sum(ocr_pages) AS ocr_pages,
         sum(language NOT IN ('', 'nl')) AS not_dutch,
         sum(result <> 'failed' AND page_count > 0
             AND NOT EXISTS (SELECT 1 FROM coding
                             WHERE coding.content_id = reading.content_id
                               AND coding.reading_id = reading.reading_id AND stale = 0))
           AS uncoded
  FROM reading
  WHERE content_id NOT IN (SELECT content_id FROM gone)
    AND reading_id NOT IN (SELECT reading_id FROM followed)),
stated AS MATERIALIZED (
  SELECT total(number) AS number, total(unsure) AS unsure FROM (
    SELECT sum(outcome = 'value') AS number,
           sum(outcome = 'value' AND confidence < :review_threshold) AS unsure
    FROM value
    UNION ALL
    SELECT -sum(outcome = 'value'), -sum(outcome = 'value' AND confidence < :review_threshold)
    FROM gone_coding
    CROSS JOIN record ON record.coding_id = gone_coding.coding_id
    CROSS JOIN value ON value.record_id = record.record_id))
SELECT 'offerings' AS what, (SELECT count(*) FROM offering) AS number
UNION ALL SELECT 'contents', (SELECT contents FROM offered)
UNION ALL SELECT 'duplicates', (SELECT offerings - contents FROM offered)
UNION ALL
SELECT 'result ' || name.result,
       (SELECT coalesce(sum(number), 0) FROM results WHERE results.result = name.result)
FROM (SELECT 1 AS position, 'read' AS result UNION ALL SELECT 2, 'partly_read'
      UNION ALL SELECT 3, 'failed' UNION ALL SELECT 4, 'skipped' UNION ALL SELECT 5, 'removed')
     AS name
UNION ALL SELECT 'pages', (SELECT coalesce(pages, 0) FROM readings)
UNION ALL SELECT 'pages by ocr', (SELECT coalesce(ocr_pages, 0) FROM readings)
UNION ALL SELECT 'contents not in Dutch', (SELECT coalesce(not_dutch, 0) FROM readings)
UNION ALL SELECT 'records',
  (SELECT count(*) FROM record
   WHERE number > 0 AND coding_id NOT IN (SELECT coding_id FROM gone_coding))
UNION ALL SELECT 'arrangements', (SELECT count(*) FROM arrangement)
UNION ALL SELECT 'values', (SELECT CAST(number AS INTEGER) FROM stated)
UNION ALL SELECT 'unsure values', (SELECT CAST(unsure AS INTEGER) FROM stated)
UNION ALL SELECT 'uncoded contents', (SELECT coalesce(uncoded, 0) FROM readings);
