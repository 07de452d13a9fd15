-- The database of a corpus: DIR/monitor.sqlite. This file makes it and is its documentation.
--
-- To ask questions, use the views at the end; they are made for it:
--   offering_result   what became of every file that was offered, one row each
--   record_value      what the documents say, record by record, with the first evidence
--   arrangement_view  what holds for each dossier in the end
--   monitor           the monitor: municipality, 1 January, domain, voorziening, the core variables
--                     or why they are not known (schema_panel.sql)
--   panel_value       the arrangements behind it, with every value (schema_panel.sql)
--   content_file      the first file of each content, by which exports name it
-- Order by file or dossier, record, position; never by an id: ids tell the order in which things
-- were stored and mean nothing else.
--
-- Words: a content is bytes, kept once under their SHA-256; an offering is that a file was handed
-- in; a reading is what one version of the reader made of a content; a coding is what one ruleset
-- made of a reading: records with values, each value with its evidence; an arrangement is what
-- holds for a dossier (all documents of one procurement) in the end. Only arrangements enter the
-- panel.
--
-- Conventions: text is UTF-8; dates are ISO (2019-01-31), empty when unknown; lists are joined by
-- |; municipalities are CBS codes (GM0114); pages count from 1, words of a page from 0; lengths are
-- PDF points; a confidence, certainty or quality lies between 0 and 1. Wall-clock time stands in
-- table run and in decision_act (schema_review.sql) and nowhere else, so that the same inputs give
-- the same content.
--
-- PRAGMA user_version is the version of this schema; application_id says that it is such a file.

-- A command that wrote: what it was made with and when. A run without an end was killed.
CREATE TABLE run (
  run_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                -- the command: import, classify, …
  program_version TEXT NOT NULL,
  reader_version TEXT NOT NULL,
  ruleset TEXT NOT NULL,             -- SHA-256 over the rules' files
  arguments TEXT NOT NULL,
  started TEXT NOT NULL,             -- UTC, 2019-01-31T12:00:00Z
  ended TEXT,
  exit_status INTEGER
) STRICT;

-- ---------------------------------------------------------------- files, readings

