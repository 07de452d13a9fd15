-- Documents of a municipality in a year's collection.
SELECT content.sha256, offering.shown_path AS file, panel_document.could_be_read
FROM panel_document JOIN offering USING (offering_id) JOIN content USING (content_id)
WHERE panel_document.gm_code = :gm_code AND panel_document.panel_year = :year
ORDER BY offering.shown_path;
