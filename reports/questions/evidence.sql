-- Where each arrangement's value of :variable stands.
SELECT arrangement_id AS arrangement, dossier, record, value, outcome, confidence,
       coalesce(file, '') AS file, coalesce(page, 0) AS page, coalesce(quote, '') AS quote,
       coalesce(openbaar, 0) AS openbaar
FROM arrangement_view WHERE variable = :variable;
