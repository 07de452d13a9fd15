-- The years that there is anything about. NULL where there is nothing.
SELECT (SELECT min(panel_year) FROM panel_cell WHERE domein = '*' AND voorziening = '*')
         AS first_panel,
       (SELECT max(panel_year) FROM panel_cell WHERE domein = '*' AND voorziening = '*')
         AS last_panel,
       (SELECT min(set_year) FROM offering WHERE state <> 'removed') AS first_set,
       (SELECT max(set_year) FROM offering WHERE state <> 'removed') AS last_set,
       (SELECT max(panel_year) FROM panel_municipality) AS last_municipalities;
