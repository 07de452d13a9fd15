-- Every file that is not wholly read, with the code of its reason. Those that may be are sought
-- first, as in status_counts.sql.
SELECT result, file,
       CASE WHEN instr(reason, ':') > 0 THEN substr(reason, 1, instr(reason, ':') - 1)
            ELSE reason END AS code
FROM (SELECT offering_id FROM offering WHERE state <> 'offered'
      UNION
      SELECT offering_id FROM reading
      CROSS JOIN offering ON offering.content_id = reading.content_id
      WHERE reading.result <> 'read'
      UNION
      SELECT offering_id
      FROM (SELECT (SELECT count(*) FROM content) AS contents,
                   (SELECT count(DISTINCT content_id) FROM reading) AS contents_read) AS number
      CROSS JOIN content CROSS JOIN offering ON offering.content_id = content.content_id
      WHERE contents > contents_read
        AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.content_id = content.content_id))
     AS other
CROSS JOIN offering_result ON offering_result.offering_id = other.offering_id
WHERE result IN ('partly_read', 'failed', 'skipped', 'removed')
ORDER BY result, code, file, year, sha256;
