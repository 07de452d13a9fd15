-- The pages with words that must not be quoted, and how many places of each kind.
SELECT content_file.file, page, kind, count(*) AS number, content_file.openbaar
FROM private_words
JOIN coding USING (coding_id)
JOIN content_file USING (content_id)
GROUP BY content_file.file, content_file.sha256, page, kind
ORDER BY content_file.file, content_file.sha256, page, kind;
