-- The values of the arrangements that are in force in one of the years, domains and voorzieningen
-- that are asked for; of all arrangements when nothing is asked for.
SELECT dossier, record, variable, value, page, coalesce(file, '') AS file, arrangement_id
FROM arrangement_view
WHERE outcome = 'value'
  AND ((:from = 0 AND :to = 0 AND :domein = '' AND :voorziening = '')
       OR arrangement_id IN (
         SELECT arrangement_id FROM panel
         WHERE (:from = 0 OR panel_year >= :from) AND (:to = 0 OR panel_year <= :to)
           AND (:domein = '' OR domein = :domein)
           AND (:voorziening = '' OR voorziening = :voorziening)))
ORDER BY dossier, record, position;
