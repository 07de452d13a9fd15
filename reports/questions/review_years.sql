-- The years in which documents were handed in.
SELECT DISTINCT set_year AS year FROM offering WHERE state = 'offered' ORDER BY set_year DESC;
