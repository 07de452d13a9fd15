-- How many arrangements count in each municipality and year.
SELECT panel_year, gm_code, arrangements, reviewed, certainty
FROM panel_cell
WHERE domein = :domein AND voorziening = :voorziening AND panel_year BETWEEN :from AND :to;
