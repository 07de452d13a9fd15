-- The municipalities of a year, where they lie, and how many documents each has.
SELECT gm_code, name, province, documents FROM panel_municipality WHERE panel_year = :year
ORDER BY name;
