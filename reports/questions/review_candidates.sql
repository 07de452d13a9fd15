-- Coded documents of a year with a record, not yet given to a second coder. In an order that is the
-- same every time and has nothing to do with what they say.
SELECT file.sha256 FROM content_file AS file JOIN coding ON coding.content_id = file.content_id
WHERE file.set_year = :year
  AND file.content_id NOT IN (SELECT content_id FROM second_coding)
  AND EXISTS (SELECT 1 FROM record WHERE record.coding_id = coding.coding_id AND number > 0)
ORDER BY substr(file.sha256, 8);
