-- The municipalities of a year and how many documents each has.
SELECT gm_code, name, documents FROM panel_municipality WHERE panel_year = :year ORDER BY name;
