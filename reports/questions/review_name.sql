-- A municipality's latest name.
SELECT name FROM municipality WHERE gm_code = :gm_code;
