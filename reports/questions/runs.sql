-- What was done to the corpus.
SELECT run_id AS run, kind, started, coalesce(ended, '') AS ended,
       coalesce(CAST(exit_status AS TEXT), '') AS status, program_version AS program,
       substr(ruleset, 1, 12) AS ruleset, reader_version AS reader, libraries, arguments
FROM run ORDER BY run_id;
