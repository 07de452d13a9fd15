-- What the filters may name.
SELECT 'domein' AS kind, domein AS name FROM panel_place WHERE domein <> ''
UNION SELECT 'voorziening', voorziening FROM panel_place WHERE voorziening <> ''
UNION SELECT 'domein', domein FROM voorziening
UNION SELECT 'voorziening', voorziening FROM voorziening
UNION SELECT 'province', province FROM panel_municipality
UNION SELECT 'region', jeugdregio FROM panel_municipality WHERE jeugdregio <> ''
UNION SELECT 'region', zorgkantoorregio FROM panel_municipality WHERE zorgkantoorregio <> ''
UNION SELECT 'size', size_class FROM panel_municipality WHERE size_class <> ''
ORDER BY 1, 2;
