-- How much of everything is in, in the order in which it is shown. Nearly all files are read and
-- coded, once and as they should be, so all are counted and what is otherwise is sought, by indexes
-- that hold only that, and taken off: to look up what became of each file takes many times as long.
WITH
-- Whether there is any need to look for contents that nobody offered or read, or were read again.
-- Where there is none, these numbers are the same.
number AS MATERIALIZED (
  SELECT (SELECT count(*) FROM content) AS contents,
         (SELECT count(DISTINCT content_id) FROM offering) AS contents_offered,
         (SELECT count(*) FROM offering) AS offerings,
         (SELECT count(*) FROM reading) AS readings,
         (SELECT count(DISTINCT content_id) FROM reading) AS contents_read),
-- Contents that nobody offers any more.
gone AS MATERIALIZED (
  SELECT content_id FROM number CROSS JOIN content
  WHERE contents > contents_offered
    AND NOT EXISTS (SELECT 1 FROM offering WHERE offering.content_id = content.content_id)
  UNION
  SELECT content_id FROM offering AS other
  WHERE state <> 'offered' AND content_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM offering
                    WHERE offering.content_id = other.content_id AND offering.state = 'offered')),
gone_coding AS MATERIALIZED (
  SELECT coding_id FROM gone CROSS JOIN coding ON coding.content_id = gone.content_id),
-- Readings that do not count: of those contents, and those that were followed by another.
followed AS MATERIALIZED (
  SELECT reading.reading_id FROM number CROSS JOIN reading
  WHERE readings > contents_read
    AND EXISTS (SELECT 1 FROM reading AS later
                WHERE later.content_id = reading.content_id
                  AND later.reading_id > reading.reading_id)),
left_out AS MATERIALIZED (
  SELECT reading_id FROM followed
  UNION
  SELECT reading_id FROM gone CROSS JOIN reading ON reading.content_id = gone.content_id),
-- Offerings that may be other than wholly read.
other AS MATERIALIZED (
  SELECT offering_id FROM offering WHERE state <> 'offered'
  UNION
  SELECT offering_id FROM reading CROSS JOIN offering ON offering.content_id = reading.content_id
  WHERE result <> 'read'
  UNION
  SELECT offering_id FROM number CROSS JOIN content
  CROSS JOIN offering ON offering.content_id = content.content_id
  WHERE contents > contents_read
    AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.content_id = content.content_id)),
results AS MATERIALIZED (
  SELECT result, count(*) AS number FROM (
    SELECT offering_result.result
    FROM other CROSS JOIN offering_result ON offering_result.offering_id = other.offering_id)
  GROUP BY result
  UNION ALL
  SELECT 'read', (SELECT offerings FROM number) - (SELECT count(*) FROM other)),
pages AS MATERIALIZED (
  SELECT coalesce(sum(page_count), 0) AS pages, coalesce(sum(ocr_pages), 0) AS ocr_pages
  FROM reading),
pages_left_out AS MATERIALIZED (
  SELECT coalesce(sum(page_count), 0) AS pages, coalesce(sum(ocr_pages), 0) AS ocr_pages
  FROM left_out CROSS JOIN reading ON reading.reading_id = left_out.reading_id),
-- Readings of which nothing can be coded. That the result is not `read` follows from that it is
-- `failed`, but is what the index is of.
not_codable AS MATERIALIZED (
  SELECT reading_id FROM left_out
  UNION SELECT reading_id FROM reading WHERE result <> 'read' AND result = 'failed'
  UNION SELECT reading_id FROM reading WHERE page_count = 0),
-- Codings of those, and codings that have to be made again.
idle AS MATERIALIZED (
  SELECT coding_id FROM gone_coding
  UNION SELECT coding_id FROM coding WHERE stale = 1
  UNION SELECT coding_id FROM not_codable
        CROSS JOIN coding ON coding.reading_id = not_codable.reading_id),
gone_value AS MATERIALIZED (
  SELECT confidence FROM gone_coding
  CROSS JOIN record ON record.coding_id = gone_coding.coding_id
  CROSS JOIN value ON value.record_id = record.record_id
  WHERE outcome = 'value')
SELECT 'offerings' AS what, offerings AS number FROM number
UNION ALL SELECT 'contents', contents - (SELECT count(*) FROM gone) FROM number
UNION ALL
SELECT 'duplicates', offerings - (SELECT count(*) FROM offering WHERE state <> 'offered')
                     - contents + (SELECT count(*) FROM gone)
FROM number
UNION ALL
SELECT 'result ' || name.result,
       (SELECT coalesce(sum(number), 0) FROM results WHERE results.result = name.result)
FROM (SELECT 1 AS position, 'read' AS result UNION ALL SELECT 2, 'partly_read'
      UNION ALL SELECT 3, 'failed' UNION ALL SELECT 4, 'skipped' UNION ALL SELECT 5, 'removed')
     AS name
UNION ALL SELECT 'pages', pages - (SELECT pages FROM pages_left_out) FROM pages
UNION ALL SELECT 'pages by ocr', ocr_pages - (SELECT ocr_pages FROM pages_left_out) FROM pages
UNION ALL
SELECT 'contents not in Dutch',
       (SELECT count(*) FROM reading
        WHERE language NOT IN ('', 'nl') AND reading_id NOT IN (SELECT reading_id FROM left_out))
UNION ALL SELECT 'records',
  (SELECT count(*) FROM record WHERE number > 0)
  - (SELECT count(*) FROM gone_coding CROSS JOIN record ON record.coding_id = gone_coding.coding_id
     WHERE number > 0)
UNION ALL SELECT 'arrangements', (SELECT count(*) FROM arrangement)
UNION ALL
SELECT 'values', (SELECT count(*) FROM value WHERE outcome = 'value')
                 - (SELECT count(*) FROM gone_value)
UNION ALL
SELECT 'unsure values',
       (SELECT count(*) FROM value WHERE outcome = 'value' AND confidence < :review_threshold)
       - (SELECT count(*) FROM gone_value WHERE confidence < :review_threshold)
UNION ALL
SELECT 'uncoded contents', readings - (SELECT count(*) FROM not_codable)
                           - (SELECT count(*) FROM coding) + (SELECT count(*) FROM idle)
FROM number;
