-- Every file that is not wholly read, with the code of its reason. Those that may be are sought
-- first, as in status_counts.sql.
SELECT result, file,
       CASE WHEN instr(reason, ':') > 0 THEN substr(reason, 1, instr(reason, ':') - 1)
            ELSE reason END AS code
FROM (SELECT offering_id FROM offering WHERE state <> 'offered'
      UNION SELECT offering_id FROM offering
            WHERE content_id IN (SELECT content_id FROM reading WHERE result <> 'read')
      UNION SELECT offering_id FROM offering
            WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.content_id = offering.content_id))
     AS other
CROSS JOIN offering_result ON offering_result.offering_id = other.offering_id
WHERE result IN ('partly_read', 'failed', 'skipped', 'removed')
ORDER BY result, code, file, year, sha256;
