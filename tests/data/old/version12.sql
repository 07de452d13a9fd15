-- A corpus of schema version 4, as the steps of the program of version 12 brought it up to date.
PRAGMA application_id = 1229671729;
PRAGMA user_version = 12;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE run ( run_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, program_version TEXT NOT NULL, reader_version TEXT NOT NULL, ruleset TEXT NOT NULL, arguments TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, exit_status INTEGER , libraries TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO run VALUES(1,'import','0.1.0','1','r','import map','2026-01-02T03:04:05Z','2026-01-02T03:05:05Z',0,'');
CREATE TABLE content ( content_id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), bytes INTEGER NOT NULL CHECK (bytes >= 0) ) STRICT;
INSERT INTO content VALUES(1,'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',3);
CREATE TABLE member ( container_id INTEGER NOT NULL REFERENCES content (content_id), position INTEGER NOT NULL, name TEXT NOT NULL CHECK (name <> ''), content_id INTEGER REFERENCES content, state TEXT NOT NULL CHECK (state IN ('offered', 'skipped', 'unreadable')), reason TEXT NOT NULL, PRIMARY KEY (container_id, position), CHECK ((state = 'offered') = (content_id IS NOT NULL)) ) STRICT, WITHOUT ROWID;
CREATE TABLE dossier ( dossier_id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE CHECK (key <> ''), own_content_id INTEGER UNIQUE REFERENCES content, dirty INTEGER NOT NULL DEFAULT 1 CHECK (dirty IN (0, 1)) ) STRICT;
INSERT INTO dossier VALUES(1,'hulp-2020',NULL,0);
CREATE TABLE offering ( offering_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run, root BLOB NOT NULL, path BLOB NOT NULL, shown_path TEXT NOT NULL, set_year INTEGER NOT NULL, content_id INTEGER REFERENCES content, state TEXT NOT NULL CHECK (state IN ('offered', 'skipped', 'unreadable', 'removed')), reason TEXT NOT NULL DEFAULT '', dossier_name TEXT NOT NULL DEFAULT '', dossier_id INTEGER REFERENCES dossier, gemeenten_source TEXT NOT NULL DEFAULT '' CHECK (gemeenten_source IN ('', 'manifest', 'folder')), documentsoort TEXT NOT NULL DEFAULT '', document_date TEXT NOT NULL DEFAULT '', openbaar INTEGER NOT NULL DEFAULT 0 CHECK (openbaar IN (0, 1)), nesting INTEGER NOT NULL DEFAULT 0, UNIQUE (root, path, set_year, content_id), CHECK (state <> 'offered' OR content_id IS NOT NULL), CHECK (state = 'offered' OR reason <> '') ) STRICT;
INSERT INTO offering VALUES(1,1,X'2f6d6170',X'636f6e74726163742e706466','contract.pdf',2020,1,'offered','','hulp-2020',1,'manifest','overeenkomst','2020-02-03',1,0);
CREATE TABLE offering_gemeente ( offering_id INTEGER NOT NULL REFERENCES offering ON DELETE CASCADE, position INTEGER NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, PRIMARY KEY (offering_id, position) ) STRICT, WITHOUT ROWID;
INSERT INTO offering_gemeente VALUES(1,0,'GM0344');
CREATE TABLE reading ( reading_id INTEGER PRIMARY KEY, content_id INTEGER NOT NULL REFERENCES content, run_id INTEGER NOT NULL REFERENCES run, reader_version TEXT NOT NULL, result TEXT NOT NULL CHECK (result IN ('read', 'partly_read', 'failed')), reason TEXT NOT NULL, page_count INTEGER NOT NULL, ocr_pages INTEGER NOT NULL, title TEXT NOT NULL, producer TEXT NOT NULL, creation_date TEXT NOT NULL, modification_date TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '' CHECK (language IN ('', 'nl', 'en', 'de', 'fr')) ) STRICT;
INSERT INTO reading VALUES(1,1,1,'1','read','',1,0,'Contract','Writer','2020-01-31','','');
CREATE TABLE outline_entry ( reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE, position INTEGER NOT NULL, level INTEGER NOT NULL CHECK (level >= 1), title TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (reading_id, position) ) STRICT, WITHOUT ROWID;
CREATE TABLE coding ( coding_id INTEGER PRIMARY KEY, content_id INTEGER NOT NULL UNIQUE REFERENCES content, reading_id INTEGER NOT NULL REFERENCES reading, run_id INTEGER NOT NULL REFERENCES run, ruleset TEXT NOT NULL, stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)) , searched INTEGER NOT NULL DEFAULT 0 CHECK (searched IN (0, 1))) STRICT;
INSERT INTO coding VALUES(1,1,1,1,'r',0,0);
CREATE TABLE record ( record_id INTEGER PRIMARY KEY, coding_id INTEGER NOT NULL REFERENCES coding ON DELETE CASCADE, number INTEGER NOT NULL CHECK (number >= 0), UNIQUE (coding_id, number) ) STRICT;
INSERT INTO record VALUES(1,1,0);
INSERT INTO record VALUES(2,1,1);
CREATE TABLE value ( value_id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES record ON DELETE CASCADE, position INTEGER NOT NULL, variable TEXT NOT NULL, value TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('value', 'absent', 'unreadable', 'contradictory')), confidence REAL NOT NULL, rule TEXT NOT NULL, doubt TEXT NOT NULL DEFAULT '', UNIQUE (record_id, variable) ) STRICT;
INSERT INTO value VALUES(1,1,0,'documentsoort','overeenkomst','value',0.9000000000000000222,'manifest','');
INSERT INTO value VALUES(2,2,0,'status','geldend','value',0.8000000000000000444,'rule.status','');
INSERT INTO value VALUES(3,2,1,'domein','wmo','value',0.8000000000000000444,'rule.domein','');
INSERT INTO value VALUES(4,2,2,'gemeenten','GM0344','value',0.8000000000000000444,'rule.gemeenten','');
INSERT INTO value VALUES(5,2,3,'voorzieningen','huishoudelijke_hulp','value',0.8000000000000000444,'rule.voorzieningen','');
INSERT INTO value VALUES(6,2,4,'ingangsdatum','2020-01-01','value',0.8000000000000000444,'rule.ingangsdatum','');
INSERT INTO value VALUES(7,2,5,'looptijd','24','value',0.8000000000000000444,'rule.looptijd','');
CREATE TABLE evidence ( value_id INTEGER NOT NULL REFERENCES value ON DELETE CASCADE, position INTEGER NOT NULL, page INTEGER NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (value_id, position) ) STRICT, WITHOUT ROWID;
INSERT INTO evidence VALUES(2,0,1,0,1,'Huishoudelijke hulp');
INSERT INTO evidence VALUES(3,0,1,0,1,'Huishoudelijke hulp');
INSERT INTO evidence VALUES(4,0,1,0,1,'Huishoudelijke hulp');
INSERT INTO evidence VALUES(5,0,1,0,1,'Huishoudelijke hulp');
INSERT INTO evidence VALUES(6,0,1,0,1,'Huishoudelijke hulp');
INSERT INTO evidence VALUES(7,0,1,0,1,'Huishoudelijke hulp');
CREATE TABLE rival ( value_id INTEGER NOT NULL REFERENCES value ON DELETE CASCADE, position INTEGER NOT NULL, value TEXT NOT NULL, weight REAL NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL, page INTEGER NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (value_id, position) ) STRICT, WITHOUT ROWID;
CREATE TABLE arrangement ( arrangement_id INTEGER PRIMARY KEY, dossier_id INTEGER NOT NULL REFERENCES dossier ON DELETE CASCADE, run_id INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL CHECK (number >= 1), UNIQUE (dossier_id, number) ) STRICT;
INSERT INTO arrangement VALUES(1,1,1,1);
CREATE TABLE arrangement_value ( arrangement_id INTEGER NOT NULL REFERENCES arrangement ON DELETE CASCADE, variable TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('value', 'absent', 'unreadable', 'contradictory')), confidence REAL NOT NULL, rule TEXT NOT NULL, content_id INTEGER REFERENCES content, doubt TEXT NOT NULL DEFAULT '', PRIMARY KEY (arrangement_id, variable) ) STRICT, WITHOUT ROWID;
INSERT INTO arrangement_value VALUES(1,'domein',1,'wmo','value',0.8000000000000000444,'rule.domein',1,'');
INSERT INTO arrangement_value VALUES(1,'gemeenten',2,'GM0344','value',0.8000000000000000444,'rule.gemeenten',1,'');
INSERT INTO arrangement_value VALUES(1,'ingangsdatum',4,'2020-01-01','value',0.8000000000000000444,'rule.ingangsdatum',1,'');
INSERT INTO arrangement_value VALUES(1,'looptijd',5,'24','value',0.8000000000000000444,'rule.looptijd',1,'');
INSERT INTO arrangement_value VALUES(1,'status',0,'geldend','value',0.8000000000000000444,'rule.status',1,'');
INSERT INTO arrangement_value VALUES(1,'voorzieningen',3,'huishoudelijke_hulp','value',0.8000000000000000444,'rule.voorzieningen',1,'');
CREATE TABLE arrangement_evidence ( arrangement_id INTEGER NOT NULL, variable TEXT NOT NULL, position INTEGER NOT NULL, page INTEGER NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (arrangement_id, variable, position), FOREIGN KEY (arrangement_id, variable) REFERENCES arrangement_value ON DELETE CASCADE ) STRICT, WITHOUT ROWID;
INSERT INTO arrangement_evidence VALUES(1,'domein',0,1,0,1,'Huishoudelijke hulp');
INSERT INTO arrangement_evidence VALUES(1,'gemeenten',0,1,0,1,'Huishoudelijke hulp');
INSERT INTO arrangement_evidence VALUES(1,'ingangsdatum',0,1,0,1,'Huishoudelijke hulp');
INSERT INTO arrangement_evidence VALUES(1,'looptijd',0,1,0,1,'Huishoudelijke hulp');
INSERT INTO arrangement_evidence VALUES(1,'status',0,1,0,1,'Huishoudelijke hulp');
INSERT INTO arrangement_evidence VALUES(1,'voorzieningen',0,1,0,1,'Huishoudelijke hulp');
CREATE TABLE arrangement_rival ( arrangement_id INTEGER NOT NULL, variable TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, weight REAL NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL, page INTEGER NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (arrangement_id, variable, position), FOREIGN KEY (arrangement_id, variable) REFERENCES arrangement_value ON DELETE CASCADE ) STRICT, WITHOUT ROWID;
CREATE TABLE decision ( decision_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run, scope_kind TEXT NOT NULL CHECK (scope_kind IN ('dossier', 'content')), scope_key TEXT NOT NULL, perceel TEXT NOT NULL DEFAULT '', domein TEXT NOT NULL DEFAULT '', voorzieningen TEXT NOT NULL DEFAULT '', variable TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'corrected')), value TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('value', 'absent', 'unreadable', 'contradictory')), reading_id INTEGER REFERENCES reading, page INTEGER NOT NULL DEFAULT 0, first_word INTEGER NOT NULL DEFAULT 0, last_word INTEGER NOT NULL DEFAULT 0, quote TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', orphaned INTEGER NOT NULL DEFAULT 0 CHECK (orphaned IN (0, 1)), act_id INTEGER, CHECK (outcome = 'value' OR value = ''), UNIQUE (scope_kind, scope_key, perceel, domein, voorzieningen, variable, page, first_word, last_word) ) STRICT;
INSERT INTO decision VALUES(1,1,'dossier','hulp-2020','','wmo','huishoudelijke_hulp','looptijd','corrected','36','value',1,1,0,1,'Huishoudelijke hulp','an','',0,NULL);
CREATE TABLE municipality ( gm_code TEXT PRIMARY KEY, name TEXT NOT NULL ) STRICT, WITHOUT ROWID;
INSERT INTO municipality VALUES('GM0344','Utrecht');
CREATE TABLE municipality_year ( year INTEGER NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, name TEXT NOT NULL, province TEXT NOT NULL, begin_date TEXT NOT NULL, end_date TEXT NOT NULL, in_force_1jan INTEGER NOT NULL CHECK (in_force_1jan IN (0, 1)), in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)), PRIMARY KEY (year, gm_code) ) STRICT, WITHOUT ROWID;
INSERT INTO municipality_year VALUES(2020,'GM0344','Utrecht','Utrecht','1812-01-01','',1,1);
CREATE TABLE municipality_alias ( name TEXT NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, PRIMARY KEY (name, gm_code) ) STRICT, WITHOUT ROWID;
CREATE TABLE municipality_change ( date TEXT NOT NULL, old_gm TEXT NOT NULL REFERENCES municipality, new_gm TEXT NOT NULL REFERENCES municipality, is_split INTEGER NOT NULL CHECK (is_split IN (0, 1)), PRIMARY KEY (old_gm, new_gm) ) STRICT, WITHOUT ROWID;
CREATE TABLE region ( kind TEXT NOT NULL, year INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, year, code) ) STRICT, WITHOUT ROWID;
CREATE TABLE region_member ( kind TEXT NOT NULL, year INTEGER NOT NULL, code TEXT NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, PRIMARY KEY (kind, year, code, gm_code), FOREIGN KEY (kind, year, code) REFERENCES region ) STRICT, WITHOUT ROWID;
CREATE TABLE region_alias ( name TEXT NOT NULL, kind TEXT NOT NULL, year INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (name, kind, year), FOREIGN KEY (kind, year, code) REFERENCES region ) STRICT, WITHOUT ROWID;
CREATE TABLE population ( year INTEGER NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, inhabitants INTEGER NOT NULL, PRIMARY KEY (year, gm_code) ) STRICT, WITHOUT ROWID;
CREATE TABLE voorziening ( domein TEXT NOT NULL, voorziening TEXT NOT NULL, PRIMARY KEY (domein, voorziening) ) STRICT, WITHOUT ROWID;
INSERT INTO voorziening VALUES('wmo','huishoudelijke_hulp');
CREATE TABLE upkeep ( only INTEGER PRIMARY KEY CHECK (only = 1), panel_stale INTEGER NOT NULL CHECK (panel_stale IN (0, 1)) ) STRICT;
INSERT INTO upkeep VALUES(1,0);
CREATE TABLE offering_change ( change_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run, offering_id INTEGER NOT NULL REFERENCES offering, fact TEXT NOT NULL CHECK (fact IN ('year', 'gemeente', 'dossier', 'openbaar')), before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '' ) STRICT;
CREATE TABLE removal ( content_id INTEGER PRIMARY KEY REFERENCES content, run_id INTEGER NOT NULL REFERENCES run, reason TEXT NOT NULL CHECK (reason <> '') ) STRICT;
CREATE TABLE hand_value ( panel_year INTEGER NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, domein TEXT NOT NULL, voorziening TEXT NOT NULL, variable TEXT NOT NULL, value TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES run, source TEXT NOT NULL, PRIMARY KEY (panel_year, gm_code, domein, voorziening, variable) ) STRICT, WITHOUT ROWID;
CREATE TABLE hand_value_before ( change_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES run, panel_year INTEGER NOT NULL, gm_code TEXT NOT NULL, domein TEXT NOT NULL, voorziening TEXT NOT NULL, variable TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL ) STRICT;
CREATE TABLE hand_dossier ( dossier_id INTEGER PRIMARY KEY REFERENCES dossier ON DELETE CASCADE, gm_code TEXT NOT NULL, domein TEXT NOT NULL, voorziening TEXT NOT NULL, UNIQUE (gm_code, domein, voorziening) ) STRICT;
CREATE TABLE history_state ( state_id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, dossier TEXT NOT NULL, certainty TEXT NOT NULL, stated TEXT NOT NULL, documents TEXT NOT NULL, readings TEXT NOT NULL, rulesets TEXT NOT NULL, decisions TEXT NOT NULL ) STRICT;
INSERT INTO history_state VALUES(1,'82ac215bc4c644625d0cf72f054162de0c32d619c78d2d02aebeef1067f1588b','hulp-2020','contract','{"domein":"wmo","gemeenten":"GM0344","ingangsdatum":"2020-01-01","looptijd":"24","status":"geldend","voorzieningen":"huishoudelijke_hulp"}','ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad','1','r','looptijd=36value');
CREATE TABLE history_cell ( panel_year INTEGER NOT NULL, gm_code TEXT NOT NULL, domein TEXT NOT NULL, voorziening TEXT NOT NULL, state_id INTEGER NOT NULL REFERENCES history_state, PRIMARY KEY (panel_year, gm_code, domein, voorziening, state_id) ) STRICT, WITHOUT ROWID;
INSERT INTO history_cell VALUES(2020,'GM0344','wmo','huishoudelijke_hulp',1);
INSERT INTO history_cell VALUES(2021,'GM0344','wmo','huishoudelijke_hulp',1);
CREATE TABLE history_change ( run_id INTEGER NOT NULL REFERENCES run, panel_year INTEGER NOT NULL, gm_code TEXT NOT NULL, domein TEXT NOT NULL, voorziening TEXT NOT NULL, state_id INTEGER NOT NULL REFERENCES history_state, what TEXT NOT NULL CHECK (what IN ('came', 'went')), PRIMARY KEY (run_id, panel_year, gm_code, domein, voorziening, state_id, what) ) STRICT, WITHOUT ROWID;
CREATE TABLE edition ( name TEXT PRIMARY KEY CHECK (name <> ''), run_id INTEGER NOT NULL REFERENCES run, ruleset TEXT NOT NULL, program_version TEXT NOT NULL, sha256 TEXT NOT NULL ) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "page" ( page_id INTEGER PRIMARY KEY, reading_id INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE, number INTEGER NOT NULL CHECK (number >= 1), source TEXT NOT NULL CHECK (source IN ('text_layer', 'ocr', 'blank', 'failed')), quality REAL NOT NULL, reason TEXT NOT NULL, width REAL NOT NULL, height REAL NOT NULL, text TEXT NOT NULL, layout BLOB NOT NULL, label TEXT NOT NULL DEFAULT '', repaired TEXT NOT NULL DEFAULT '', UNIQUE (reading_id, number) ) STRICT;
INSERT INTO page VALUES(20200000001000001,1,1,'text_layer',1.0,'',595.0,842.0,replace('Huishoudelijke hulp\n','\n',char(10)),X'28b52ffd203ad101000102220e48756973686f7564656c696a6b65000028410000a0410000b44200000042000030413e0468756c700000be420000f042010000000200','','');
CREATE TABLE indicator ( indicator TEXT PRIMARY KEY CHECK (indicator <> ''), label TEXT NOT NULL, unit TEXT NOT NULL, source TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES run ) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_value ( indicator TEXT NOT NULL REFERENCES indicator ON DELETE CASCADE, year INTEGER NOT NULL, gm_code TEXT NOT NULL REFERENCES municipality, value REAL NOT NULL, PRIMARY KEY (indicator, gm_code, year) ) STRICT, WITHOUT ROWID;
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','page_text','page_text',0,'CREATE VIRTUAL TABLE page_text USING fts5 (
  text, repaired, content = ''page'', content_rowid = ''page_id'',
  tokenize = ''unicode61 remove_diacritics 2'')');
