-- The pages with words that must not be quoted, and how many places of each kind.
SELECT content_file.file, page, kind, count(*) AS number, content_file.openbaar
FROM private_words
CROSS JOIN coding ON coding.coding_id = private_words.coding_id
CROSS JOIN content_file ON content_file.content_id = coding.content_id
GROUP BY content_file.file, content_file.sha256, page, kind
ORDER BY content_file.file, content_file.sha256, page, kind;
