-- Every value of every arrangement; file as in export_values.
WITH named AS (
  SELECT sha256, file FROM (
    SELECT content.sha256, offering.shown_path AS file,
           row_number() OVER (PARTITION BY offering.content_id
                              ORDER BY offering.set_year, offering.path, offering.root) AS place
    FROM offering JOIN content ON content.content_id = offering.content_id
    WHERE offering.state = 'offered')
  WHERE place = 1)
SELECT stated.dossier, stated.record, stated.status, stated.variable, stated.value, stated.outcome,
       stated.confidence, stated.rule, stated.page, stated.quote, coalesce(named.file, '') AS file
FROM arrangement_view AS stated LEFT JOIN named ON named.sha256 = stated.sha256
ORDER BY stated.dossier, stated.record, stated.variable;
