-- What is given of the core variables, in the order of core_variables(), in each municipality and
-- year: the different values, joined by |, and how many of the arrangements give one.
SELECT panel_year, gm_code, procedure, procedure_given, bekostiging, bekostiging_given, looptijd,
       looptijd_given, verlenging, verlenging_given, aanbieders, aanbieders_given
FROM panel_cell
WHERE domein = :domein AND voorziening = :voorziening AND panel_year BETWEEN :from AND :to;
