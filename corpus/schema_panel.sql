-- The second part of the database, after schema.sql: the panel, which is what the monitor counts.
-- All of it follows from the first part and may be thrown away and made again (panel.cpp).
--
-- To ask questions, use the views at the end:
--   monitor      municipality, 1 January, domain, voorziening: one row for each, also where nothing
--                is known, with the core variables or the reason why they are not known
--   panel_value  the arrangements behind it, with every value

DROP VIEW IF EXISTS panel_row;
DROP VIEW IF EXISTS monitor;
DROP VIEW IF EXISTS panel_value;
DROP TABLE IF EXISTS panel;
DROP TABLE IF EXISTS panel_term;
DROP TABLE IF EXISTS panel_place;
DROP TABLE IF EXISTS panel_municipality;
DROP TABLE IF EXISTS panel_document;
DROP TABLE IF EXISTS panel_cell;
DROP TABLE IF EXISTS panel_total;
DROP TABLE IF EXISTS panel_procurement;
DROP TABLE IF EXISTS touched_offering;
DROP TABLE IF EXISTS touched_dossier;
DROP TABLE IF EXISTS touched_municipality;
DROP TABLE IF EXISTS touched_cell;
DROP TRIGGER IF EXISTS touch_by_new_offering;
DROP TRIGGER IF EXISTS touch_by_changed_offering;
DROP TRIGGER IF EXISTS touch_by_lost_offering;
DROP TRIGGER IF EXISTS touch_by_new_gemeente;
DROP TRIGGER IF EXISTS touch_by_lost_gemeente;
DROP TRIGGER IF EXISTS touch_by_reading;
DROP TRIGGER IF EXISTS touch_by_new_coding;
DROP TRIGGER IF EXISTS touch_by_lost_coding;
DROP TRIGGER IF EXISTS touch_by_new_arrangement;
DROP TRIGGER IF EXISTS touch_by_lost_arrangement;
DROP TRIGGER IF EXISTS touch_by_new_decision;
DROP TRIGGER IF EXISTS touch_by_changed_decision;
DROP TRIGGER IF EXISTS touch_by_lost_decision;
DROP INDEX IF EXISTS arrangement_value_by_variable;
DROP INDEX IF EXISTS offering_by_year;
DROP INDEX IF EXISTS offering_not_in;
DROP INDEX IF EXISTS reading_otherwise;
DROP INDEX IF EXISTS coding_stale;
DROP INDEX IF EXISTS value_by_confidence;

-- None of these tables names an arrangement or an offering as a foreign key: each row would be
-- looked up when it is written, and one by one when all are thrown away, which took more than a
-- second of eleven of making the panel of a country. What goes takes its rows along by triggers
-- (touch_by_lost_…).

-- The municipalities on 1 January of every year of the panel, from the first of the register
-- through the last set year of the corpus plus 1, and at least through the last of the register; a
-- year after that has the municipalities of the last.
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

-- The municipalities of a document of a kind that is read, as they are on 1 January of its set
-- year: those that its offering names, else those in its text; successors of those that ended.
CREATE TABLE panel_document (
  offering_id INTEGER NOT NULL,
  gm_code TEXT NOT NULL,
  panel_year INTEGER NOT NULL,
  could_be_read INTEGER NOT NULL CHECK (could_be_read IN (0, 1)),
  PRIMARY KEY (offering_id, gm_code)
) STRICT, WITHOUT ROWID;
CREATE INDEX panel_document_by_municipality ON panel_document (panel_year, gm_code);

-- From when until when an arrangement is in force. Only status gepland and geldend.
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
CREATE INDEX panel_term_by_end ON panel_term (last_end);

-- The domains and voorzieningen that the panel has: those of table voorziening, each domain by
-- itself (voorziening ''), and what else arrangements name.
CREATE TABLE panel_place (
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  of_codebook INTEGER NOT NULL CHECK (of_codebook IN (0, 1)),
  PRIMARY KEY (domein, voorziening)
) STRICT, WITHOUT ROWID;

