-- The municipalities of the panel's years on 1 January.
SELECT year, gm_code, name, province FROM municipality_year
WHERE in_force_1jan AND year IN (SELECT panel_year FROM panel)
ORDER BY year, gm_code;
