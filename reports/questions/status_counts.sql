-- How much of everything is in, in the order in which it is shown.
SELECT 'offerings' AS what, (SELECT count(*) FROM offering) AS number
UNION ALL SELECT 'contents',
  (SELECT count(DISTINCT content_id) FROM offering WHERE state = 'offered')
UNION ALL SELECT 'duplicates',
  (SELECT count(*) FROM offering_result WHERE duplicate_of IS NOT NULL)
UNION ALL SELECT 'result read', (SELECT count(*) FROM offering_result WHERE result = 'read')
UNION ALL SELECT 'result partly_read',
  (SELECT count(*) FROM offering_result WHERE result = 'partly_read')
UNION ALL SELECT 'result failed', (SELECT count(*) FROM offering_result WHERE result = 'failed')
UNION ALL SELECT 'result skipped', (SELECT count(*) FROM offering_result WHERE result = 'skipped')
UNION ALL SELECT 'result removed', (SELECT count(*) FROM offering_result WHERE result = 'removed')
UNION ALL SELECT 'pages',
  (SELECT coalesce(sum(page_count), 0) FROM newest_reading
   WHERE content_id IN (SELECT content_id FROM offering WHERE state = 'offered'))
UNION ALL SELECT 'pages by ocr',
  (SELECT coalesce(sum(ocr_pages), 0) FROM newest_reading
   WHERE content_id IN (SELECT content_id FROM offering WHERE state = 'offered'))
UNION ALL SELECT 'contents not in Dutch',
  (SELECT count(*) FROM newest_reading
   WHERE language NOT IN ('', 'nl')
     AND content_id IN (SELECT content_id FROM offering WHERE state = 'offered'))
UNION ALL SELECT 'records',
  (SELECT count(*) FROM content_file JOIN coding ON coding.content_id = content_file.content_id
   JOIN record ON record.coding_id = coding.coding_id WHERE record.number > 0)
UNION ALL SELECT 'arrangements', (SELECT count(*) FROM arrangement)
UNION ALL SELECT 'values', (SELECT count(*) FROM record_value WHERE outcome = 'value')
UNION ALL SELECT 'unsure values',
  (SELECT count(*) FROM record_value WHERE outcome = 'value' AND confidence < :review_threshold)
UNION ALL SELECT 'uncoded contents',
  (SELECT count(*) FROM content_file
   JOIN newest_reading ON newest_reading.content_id = content_file.content_id
   LEFT JOIN coding ON coding.content_id = content_file.content_id
   WHERE newest_reading.result <> 'failed' AND newest_reading.page_count > 0
     AND (coding.coding_id IS NULL OR coding.stale = 1
          OR coding.reading_id <> newest_reading.reading_id));
