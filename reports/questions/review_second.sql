-- Documents that are coded a second time.
SELECT content.sha256, file.file, file.set_year AS year, second_coding.coder,
       (SELECT count(*) FROM second_value WHERE second_value.content_id = content.content_id)
         AS given,
       (SELECT group_concat(DISTINCT reviewer) FROM decision
        WHERE scope_kind = 'content' AND scope_key = content.sha256) AS first
FROM second_coding CROSS JOIN content USING (content_id)
CROSS JOIN content_file AS file ON file.content_id = content.content_id
ORDER BY file.set_year DESC, file.file;
