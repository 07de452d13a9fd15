-- What became of the files that were handed in by the page: those below :root.
SELECT offering_result.file, offering_result.year, offering_result.gemeenten,
       coalesce(offering_result.pages, 0) AS pages, offering_result.result, offering_result.reason,
       coalesce(offering_result.sha256, '') AS sha256,
       coalesce(offering_result.duplicate_of, '') AS duplicate_of,
       EXISTS (SELECT 1 FROM content JOIN coding USING (content_id)
               WHERE content.sha256 = offering_result.sha256) AS coded
FROM offering JOIN offering_result USING (offering_id)
WHERE CAST(offering.root AS TEXT) = :root
ORDER BY offering_result.file;
