-- The latest name of every municipality.
SELECT gm_code, name FROM municipality ORDER BY gm_code;