CREATE TABLE IF NOT EXISTS 'page_text_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO page_text_data VALUES(1,X'010200');
INSERT INTO page_text_data VALUES(10,X'000000000101010001010101');
INSERT INTO page_text_data VALUES(137438953473,X'0000002c0f3068756973686f7564656c696a6b65a3f0f9b084978441020203026c70a3f0f9b0849784410203041a');
CREATE TABLE IF NOT EXISTS 'page_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO page_text_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'page_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO page_text_docsize VALUES(20200000001000001,X'0200');
CREATE TABLE IF NOT EXISTS 'page_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO page_text_config VALUES('version',4);
CREATE TABLE private_words ( coding_id INTEGER NOT NULL REFERENCES coding ON DELETE CASCADE, page INTEGER NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (coding_id, page, first_word) ) STRICT, WITHOUT ROWID;
CREATE TABLE decision_act ( act_id INTEGER PRIMARY KEY, bundle INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES run, decided TEXT NOT NULL, reviewer TEXT NOT NULL, before_act INTEGER, scope_kind TEXT NOT NULL, scope_key TEXT NOT NULL, perceel TEXT NOT NULL, domein TEXT NOT NULL, voorzieningen TEXT NOT NULL, variable TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'corrected', 'taken_back')), value TEXT NOT NULL, outcome TEXT NOT NULL, reading_id INTEGER, page INTEGER NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, quote TEXT NOT NULL, note TEXT NOT NULL ) STRICT;
CREATE TABLE assignment ( content_id INTEGER PRIMARY KEY REFERENCES content ON DELETE CASCADE, reviewer TEXT NOT NULL CHECK (reviewer <> '') ) STRICT;
CREATE TABLE second_coding ( content_id INTEGER PRIMARY KEY REFERENCES content ON DELETE CASCADE, coder TEXT NOT NULL DEFAULT '' ) STRICT;
CREATE TABLE second_value ( content_id INTEGER NOT NULL REFERENCES second_coding ON DELETE CASCADE, perceel TEXT NOT NULL, domein TEXT NOT NULL, voorzieningen TEXT NOT NULL, variable TEXT NOT NULL, value TEXT NOT NULL, settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)), PRIMARY KEY (content_id, perceel, domein, voorzieningen, variable) ) STRICT, WITHOUT ROWID;
CREATE TABLE panel_municipality (
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL REFERENCES municipality,
  name TEXT NOT NULL,
  province TEXT NOT NULL,
  jeugdregio TEXT NOT NULL,          -- by the list nearest to the year; empty: in none
  zorgkantoorregio TEXT NOT NULL,
  -- Of the nearest year for which they are known, of its predecessors together where they are not
  -- known of itself; NULL: not known at all.
  inhabitants INTEGER,
  inhabitants_year INTEGER,          -- of which year they are
  -- By inhabitants: <20000, 20000-49999, 50000-99999, >=100000; empty: not known.
  size_class TEXT NOT NULL,
  documents INTEGER NOT NULL DEFAULT 0,       -- offered in the collection of this year
  documents_read INTEGER NOT NULL DEFAULT 0,  -- of which could be read
  PRIMARY KEY (panel_year, gm_code)
) STRICT, WITHOUT ROWID;
INSERT INTO panel_municipality VALUES(2020,'GM0344','Utrecht','Utrecht','','',NULL,NULL,'',1,1);
INSERT INTO panel_municipality VALUES(2021,'GM0344','Utrecht','Utrecht','','',NULL,NULL,'',0,0);
CREATE TABLE panel_document (
  offering_id INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  panel_year INTEGER NOT NULL,
  could_be_read INTEGER NOT NULL CHECK (could_be_read IN (0, 1)),
  PRIMARY KEY (offering_id, gm_code)
) STRICT, WITHOUT ROWID;
INSERT INTO panel_document VALUES(1,'GM0344',2020,1);
CREATE TABLE panel_term (
  arrangement_id INTEGER PRIMARY KEY,
  dossier_id INTEGER NOT NULL,
  gemeenten TEXT NOT NULL,           -- as it says them; joined by |
  verlenging TEXT NOT NULL,          -- as it says it; empty: it does not
  first_day TEXT NOT NULL,           -- empty: not known
  base_end TEXT NOT NULL,            -- first day after the base term; empty: not known, or none
  last_end TEXT NOT NULL,            -- first day after all options; as base_end
  open_ended INTEGER NOT NULL CHECK (open_ended IN (0, 1)),  -- indefinite or renewed tacitly
  contract_seen INTEGER NOT NULL CHECK (contract_seen IN (0, 1)),
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),  -- 1: there is a decision on its dossier
  -- The years in which it counts in any municipality: bit n is 1 January of 2000 + n.
  years INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO panel_term VALUES(1,1,'GM0344','','2020-01-01','2022-01-01','2022-01-01',0,1,1,3145728);
