-- The third part of the database: the pages' words, for searching. It follows from table page and
-- is kept by triggers. The tokenizer is SQLite's own, which takes é for e, so that any program with
-- SQLite can ask: SELECT snippet(page_text, -1, '[', ']', '…', 16) FROM page_text
-- WHERE page_text MATCH 'coordinatie' ORDER BY rowid DESC LIMIT 20. A rowid is a page.page_id.

DROP TRIGGER IF EXISTS index_new_page;
DROP TRIGGER IF EXISTS index_changed_page;
DROP TRIGGER IF EXISTS forget_page;
DROP TABLE IF EXISTS page_text;

CREATE VIRTUAL TABLE page_text USING fts5 (
  text, repaired, content = 'page', content_rowid = 'page_id',
  tokenize = 'unicode61 remove_diacritics 2');

CREATE TRIGGER index_new_page AFTER INSERT ON page BEGIN
  INSERT INTO page_text (rowid, text, repaired) VALUES (NEW.page_id, NEW.text, NEW.repaired);
END;
CREATE TRIGGER index_changed_page AFTER UPDATE OF page_id, text, repaired ON page BEGIN
  INSERT INTO page_text (page_text, rowid, text, repaired)
    VALUES ('delete', OLD.page_id, OLD.text, OLD.repaired);
  INSERT INTO page_text (rowid, text, repaired) VALUES (NEW.page_id, NEW.text, NEW.repaired);
END;
CREATE TRIGGER forget_page AFTER DELETE ON page BEGIN
  INSERT INTO page_text (page_text, rowid, text, repaired)
    VALUES ('delete', OLD.page_id, OLD.text, OLD.repaired);
END;

INSERT INTO page_text (page_text) VALUES ('rebuild');