-- The arrangements in force in a municipality on 1 January. Only status gepland and geldend.
--   From ingangsdatum to einddatum, else ingangsdatum plus looptijd; onbepaald never ends. An
--   einddatum on the same day of the month as ingangsdatum is read as "until", any other as the
--   last day.
--   Within the extensions of verlenging after that: certainty verlenging_aangenomen (stilzwijgend
--   has no end). Before: contract when a deciding document is an overeenkomst or gunningsbesluit,
--   or the status is geldend; else gepland.
--   With a start and no end: through the last set year in which it was offered, and at least its
--   first 1 January. Without a start: only the set years in which it was offered, and only status
--   geldend.
--   From the first register year through the last set year of the corpus plus 1.
--   A municipality that ended is followed by its successors, all of them after a split, and an
--   arrangement has no row in a year before its municipality began.
--   wmo+jeugd counts in each. A voorziening counts in the domain that lists it (table voorziening),
--   one that no domain lists in each domain of the arrangement; a domain without any has one row
--   with voorziening ''. An arrangement without domein has those of its voorzieningen, else ''.
-- Several at once, for the same municipality, domain and voorziening:
--   where one is certain (contract), those that are only planned or assumed to be extended give way
--   of several dossiers, one without a known end gives way to one that began later
--   what remains counts, lots and contracts that overlap together
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
CREATE INDEX panel_by_arrangement ON panel (arrangement_id);
-- What counts for one voorziening in the whole country.
CREATE INDEX panel_by_place
  ON panel (domein, voorziening, gm_code, panel_year, arrangement_id, counts);

-- Where something counts. Voorziening * is a domain as a whole, domein * all of them. Of each core
-- variable: its different values, joined by |; why that is not one value (as in view monitor); and
-- how many of the arrangements give a value.
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

-- The different values, and other outcomes than absent, that the arrangements of a domain as a whole
-- have, and of all domains (*), but for what they buy and for whom. Those of one voorziening are few
-- enough to be looked up.
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

-- The arrangements of the panel by what they buy, each once however many municipalities have it:
-- for counting procurements. Domein and voorziening as in panel_cell.
CREATE TABLE panel_procurement (
  domein TEXT NOT NULL,
  voorziening TEXT NOT NULL,
  arrangement_id INTEGER NOT NULL,
  PRIMARY KEY (domein, voorziening, arrangement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX panel_procurement_by_arrangement ON panel_procurement (arrangement_id);

-- For the first and last year that was collected, and for lists of documents.
CREATE INDEX offering_by_year ON offering (set_year, shown_path);

-- For the state of affairs: what is otherwise than most is, and what is unsure.
CREATE INDEX offering_not_in ON offering (content_id) WHERE state <> 'offered';
CREATE INDEX reading_otherwise ON reading (content_id)
  WHERE result <> 'read' OR page_count = 0 OR language NOT IN ('', 'nl');
CREATE INDEX coding_stale ON coding (content_id) WHERE stale = 1;
CREATE INDEX value_by_confidence ON value (confidence) WHERE outcome = 'value';

-- For counting procurements by one variable without a visit to each.
CREATE INDEX arrangement_value_by_variable
  ON arrangement_value (variable, arrangement_id, outcome, value, confidence);

-- ---------------------------------------------------------------- what was touched

-- What changed since the panel was made, so that only that is made again. Triggers write it,
-- whoever writes what they watch.
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

-- An offering tells when its document was offered: to its own dossier, and to every dossier of
-- which its content decided a value.
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

-- A decision is about a dossier or about a content and the dossiers that have it.
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

UPDATE upkeep SET panel_stale = 1;

-- ---------------------------------------------------------------- views

-- Every arrangement that counts with every value of it. gemeente: its latest name. dossier and
-- record find the arrangement in arrangement_view. From the panel to the values, for a question is
-- about a year or a municipality; names are looked up only where they are asked for.
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

-- The monitor: for each year one row for every municipality and every domain and voorziening.
-- gap: why there is no arrangement: no_document (none was offered in the year's collection),
-- unreadable (none could be read), no_arrangement (what was read says nothing of it).
-- Of each core variable its value, several joined by |, and why it is not one value: the gap,
-- several, contradictory, unreadable or absent (an arrangement does not say it); empty where it is
-- one.
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

-- Its rows without the variables, in the order of the cells, which makes counting all of them quick.
CREATE VIEW panel_row AS
SELECT municipality.panel_year, municipality.gm_code, municipality.name AS gemeente,
       municipality.province, municipality.jeugdregio, place.domein, place.voorziening,
       coalesce(cell.certainty, '') AS certainty, coalesce(cell.arrangements, 0) AS arrangements,
       CASE WHEN cell.arrangements IS NOT NULL THEN ''
            WHEN municipality.documents = 0 THEN 'no_document'
            WHEN municipality.documents_read = 0 THEN 'unreadable'
            ELSE 'no_arrangement' END AS gap
FROM panel_place AS place
CROSS JOIN panel_municipality AS municipality
LEFT JOIN panel_cell AS cell
  ON cell.domein = place.domein AND cell.voorziening = place.voorziening
     AND cell.panel_year = municipality.panel_year AND cell.gm_code = municipality.gm_code
WHERE place.of_codebook = 1 OR cell.arrangements IS NOT NULL;
