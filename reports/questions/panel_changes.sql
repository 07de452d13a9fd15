-- Who followed whom, and from which day on; is_split: a part of it only.
SELECT old_gm, new_gm, date, is_split FROM municipality_change ORDER BY new_gm, old_gm;
