-- The arrangements in force, a row for each municipality, 1 January, domain and voorziening.
SELECT DISTINCT panel_year, gm_code, gemeente, domein, voorziening, certainty, dossier, record,
       arrangement
FROM panel_value ORDER BY panel_year, gm_code, domein, voorziening, dossier, record;
