-- What --domein and --voorziening may name.
SELECT 'domein' AS kind, domein AS name FROM voorziening
UNION SELECT 'voorziening', voorziening FROM voorziening
UNION SELECT 'domein', domein FROM panel WHERE domein <> ''
UNION SELECT 'voorziening', voorziening FROM panel WHERE voorziening <> ''
ORDER BY 1, 2;
