-- Who followed whom, and from which day on.
SELECT old_gm, new_gm, date FROM municipality_change ORDER BY new_gm, old_gm;