-- Bytes that were offered at least once; they lie in contents/<first two digits>/<sha256>.
CREATE TABLE content (
  content_id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;

-- What lay in a content that holds others (a ZIP file, a mail, a PDF with attachments), as it was
-- found when that was read. Wherever the container is offered, each of these is offered too, under
-- the container's path, a / and its name.
CREATE TABLE member (
  container_id INTEGER NOT NULL REFERENCES content (content_id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  content_id INTEGER REFERENCES content,  -- NULL when it was left out or refused
  state TEXT NOT NULL CHECK (state IN ('offered', 'skipped', 'unreadable')),
  reason TEXT NOT NULL,              -- as in table offering
  PRIMARY KEY (container_id, position),
  CHECK ((state = 'offered') = (content_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The documents of one procurement. A document that was offered without one is a dossier of its
-- own, one for each content however often it was offered.
CREATE TABLE dossier (
  dossier_id INTEGER PRIMARY KEY,
  -- Its name. Of a document of its own: the path of the offering that brought it, followed by # and
  -- the beginning of its SHA-256 where that name was taken.
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  own_content_id INTEGER UNIQUE REFERENCES content,  -- set only for a document of its own
  -- 1: a document of it was coded, joined or left since its arrangements were made.
  dirty INTEGER NOT NULL DEFAULT 1 CHECK (dirty IN (0, 1))
) STRICT;

-- A file that was handed in. What makes it one: root, path, content and set_year. The same content
-- offered again (by another municipality, in another year) is another offering.
CREATE TABLE offering (
  offering_id INTEGER PRIMARY KEY,   -- rises in the order of offering; the lowest is the first
  run_id INTEGER NOT NULL REFERENCES run,
  root BLOB NOT NULL,                -- folder that was named to import, as bytes
  path BLOB NOT NULL,                -- below root, bytes
  shown_path TEXT NOT NULL,          -- path for people: escaped, different for different bytes
  set_year INTEGER NOT NULL,         -- the collection it was offered in
  content_id INTEGER REFERENCES content,  -- NULL when skipped or unreadable
  state TEXT NOT NULL CHECK (state IN ('offered', 'skipped', 'unreadable', 'removed')),
  reason TEXT NOT NULL DEFAULT '',   -- of every state but offered: code ": " sentence
  dossier_name TEXT NOT NULL DEFAULT '',  -- as the manifest gives it; empty: none
  dossier_id INTEGER REFERENCES dossier,  -- the dossier it counts in; NULL unless offered
  gemeenten_source TEXT NOT NULL DEFAULT '' CHECK (gemeenten_source IN ('', 'manifest', 'folder')),
  documentsoort TEXT NOT NULL DEFAULT '',  -- from the manifest
  document_date TEXT NOT NULL DEFAULT '',  -- from the manifest
  openbaar INTEGER NOT NULL DEFAULT 0 CHECK (openbaar IN (0, 1)),  -- 1: quotes may be published
  nesting INTEGER NOT NULL DEFAULT 0,  -- in how many containers it lay; 0: handed in as it is
  UNIQUE (root, path, set_year, content_id),
  CHECK (state <> 'offered' OR content_id IS NOT NULL),
  CHECK (state = 'offered' OR reason <> '')
) STRICT;
-- A file without content has one row, which is healed when the file can be read later.
CREATE UNIQUE INDEX offering_without_content ON offering (root, path, set_year)
  WHERE content_id IS NULL;
CREATE INDEX offering_by_path ON offering (shown_path);
CREATE INDEX offering_by_content ON offering (content_id);
CREATE INDEX offering_by_dossier ON offering (dossier_id);

-- The municipalities that an offering is said to be of, by manifest or folder.
CREATE TABLE offering_gemeente (
  offering_id INTEGER NOT NULL REFERENCES offering ON DELETE CASCADE,
  position INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  PRIMARY KEY (offering_id, position)
) STRICT, WITHOUT ROWID;

-- What one version of the reader made of a content. The newest (highest id) counts; older ones are
-- kept only while a coding or a decision refers to them.
CREATE TABLE reading (
  reading_id INTEGER PRIMARY KEY,
  content_id INTEGER NOT NULL REFERENCES content,
  run_id INTEGER NOT NULL REFERENCES run,
  reader_version TEXT NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('read', 'partly_read', 'failed')),
  reason TEXT NOT NULL,              -- code ": " sentence; empty when read
  page_count INTEGER NOT NULL,       -- pages of the file, read or not
  ocr_pages INTEGER NOT NULL,        -- pages of which the words come from OCR
  title TEXT NOT NULL,               -- title, producer and dates from the file's own properties
  producer TEXT NOT NULL,
  creation_date TEXT NOT NULL,
  modification_date TEXT NOT NULL DEFAULT '',
  -- In which most of its text is; empty where that cannot be told.
  language TEXT NOT NULL DEFAULT '' CHECK (language IN ('', 'nl', 'en', 'de', 'fr'))
) STRICT;
CREATE INDEX reading_by_content ON reading (content_id);

-- The file's own table of contents: its bookmarks.
CREATE TABLE outline_entry (
  reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
  position INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level >= 1),
  title TEXT NOT NULL,
  page INTEGER NOT NULL,             -- 0: it leads to no page of the file
  PRIMARY KEY (reading_id, position)
) STRICT, WITHOUT ROWID;

-- A page of a reading. A page that was never reached is missing.
CREATE TABLE page (
  -- In order of the set year in which its content was offered last when it was read, then of the
  -- reading, then of its number: year * 10^13 + reading_id * 10^6 + number. So the newest come last.
  page_id INTEGER PRIMARY KEY,
  reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 1),
  source TEXT NOT NULL CHECK (source IN ('text_layer', 'ocr', 'blank', 'failed')),
  quality REAL NOT NULL,             -- how well its text seems to be read
  reason TEXT NOT NULL,              -- why this source was chosen, or why the page failed
  width REAL NOT NULL,               -- points
  height REAL NOT NULL,
  text TEXT NOT NULL,                -- plain text: a line a line, blocks apart, cells by tabs
  layout BLOB NOT NULL,              -- words with boxes and blocks: zstd of extract's layout bytes
  label TEXT NOT NULL DEFAULT '',    -- what the file calls the page (iv); empty: its number
  -- For searching: lines of the text of which words were put right (misread by OCR, parted at the
  -- end of a line, set with ligatures), folded. Empty: there was nothing to put right.
  repaired TEXT NOT NULL DEFAULT '',
  UNIQUE (reading_id, number)
) STRICT;

-- ---------------------------------------------------------------- coding

-- What one ruleset made of one reading. A content has at most one: classifying again replaces it.
CREATE TABLE coding (
  coding_id INTEGER PRIMARY KEY,
  content_id INTEGER NOT NULL UNIQUE REFERENCES content,
  reading_id INTEGER NOT NULL REFERENCES reading,
  run_id INTEGER NOT NULL REFERENCES run,
  ruleset TEXT NOT NULL,
  -- 1: what its offerings say (year, municipalities, documentsoort, date) changed since.
  stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1))
) STRICT;
CREATE INDEX coding_by_reading ON coding (reading_id);

