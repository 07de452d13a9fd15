-- Where each arrangement's value of :variable stands. private: words of that page that must not be
-- quoted, as first-last, by blanks; a document that was not searched for such is not quoted.
SELECT shown.arrangement_id AS arrangement, dossier, record, shown.value, shown.outcome,
       shown.confidence, coalesce(file, '') AS file, coalesce(shown.page, 0) AS page,
       coalesce(shown.quote, '') AS quote, coalesce(openbaar AND coding.searched, 0) AS openbaar,
       coalesce(evidence.first_word, 0) AS first_word,
       (SELECT coalesce(group_concat(first_word || '-' || last_word, ' '), '')
        FROM private_words
        WHERE private_words.coding_id = coding.coding_id
          AND private_words.page = evidence.page) AS private
FROM arrangement_view AS shown
JOIN arrangement_value AS stated
  ON stated.arrangement_id = shown.arrangement_id AND stated.variable = shown.variable
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = shown.arrangement_id AND evidence.variable = shown.variable
     AND evidence.position = 0
LEFT JOIN coding ON coding.content_id = stated.content_id
WHERE shown.variable = :variable;
