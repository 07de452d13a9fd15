-- Each municipality on 1 January of :year with where it lies and how large it is.
SELECT gm_code, name, province, jeugdregio, size_class, coalesce(inhabitants, 0) AS inhabitants,
       coalesce(inhabitants_year, 0) AS inhabitants_year, documents, documents_read
FROM panel_municipality WHERE panel_year = :year ORDER BY gm_code;