-- One arrangement as a document describes it. Number 0 is the document itself.
CREATE TABLE record (
  record_id INTEGER PRIMARY KEY,
  coding_id INTEGER NOT NULL REFERENCES coding ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  UNIQUE (coding_id, number)
) STRICT;

-- A variable of a record with its outcome. Variables and values are those of
-- classify/codebook.toml.
CREATE TABLE value (
  value_id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- order of the codebook
  variable TEXT NOT NULL,
  value TEXT NOT NULL,               -- empty unless the outcome is value
  outcome TEXT NOT NULL CHECK (outcome IN ('value', 'absent', 'unreadable', 'contradictory')),
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,                -- the rule that won; derived:…, manifest or folder else
  -- Why it is unsure: weak, rival, … (classify/record.h), joined by |; empty where it is sure.
  doubt TEXT NOT NULL DEFAULT '',
  UNIQUE (record_id, variable)
) STRICT;

-- The words a value rests on; position 0 decided. Page 0: from the manifest, the folder or a
-- derivation, and the quote says from what.
CREATE TABLE evidence (
  value_id INTEGER NOT NULL REFERENCES value ON DELETE CASCADE,
  position INTEGER NOT NULL,
  page INTEGER NOT NULL,
  first_word INTEGER NOT NULL,       -- words of the coding's reading, the last one included
  last_word INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (value_id, position)
) STRICT, WITHOUT ROWID;

-- A value that was seen and lost, with its own evidence.
CREATE TABLE rival (
  value_id INTEGER NOT NULL REFERENCES value ON DELETE CASCADE,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  weight REAL NOT NULL,              -- of its votes, in the rules' own unit
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,              -- why it lost: outvoted, negated, …
  page INTEGER NOT NULL,
  first_word INTEGER NOT NULL,
  last_word INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (value_id, position)
) STRICT, WITHOUT ROWID;

-- What holds for a dossier in the end, numbered from 1 within it. Made again when the dossier is
-- dirty.
CREATE TABLE arrangement (
  arrangement_id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL REFERENCES dossier ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES run,
  number INTEGER NOT NULL CHECK (number >= 1),
  UNIQUE (dossier_id, number)
) STRICT;

-- As table value, and which document decided it.
CREATE TABLE arrangement_value (
  arrangement_id INTEGER NOT NULL REFERENCES arrangement ON DELETE CASCADE,
  variable TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('value', 'absent', 'unreadable', 'contradictory')),
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  content_id INTEGER REFERENCES content,  -- the deciding document; NULL: none, or derived
  doubt TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (arrangement_id, variable)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrangement_value_by_content ON arrangement_value (content_id);

-- As table evidence. Position 0 of a value that is not derived stands in the deciding document; all
-- else may stand in any document of the dossier.
CREATE TABLE arrangement_evidence (
  arrangement_id INTEGER NOT NULL,
  variable TEXT NOT NULL,
  position INTEGER NOT NULL,
  page INTEGER NOT NULL,
  first_word INTEGER NOT NULL,
  last_word INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (arrangement_id, variable, position),
  FOREIGN KEY (arrangement_id, variable) REFERENCES arrangement_value ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- As table rival.
CREATE TABLE arrangement_rival (
  arrangement_id INTEGER NOT NULL,
  variable TEXT NOT NULL,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  weight REAL NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  page INTEGER NOT NULL,
  first_word INTEGER NOT NULL,
  last_word INTEGER NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (arrangement_id, variable, position),
  FOREIGN KEY (arrangement_id, variable) REFERENCES arrangement_value ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What a reviewer confirmed or corrected. Keyed by where the value stands, never by a record's
-- number, so that it outlives classifying again; nothing here refers to a coding.
CREATE TABLE decision (
  decision_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run,    -- which also says when
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('dossier', 'content')),
  scope_key TEXT NOT NULL,           -- dossier.key or content.sha256
  perceel TEXT NOT NULL DEFAULT '',
  domein TEXT NOT NULL DEFAULT '',
  voorzieningen TEXT NOT NULL DEFAULT '',
  variable TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'corrected')),
  value TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('value', 'absent', 'unreadable', 'contradictory')),
  reading_id INTEGER REFERENCES reading,     -- whose page and words these are; keeps that reading
  page INTEGER NOT NULL DEFAULT 0,
  first_word INTEGER NOT NULL DEFAULT 0,
  last_word INTEGER NOT NULL DEFAULT 0,
  quote TEXT NOT NULL DEFAULT '',
  reviewer TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  -- 1: its place could not be found again uniquely; it waits in the queue and is not applied.
  orphaned INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1)),
  CHECK (outcome = 'value' OR value = ''),
  UNIQUE (scope_kind, scope_key, perceel, domein, voorzieningen, variable, page, first_word,
          last_word)
) STRICT;
CREATE INDEX decision_by_reading ON decision (reading_id);

