-- The arrangements that count in each municipality and year for one voorziening.
SELECT panel_year, gm_code, arrangement_id
FROM panel INDEXED BY panel_by_place
WHERE domein = :domein AND voorziening = :voorziening AND panel_year BETWEEN :from AND :to
  AND counts = 1
ORDER BY gm_code, panel_year, arrangement_id;
