-- Pages of one document with words.
SELECT page.number, page.text, page.repaired FROM newest_reading
JOIN content USING (content_id) JOIN page USING (reading_id)
WHERE sha256 = :sha256 ORDER BY page.number;