-- ---------------------------------------------------------------- register (corpus/register/*.csv)

-- Every municipality since the first register year, with its latest name.
CREATE TABLE municipality (
  gm_code TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A municipality in a year. One that ended on 1 January of the year is listed with in_force_1jan 0.
CREATE TABLE municipality_year (
  year INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  name TEXT NOT NULL,
  province TEXT NOT NULL,
  begin_date TEXT NOT NULL,
  end_date TEXT NOT NULL,            -- first day without it; empty: did not end in this year
  in_force_1jan INTEGER NOT NULL CHECK (in_force_1jan IN (0, 1)),
  in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),  -- on at least one day of the year
  PRIMARY KEY (year, gm_code)
) STRICT, WITHOUT ROWID;

-- Other spellings of names.
CREATE TABLE municipality_alias (
  name TEXT NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  PRIMARY KEY (name, gm_code)
) STRICT, WITHOUT ROWID;

-- Who followed whom. A municipality that was split has several successors.
CREATE TABLE municipality_change (
  date TEXT NOT NULL,                -- first day with the new one
  old_gm TEXT NOT NULL REFERENCES municipality,
  new_gm TEXT NOT NULL REFERENCES municipality,
  is_split INTEGER NOT NULL CHECK (is_split IN (0, 1)),
  PRIMARY KEY (old_gm, new_gm)
) STRICT, WITHOUT ROWID;
CREATE INDEX municipality_change_by_new ON municipality_change (new_gm);

-- Regions as they were in a year: jeugdregio 2015 and 2022; zorgkantoorregio, ggdregio,
-- veiligthuisregio, arbeidsmarktregio and provincie 2022. Those of 2015 have their name as code.
CREATE TABLE region (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (kind, year, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE region_member (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  PRIMARY KEY (kind, year, code, gm_code),
  FOREIGN KEY (kind, year, code) REFERENCES region
) STRICT, WITHOUT ROWID;

CREATE TABLE region_alias (
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (name, kind, year),
  FOREIGN KEY (kind, year, code) REFERENCES region
) STRICT, WITHOUT ROWID;

-- Inhabitants on 1 January; not every year is known.
CREATE TABLE population (
  year INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  inhabitants INTEGER NOT NULL,
  PRIMARY KEY (year, gm_code)
) STRICT, WITHOUT ROWID;

-- The domain (wmo, jeugd, participatie) under which the codebook lists a voorziening.
CREATE TABLE voorziening (
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  PRIMARY KEY (domein, voorziening)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- figures of others

-- Figures by municipality and year, such as spending, that were imported to set beside the panel.
CREATE TABLE indicator (
  indicator TEXT PRIMARY KEY CHECK (indicator <> ''),
  label TEXT NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES run   -- that imported it last
) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_value (
  indicator TEXT NOT NULL REFERENCES indicator ON DELETE CASCADE,
  year INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  value REAL NOT NULL,
  PRIMARY KEY (indicator, gm_code, year)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- upkeep

-- One row: whether the panel (schema_panel.sql) has to be made anew as a whole.
CREATE TABLE upkeep (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  panel_stale INTEGER NOT NULL CHECK (panel_stale IN (0, 1))
) STRICT;
INSERT INTO upkeep VALUES (1, 0);

-- ---------------------------------------------------------------- views

-- CROSS JOIN tells SQLite to take the tables in the order in which they stand: from the file down.
-- Left to itself it goes through all values first. View content_file is not joined from the left:
-- SQLite would make all of it first, whatever is asked.

-- Each content that is offered (not removed): file and year are of its first offering; it is
-- openbaar only when every offering of it is.
CREATE VIEW content_file AS
SELECT content.content_id, content.sha256, first.shown_path AS file, first.set_year,
       first.offering_id,
       (SELECT min(openbaar) FROM offering
        WHERE offering.content_id = content.content_id AND state = 'offered') AS openbaar
FROM offering AS first
JOIN content ON content.content_id = first.content_id
WHERE first.state = 'offered'
  AND NOT EXISTS (SELECT 1 FROM offering AS earlier
                  WHERE earlier.content_id = first.content_id AND earlier.state = 'offered'
                    AND earlier.offering_id < first.offering_id);

-- The reading that counts.
CREATE VIEW newest_reading AS
SELECT * FROM reading
WHERE reading_id = (SELECT max(reading_id) FROM reading AS newest
                    WHERE newest.content_id = reading.content_id);

-- One row for every offering. result: read, partly_read, failed, skipped or removed; a file that
-- was offered and not read yet (a killed import) is failed with reason not_read; one of a kind that
-- is kept but not read yet is skipped with reason not_readable_yet. duplicate_of: the first file of
-- the same content, NULL for that one itself. gemeenten: codes joined by |.
CREATE VIEW offering_result AS
SELECT offering.offering_id, offering.shown_path AS file, content.sha256, offering.set_year AS year,
       (SELECT coalesce(group_concat(gm_code, '|'), '')
        FROM (SELECT gm_code FROM offering_gemeente AS member
              WHERE member.offering_id = offering.offering_id ORDER BY position)) AS gemeenten,
       dossier.key AS dossier, offering.documentsoort, offering.document_date,
       newest_reading.page_count AS pages, newest_reading.ocr_pages,
       CASE WHEN offering.state IN ('skipped', 'removed') THEN offering.state
            WHEN offering.state = 'unreadable' THEN 'failed'
            WHEN newest_reading.reason LIKE 'not_readable_yet:%' THEN 'skipped'
            ELSE coalesce(newest_reading.result, 'failed') END AS result,
       CASE WHEN offering.state <> 'offered' THEN offering.reason
            ELSE coalesce(newest_reading.reason,
                          'not_read: it was offered and not read yet; import again')
            END AS reason,
       offering.openbaar,
       (SELECT CASE WHEN first.offering_id <> offering.offering_id THEN first.shown_path END
        FROM offering AS first
        WHERE first.content_id = offering.content_id AND first.state = 'offered'
          AND offering.state = 'offered'
        ORDER BY first.offering_id LIMIT 1) AS duplicate_of
FROM offering
LEFT JOIN content ON content.content_id = offering.content_id
LEFT JOIN dossier ON dossier.dossier_id = offering.dossier_id
LEFT JOIN newest_reading
  ON newest_reading.content_id = offering.content_id AND offering.state <> 'removed';

-- Every value of every record of every content that is offered; record 0 is the document itself.
-- status: of the record, empty for record 0 and where it is not known. page and quote: the deciding
-- evidence.
CREATE VIEW record_value AS
SELECT content_file.file, content_file.sha256, content_file.set_year, content_file.content_id,
       record.number AS record, coalesce(status.value, '') AS status, value.position,
       value.variable, value.value, value.outcome, value.confidence, value.rule,
       evidence.page, evidence.quote, content_file.openbaar, value.value_id
FROM content_file
CROSS JOIN coding ON coding.content_id = content_file.content_id
CROSS JOIN record ON record.coding_id = coding.coding_id
CROSS JOIN value ON value.record_id = record.record_id
LEFT JOIN value AS status ON status.record_id = record.record_id AND status.variable = 'status'
LEFT JOIN evidence ON evidence.value_id = value.value_id AND evidence.position = 0;

-- Every value of every arrangement. file, sha256, openbaar: of the document that decided it.
CREATE VIEW arrangement_view AS
SELECT dossier.key AS dossier, arrangement.number AS record, coalesce(status.value, '') AS status,
       stated.position, stated.variable, stated.value, stated.outcome, stated.confidence,
       stated.rule, first.shown_path AS file, content.sha256, evidence.page, evidence.quote,
       (SELECT min(openbaar) FROM offering
        WHERE offering.content_id = first.content_id AND state = 'offered') AS openbaar,
       arrangement.arrangement_id
FROM dossier
CROSS JOIN arrangement ON arrangement.dossier_id = dossier.dossier_id
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = arrangement.arrangement_id
LEFT JOIN arrangement_value AS status
  ON status.arrangement_id = arrangement.arrangement_id AND status.variable = 'status'
LEFT JOIN offering AS first
  ON first.content_id = stated.content_id AND first.state = 'offered'
     AND NOT EXISTS (SELECT 1 FROM offering AS earlier
                     WHERE earlier.content_id = first.content_id AND earlier.state = 'offered'
                       AND earlier.offering_id < first.offering_id)
LEFT JOIN content ON content.content_id = first.content_id
LEFT JOIN arrangement_evidence AS evidence
  ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable
     AND evidence.position = 0;
