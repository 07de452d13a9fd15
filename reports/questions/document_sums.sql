-- What the publication rests on, by year of collection: documents, those that could be read, pages.
SELECT set_year, count(*) AS offered,
       sum(result IN ('read', 'partly_read')) AS documents_read, coalesce(sum(pages), 0) AS pages,
       coalesce(sum(ocr_pages), 0) AS ocr_pages
FROM (SELECT offering_result.year AS set_year, result, pages, ocr_pages FROM offering_result
      WHERE result IN ('read', 'partly_read', 'failed') AND year <= :year)
GROUP BY set_year ORDER BY set_year;
