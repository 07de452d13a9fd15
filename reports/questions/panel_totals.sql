-- What the arrangements of each municipality and year say of one variable, in a domain as a whole or
-- in all (*).
SELECT panel_year, gm_code, outcome, value, arrangements, confidence
FROM panel_total
WHERE variable = :variable AND domein = :domein AND panel_year BETWEEN :from AND :to;
