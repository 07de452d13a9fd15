-- What must not be quoted outside the corpus: words of names of persons, mail addresses, telephone
-- and bank numbers (classify/persoonsgegevens.toml), on the pages of the coding's reading. They are
-- found with the values of a document. A coding with searched = 0 is of before; its document is
-- quoted by no publication until it is coded again.

ALTER TABLE coding ADD COLUMN searched INTEGER NOT NULL DEFAULT 0 CHECK (searched IN (0, 1));

CREATE TABLE private_words (
  coding_id INTEGER NOT NULL REFERENCES coding ON DELETE CASCADE,
  page INTEGER NOT NULL,
  first_word INTEGER NOT NULL,       -- words of the page, the last one included
  last_word INTEGER NOT NULL,
  kind TEXT NOT NULL,                -- name, mail, telephone, iban, …
  PRIMARY KEY (coding_id, page, first_word)
) STRICT, WITHOUT ROWID;
