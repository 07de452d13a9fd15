-- Every file that is not wholly read, with the code of its reason.
SELECT result, file,
       CASE WHEN instr(reason, ':') > 0 THEN substr(reason, 1, instr(reason, ':') - 1)
            ELSE reason END AS code
FROM offering_result
WHERE result IN ('partly_read', 'failed', 'skipped', 'removed')
ORDER BY result, code, file, year, sha256;
