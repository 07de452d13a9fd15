-- The arrangements in which documents of a year decided values: which ones, joined by |, and in how
-- many rows of the panel the arrangement counts.
SELECT file.content_id, group_concat(stated.variable, '|') AS variables,
       (SELECT count(*) FROM panel
        WHERE panel.arrangement_id = stated.arrangement_id AND counts = 1) AS cells
FROM content_file AS file
CROSS JOIN arrangement_value AS stated ON stated.content_id = file.content_id
WHERE file.set_year = :year
GROUP BY file.content_id, stated.arrangement_id;
