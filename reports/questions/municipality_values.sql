-- What the arrangements that count in one municipality say, and where that stands. private: words
-- of that page that must not be quoted, as first-last, by blanks; a document that was not searched
-- for such is not quoted.
SELECT stated.arrangement_id AS arrangement, stated.variable, stated.value, stated.outcome,
       stated.confidence,
       coalesce((SELECT file FROM content_file
                 WHERE content_file.content_id = stated.content_id), '') AS file,
       coalesce((SELECT openbaar FROM content_file
                 WHERE content_file.content_id = stated.content_id) AND coding.searched, 0)
         AS openbaar,
       coalesce(evidence.page, 0) AS page, coalesce(evidence.quote, '') AS quote,
       coalesce(evidence.first_word, 0) AS first_word,
       (SELECT coalesce(group_concat(first_word || '-' || last_word, ' '), '')
        FROM private_words
        WHERE private_words.coding_id = coding.coding_id
          AND private_words.page = evidence.page) AS private
FROM (SELECT DISTINCT arrangement_id FROM panel
      WHERE gm_code = :gm_code AND panel_year BETWEEN :from AND :to AND counts = 1
        AND (:domein = '' OR domein = :domein)) AS counted
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = counted.arrangement_id
LEFT JOIN coding ON coding.content_id = stated.content_id
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0
WHERE stated.outcome <> 'absent'
ORDER BY stated.arrangement_id, stated.position;
