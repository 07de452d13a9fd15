-- The domains and voorzieningen of the panel.
SELECT domein, voorziening, of_codebook FROM panel_place ORDER BY domein, voorziening;
