-- The figures of one indicator.
SELECT gm_code, year, value FROM indicator_value WHERE indicator = :indicator
ORDER BY gm_code, year;
