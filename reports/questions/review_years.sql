-- The years in which documents were handed in, newest first: each is looked up from the one after
-- it, since to go through all offerings took longer than the rest of a page.
WITH RECURSIVE newer (year) AS (
  SELECT max(set_year) FROM offering
  UNION ALL
  SELECT (SELECT max(set_year) FROM offering WHERE set_year < year) FROM newer
  WHERE year IS NOT NULL)
SELECT year FROM newer
WHERE EXISTS (SELECT 1 FROM offering WHERE set_year = year AND state = 'offered')
ORDER BY year DESC;
