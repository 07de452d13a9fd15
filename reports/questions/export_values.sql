-- Every value of every record of every document. A content is named by the first of its files in
-- order of collection and path, which does not depend on what was imported first.
WITH named AS (
  SELECT content_id, sha256, file FROM (
    SELECT offering.content_id, content.sha256, offering.shown_path AS file,
           row_number() OVER (PARTITION BY offering.content_id
                              ORDER BY offering.set_year, offering.path, offering.root) AS place
    FROM offering JOIN content ON content.content_id = offering.content_id
    WHERE offering.state = 'offered')
  WHERE place = 1)
SELECT named.file, named.sha256, stated.record, stated.status, stated.variable, stated.value,
       stated.outcome, stated.confidence, stated.rule, stated.page, stated.quote
FROM record_value AS stated JOIN named ON named.content_id = stated.content_id
ORDER BY named.file, named.sha256, stated.record, stated.variable;
