-- What was frozen for publications.
SELECT edition.name AS edition, started AS made, edition.program_version AS program,
       substr(edition.ruleset, 1, 12) AS ruleset, substr(edition.sha256, 1, 12) AS sha256
FROM edition JOIN run USING (run_id) ORDER BY edition.name;
