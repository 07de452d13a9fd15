-- The municipalities that exist on 1 January of :year.
SELECT gm_code, name FROM municipality_year
WHERE year = :year AND in_force_1jan = 1
ORDER BY gm_code;
