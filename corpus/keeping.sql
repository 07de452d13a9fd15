-- The second part of the schema: corrections, values that people coded by hand, history, editions.
-- It is run behind schema.sql when a corpus is made, and by itself on a corpus that is older.

-- Versions of the libraries that a run was made with: poppler 22.12.0, tesseract 5.3.0, …
ALTER TABLE run ADD COLUMN libraries TEXT NOT NULL DEFAULT '';

-- ---------------------------------------------------------------- corrections

-- What `assign` corrected of an offering. A corrected fact holds against every later import.
CREATE TABLE offering_change (
  change_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run,    -- which also says when
  offering_id INTEGER NOT NULL REFERENCES offering,
  fact TEXT NOT NULL CHECK (fact IN ('year', 'gemeente', 'dossier', 'openbaar')),
  before TEXT NOT NULL,              -- as text; lists joined by |
  after TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX offering_change_by_offering ON offering_change (offering_id, fact);

-- Contents that were taken away: their bytes, pages, values and quotes are gone, and they do not
-- come back when they are offered again. The hash stands in table content, the files in offering.
CREATE TABLE removal (
  content_id INTEGER PRIMARY KEY REFERENCES content,
  run_id INTEGER NOT NULL REFERENCES run,
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

-- ---------------------------------------------------------------- coded by hand

-- What people coded without this program, by municipality, 1 January, domain and voorziening ('' is
-- all of the domain). Confirmed values without a document.
CREATE TABLE hand_value (
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  variable TEXT NOT NULL,
  value TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES run,
  source TEXT NOT NULL,              -- the file that it came from, and its line
  PRIMARY KEY (panel_year, gm_code, domein, voorziening, variable)
) STRICT, WITHOUT ROWID;

-- Values that were imported again otherwise, as they were before.
CREATE TABLE hand_value_before (
  change_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run,    -- the run that replaced it
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  variable TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;

-- The dossier that stands for such a cell: its arrangement of number 2016 holds the values of 2016,
-- with rule handmatig. No document belongs to it.
CREATE TABLE hand_dossier (
  dossier_id INTEGER PRIMARY KEY REFERENCES dossier ON DELETE CASCADE,
  gm_code TEXT NOT NULL,
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  UNIQUE (gm_code, domein, voorziening)
) STRICT;

-- ---------------------------------------------------------------- history

-- What stood in cells of the panel at some time. Never changed, never removed.
CREATE TABLE history_state (
  state_id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,       -- SHA-256 of the rest
  dossier TEXT NOT NULL,             -- its key at that time
  certainty TEXT NOT NULL,
  stated TEXT NOT NULL,              -- JSON: value by variable
  -- What it rested on: SHA-256 of the dossier's documents, the readings that were coded, the
  -- rulesets, the decisions; each joined by |.
  documents TEXT NOT NULL,
  readings TEXT NOT NULL,
  rulesets TEXT NOT NULL,
  decisions TEXT NOT NULL
) STRICT;

-- The panel as it was when it was last made.
CREATE TABLE history_cell (
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  state_id INTEGER NOT NULL REFERENCES history_state,
  PRIMARY KEY (panel_year, gm_code, domein, voorziening, state_id)
) STRICT, WITHOUT ROWID;

-- What came into a cell and what went in a run; going back through these gives every panel before.
CREATE TABLE history_change (
  run_id INTEGER NOT NULL REFERENCES run,
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  state_id INTEGER NOT NULL REFERENCES history_state,
  what TEXT NOT NULL CHECK (what IN ('came', 'went')),
  PRIMARY KEY (run_id, panel_year, gm_code, domein, voorziening, state_id, what)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- editions

-- What a publication rests on, frozen in editions/<name>.sqlite: all tables but the pages.
CREATE TABLE edition (
  name TEXT PRIMARY KEY CHECK (name <> ''),
  run_id INTEGER NOT NULL REFERENCES run,
  ruleset TEXT NOT NULL,
  program_version TEXT NOT NULL,
  sha256 TEXT NOT NULL               -- of that file
) STRICT, WITHOUT ROWID;

-- The history begins with the panel as it is made next.
UPDATE upkeep SET panel_stale = 1;