CREATE TABLE panel_place (
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  of_codebook INTEGER NOT NULL CHECK (of_codebook IN (0, 1)),
  PRIMARY KEY (domein, voorziening)
) STRICT, WITHOUT ROWID;
INSERT INTO panel_place VALUES('wmo','',1);
INSERT INTO panel_place VALUES('wmo','huishoudelijke_hulp',1);
CREATE TABLE panel (
  gm_code TEXT NOT NULL,
  panel_year INTEGER NOT NULL,       -- 1 January of it
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  arrangement_id INTEGER NOT NULL,
  certainty TEXT NOT NULL CHECK (certainty IN ('contract', 'gepland', 'verlenging_aangenomen')),
  counts INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1)),  -- 0: it gives way
  PRIMARY KEY (gm_code, panel_year, domein, voorziening, arrangement_id)
) STRICT, WITHOUT ROWID;
INSERT INTO panel VALUES('GM0344',2020,'wmo','huishoudelijke_hulp',1,'contract',1);
INSERT INTO panel VALUES('GM0344',2021,'wmo','huishoudelijke_hulp',1,'contract',1);
CREATE TABLE panel_cell (
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  arrangements INTEGER NOT NULL,     -- how many count
  reviewed INTEGER NOT NULL,         -- of those, of a dossier with a decision
  certainty TEXT NOT NULL,           -- of the least certain of them
  procedure TEXT NOT NULL,
  procedure_reason TEXT NOT NULL,
  procedure_given INTEGER NOT NULL,
  bekostiging TEXT NOT NULL,
  bekostiging_reason TEXT NOT NULL,
  bekostiging_given INTEGER NOT NULL,
  looptijd TEXT NOT NULL,
  looptijd_reason TEXT NOT NULL,
  looptijd_given INTEGER NOT NULL,
  verlenging TEXT NOT NULL,
  verlenging_reason TEXT NOT NULL,
  verlenging_given INTEGER NOT NULL,
  aanbieders TEXT NOT NULL,
  aanbieders_reason TEXT NOT NULL,
  aanbieders_given INTEGER NOT NULL,
  PRIMARY KEY (domein, voorziening, gm_code, panel_year)
) STRICT, WITHOUT ROWID;
INSERT INTO panel_cell VALUES('*','*',2020,'GM0344',1,1,'contract','','absent',0,'','absent',0,'24','',1,'','absent',0,'','absent',0);
INSERT INTO panel_cell VALUES('*','*',2021,'GM0344',1,1,'contract','','absent',0,'','absent',0,'24','',1,'','absent',0,'','absent',0);
INSERT INTO panel_cell VALUES('wmo','*',2020,'GM0344',1,1,'contract','','absent',0,'','absent',0,'24','',1,'','absent',0,'','absent',0);
INSERT INTO panel_cell VALUES('wmo','*',2021,'GM0344',1,1,'contract','','absent',0,'','absent',0,'24','',1,'','absent',0,'','absent',0);
INSERT INTO panel_cell VALUES('wmo','huishoudelijke_hulp',2020,'GM0344',1,1,'contract','','absent',0,'','absent',0,'24','',1,'','absent',0,'','absent',0);
INSERT INTO panel_cell VALUES('wmo','huishoudelijke_hulp',2021,'GM0344',1,1,'contract','','absent',0,'','absent',0,'24','',1,'','absent',0,'','absent',0);
CREATE TABLE panel_total (
  variable TEXT NOT NULL,
  domein TEXT NOT NULL,
  gm_code TEXT NOT NULL,
  panel_year INTEGER NOT NULL,
  outcome TEXT NOT NULL,             -- value, contradictory, unreadable
  value TEXT NOT NULL,
  arrangements INTEGER NOT NULL,     -- how many have it
  confidence REAL NOT NULL,          -- of the surest of them; 1 for what a decision is about
  PRIMARY KEY (variable, domein, gm_code, panel_year, outcome, value)
) STRICT, WITHOUT ROWID;
INSERT INTO panel_total VALUES('ingangsdatum','*','GM0344',2020,'value','2020-01-01',1,0.8000000000000000444);
INSERT INTO panel_total VALUES('ingangsdatum','*','GM0344',2021,'value','2020-01-01',1,0.8000000000000000444);
INSERT INTO panel_total VALUES('ingangsdatum','wmo','GM0344',2020,'value','2020-01-01',1,0.8000000000000000444);
INSERT INTO panel_total VALUES('ingangsdatum','wmo','GM0344',2021,'value','2020-01-01',1,0.8000000000000000444);
INSERT INTO panel_total VALUES('looptijd','*','GM0344',2020,'value','24',1,1.0);
INSERT INTO panel_total VALUES('looptijd','*','GM0344',2021,'value','24',1,1.0);
INSERT INTO panel_total VALUES('looptijd','wmo','GM0344',2020,'value','24',1,1.0);
INSERT INTO panel_total VALUES('looptijd','wmo','GM0344',2021,'value','24',1,1.0);
CREATE TABLE panel_procurement (
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  arrangement_id INTEGER NOT NULL,
  PRIMARY KEY (domein, voorziening, arrangement_id)
) STRICT, WITHOUT ROWID;
INSERT INTO panel_procurement VALUES('*','*',1);
INSERT INTO panel_procurement VALUES('wmo','*',1);
INSERT INTO panel_procurement VALUES('wmo','huishoudelijke_hulp',1);
CREATE TABLE touched_offering (offering_id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE touched_dossier (dossier_id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE touched_municipality (
  panel_year INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  PRIMARY KEY (panel_year, gm_code)
) STRICT, WITHOUT ROWID;
CREATE TABLE touched_cell (
  gm_code TEXT NOT NULL,
  panel_year INTEGER NOT NULL,
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  PRIMARY KEY (gm_code, panel_year, domein, voorziening)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX offering_without_content ON offering (root, path, set_year) WHERE content_id IS NULL;
CREATE INDEX offering_by_path ON offering (shown_path);
CREATE INDEX offering_by_content ON offering (content_id);
CREATE INDEX offering_by_dossier ON offering (dossier_id);
CREATE INDEX reading_by_content ON reading (content_id);
CREATE INDEX coding_by_reading ON coding (reading_id);
CREATE INDEX arrangement_value_by_content ON arrangement_value (content_id);
CREATE INDEX decision_by_reading ON decision (reading_id);
CREATE INDEX municipality_change_by_new ON municipality_change (new_gm);
CREATE VIEW content_file AS SELECT content.content_id, content.sha256, first.shown_path AS file, first.set_year, first.offering_id, (SELECT min(openbaar) FROM offering WHERE offering.content_id = content.content_id AND state = 'offered') AS openbaar FROM offering AS first JOIN content ON content.content_id = first.content_id WHERE first.state = 'offered' AND NOT EXISTS (SELECT 1 FROM offering AS earlier WHERE earlier.content_id = first.content_id AND earlier.state = 'offered' AND earlier.offering_id < first.offering_id);
CREATE VIEW newest_reading AS SELECT * FROM reading WHERE reading_id = (SELECT max(reading_id) FROM reading AS newest WHERE newest.content_id = reading.content_id);
CREATE VIEW record_value AS SELECT content_file.file, content_file.sha256, content_file.set_year, content_file.content_id, record.number AS record, coalesce(status.value, '') AS status, value.position, value.variable, value.value, value.outcome, value.confidence, value.rule, evidence.page, evidence.quote, content_file.openbaar, value.value_id FROM content_file CROSS JOIN coding ON coding.content_id = content_file.content_id CROSS JOIN record ON record.coding_id = coding.coding_id CROSS JOIN value ON value.record_id = record.record_id LEFT JOIN value AS status ON status.record_id = record.record_id AND status.variable = 'status' LEFT JOIN evidence ON evidence.value_id = value.value_id AND evidence.position = 0;
CREATE INDEX offering_change_by_offering ON offering_change (offering_id, fact);
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
CREATE VIEW offering_result AS SELECT offering.offering_id, offering.shown_path AS file, content.sha256, offering.set_year AS year, (SELECT coalesce(group_concat(gm_code, '|'), '') FROM (SELECT gm_code FROM offering_gemeente AS member WHERE member.offering_id = offering.offering_id ORDER BY position)) AS gemeenten, dossier.key AS dossier, offering.documentsoort, offering.document_date, newest_reading.page_count AS pages, newest_reading.ocr_pages, CASE WHEN offering.state IN ('skipped', 'removed') THEN offering.state WHEN offering.state = 'unreadable' THEN 'failed' WHEN newest_reading.reason LIKE 'not_readable_yet:%' THEN 'skipped' ELSE coalesce(newest_reading.result, 'failed') END AS result, CASE WHEN offering.state <> 'offered' THEN offering.reason ELSE coalesce(newest_reading.reason, 'not_read: it was offered and not read yet; import again')
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
CREATE VIEW arrangement_view AS SELECT dossier.key AS dossier, arrangement.number AS record, coalesce(status.value, '') AS status, stated.position, stated.variable, stated.value, stated.outcome, stated.confidence, stated.rule, first.shown_path AS file, content.sha256, evidence.page, evidence.quote, (SELECT min(openbaar) FROM offering WHERE offering.content_id = first.content_id AND state = 'offered') AS openbaar, arrangement.arrangement_id FROM dossier CROSS JOIN arrangement ON arrangement.dossier_id = dossier.dossier_id CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = arrangement.arrangement_id LEFT JOIN arrangement_value AS status ON status.arrangement_id = arrangement.arrangement_id AND status.variable = 'status' LEFT JOIN offering AS first ON first.content_id = stated.content_id AND first.state = 'offered' AND NOT EXISTS (SELECT 1 FROM offering AS earlier WHERE earlier.content_id = first.content_id AND earlier.state = 'offered' AND earlier.offering_id < first.offering_id) LEFT JOIN content ON content.content_id = first.content_id LEFT JOIN arrangement_evidence AS evidence ON evidence.arrangement_id = stated.arrangement_id AND evidence.variable = stated.variable AND evidence.position = 0;
CREATE INDEX decision_act_by_scope ON decision_act (scope_key, variable);
CREATE INDEX panel_document_by_municipality ON panel_document (panel_year, gm_code);
CREATE INDEX panel_term_by_end ON panel_term (last_end);
CREATE INDEX panel_procurement_by_arrangement ON panel_procurement (arrangement_id);
CREATE INDEX offering_by_year ON offering (set_year, shown_path);
CREATE INDEX offering_not_in ON offering (content_id) WHERE state <> 'offered';
CREATE INDEX reading_otherwise ON reading (content_id)
  WHERE result <> 'read' OR page_count = 0 OR language NOT IN ('', 'nl');
CREATE INDEX coding_stale ON coding (content_id) WHERE stale = 1;
CREATE INDEX value_by_confidence ON value (confidence) WHERE outcome = 'value';
CREATE INDEX arrangement_value_by_variable
  ON arrangement_value (variable, arrangement_id, outcome, value, confidence);
CREATE TRIGGER touch_by_new_offering AFTER INSERT ON offering BEGIN
  INSERT OR IGNORE INTO touched_offering VALUES (NEW.offering_id);
  INSERT OR IGNORE INTO touched_dossier
    SELECT NEW.dossier_id WHERE NEW.dossier_id IS NOT NULL
    UNION SELECT dossier_id FROM arrangement_value JOIN arrangement USING (arrangement_id)
          WHERE content_id = NEW.content_id;
END;
CREATE TRIGGER touch_by_changed_offering
AFTER UPDATE OF set_year, content_id, state, dossier_id ON offering BEGIN
  INSERT OR IGNORE INTO touched_offering VALUES (NEW.offering_id);
  INSERT OR IGNORE INTO touched_dossier
    SELECT NEW.dossier_id WHERE NEW.dossier_id IS NOT NULL
    UNION SELECT OLD.dossier_id WHERE OLD.dossier_id IS NOT NULL
    UNION SELECT dossier_id FROM arrangement_value JOIN arrangement USING (arrangement_id)
          WHERE content_id IN (NEW.content_id, OLD.content_id);
END;
CREATE TRIGGER touch_by_lost_offering BEFORE DELETE ON offering BEGIN
  INSERT OR IGNORE INTO touched_municipality
    SELECT panel_year, gm_code FROM panel_document WHERE offering_id = OLD.offering_id;
  INSERT OR IGNORE INTO touched_dossier
    SELECT OLD.dossier_id WHERE OLD.dossier_id IS NOT NULL
    UNION SELECT dossier_id FROM arrangement_value JOIN arrangement USING (arrangement_id)
          WHERE content_id = OLD.content_id;
  DELETE FROM panel_document WHERE offering_id = OLD.offering_id;
END;
CREATE TRIGGER touch_by_new_gemeente AFTER INSERT ON offering_gemeente BEGIN
  INSERT OR IGNORE INTO touched_offering VALUES (NEW.offering_id);
END;
CREATE TRIGGER touch_by_lost_gemeente AFTER DELETE ON offering_gemeente BEGIN
  INSERT OR IGNORE INTO touched_offering VALUES (OLD.offering_id);
END;
CREATE TRIGGER touch_by_reading AFTER INSERT ON reading BEGIN
  INSERT OR IGNORE INTO touched_offering
    SELECT offering_id FROM offering WHERE content_id = NEW.content_id;
END;
CREATE TRIGGER touch_by_new_coding AFTER INSERT ON coding BEGIN
  INSERT OR IGNORE INTO touched_offering
    SELECT offering_id FROM offering WHERE content_id = NEW.content_id;
END;
CREATE TRIGGER touch_by_lost_coding AFTER DELETE ON coding BEGIN
  INSERT OR IGNORE INTO touched_offering
    SELECT offering_id FROM offering WHERE content_id = OLD.content_id;
END;
CREATE TRIGGER touch_by_new_arrangement AFTER INSERT ON arrangement BEGIN
  INSERT OR IGNORE INTO touched_dossier VALUES (NEW.dossier_id);
END;
CREATE TRIGGER touch_by_lost_arrangement BEFORE DELETE ON arrangement BEGIN
  INSERT OR IGNORE INTO touched_dossier VALUES (OLD.dossier_id);
  INSERT OR IGNORE INTO touched_cell
    SELECT gm_code, panel_year, domein, voorziening FROM panel
    WHERE arrangement_id = OLD.arrangement_id;
  DELETE FROM panel WHERE arrangement_id = OLD.arrangement_id;
  DELETE FROM panel_term WHERE arrangement_id = OLD.arrangement_id;
  DELETE FROM panel_procurement WHERE arrangement_id = OLD.arrangement_id;
END;
CREATE TRIGGER touch_by_new_decision AFTER INSERT ON decision BEGIN
  INSERT OR IGNORE INTO touched_dossier
    SELECT dossier_id FROM dossier WHERE NEW.scope_kind = 'dossier' AND key = NEW.scope_key
    UNION SELECT dossier_id FROM offering JOIN content USING (content_id)
          WHERE NEW.scope_kind = 'content' AND sha256 = NEW.scope_key AND dossier_id IS NOT NULL;
END;
CREATE TRIGGER touch_by_changed_decision AFTER UPDATE ON decision BEGIN
  INSERT OR IGNORE INTO touched_dossier
    SELECT dossier_id FROM dossier
    WHERE NEW.scope_kind = 'dossier' AND key IN (NEW.scope_key, OLD.scope_key)
    UNION SELECT dossier_id FROM offering JOIN content USING (content_id)
          WHERE NEW.scope_kind = 'content' AND sha256 IN (NEW.scope_key, OLD.scope_key)
            AND dossier_id IS NOT NULL;
END;
CREATE TRIGGER touch_by_lost_decision AFTER DELETE ON decision BEGIN
  INSERT OR IGNORE INTO touched_dossier
    SELECT dossier_id FROM dossier WHERE OLD.scope_kind = 'dossier' AND key = OLD.scope_key
    UNION SELECT dossier_id FROM offering JOIN content USING (content_id)
          WHERE OLD.scope_kind = 'content' AND sha256 = OLD.scope_key AND dossier_id IS NOT NULL;
END;
CREATE VIEW panel_value AS
SELECT panel.panel_year, panel.gm_code,
       (SELECT name FROM municipality WHERE municipality.gm_code = panel.gm_code) AS gemeente,
       panel.domein, panel.voorziening, panel.arrangement_id AS arrangement,
       (SELECT key FROM arrangement JOIN dossier USING (dossier_id)
        WHERE arrangement.arrangement_id = panel.arrangement_id) AS dossier,
       (SELECT number FROM arrangement
        WHERE arrangement.arrangement_id = panel.arrangement_id) AS record,
       panel.certainty, stated.variable, stated.value, stated.outcome, stated.confidence
FROM panel
CROSS JOIN arrangement_value AS stated ON stated.arrangement_id = panel.arrangement_id
WHERE panel.counts = 1;
CREATE VIEW monitor AS
SELECT municipality.panel_year, municipality.gm_code, municipality.name AS gemeente,
       municipality.province, municipality.jeugdregio, place.domein, place.voorziening,
       coalesce(cell.certainty, '') AS certainty, coalesce(cell.arrangements, 0) AS arrangements,
       CASE WHEN cell.arrangements IS NOT NULL THEN ''
            WHEN municipality.documents = 0 THEN 'no_document'
            WHEN municipality.documents_read = 0 THEN 'unreadable'
            ELSE 'no_arrangement' END AS gap,
       coalesce(cell.procedure, '') AS procedure,
       CASE WHEN cell.arrangements IS NOT NULL THEN cell.procedure_reason
            WHEN municipality.documents = 0 THEN 'no_document'
            WHEN municipality.documents_read = 0 THEN 'unreadable'
            ELSE 'no_arrangement' END AS procedure_reason,
       coalesce(cell.bekostiging, '') AS bekostiging,
       CASE WHEN cell.arrangements IS NOT NULL THEN cell.bekostiging_reason
            WHEN municipality.documents = 0 THEN 'no_document'
            WHEN municipality.documents_read = 0 THEN 'unreadable'
            ELSE 'no_arrangement' END AS bekostiging_reason,
       coalesce(cell.looptijd, '') AS looptijd,
       CASE WHEN cell.arrangements IS NOT NULL THEN cell.looptijd_reason
            WHEN municipality.documents = 0 THEN 'no_document'
            WHEN municipality.documents_read = 0 THEN 'unreadable'
            ELSE 'no_arrangement' END AS looptijd_reason,
       coalesce(cell.aanbieders, '') AS aanbieders,
       CASE WHEN cell.arrangements IS NOT NULL THEN cell.aanbieders_reason
            WHEN municipality.documents = 0 THEN 'no_document'
            WHEN municipality.documents_read = 0 THEN 'unreadable'
            ELSE 'no_arrangement' END AS aanbieders_reason
FROM panel_municipality AS municipality
CROSS JOIN panel_place AS place
LEFT JOIN panel_cell AS cell
  ON cell.domein = place.domein AND cell.voorziening = place.voorziening
     AND cell.panel_year = municipality.panel_year AND cell.gm_code = municipality.gm_code
WHERE place.of_codebook = 1 OR cell.arrangements IS NOT NULL;
CREATE VIEW panel_row AS
SELECT panel_year, gm_code, gemeente, province, jeugdregio, domein, voorziening, certainty,
       arrangements, gap
FROM monitor;
CREATE INDEX panel_by_arrangement ON panel (arrangement_id);
CREATE INDEX panel_by_place
  ON panel (domein, voorziening, gm_code, panel_year, arrangement_id, counts);
PRAGMA writable_schema=OFF;
COMMIT;
