-- What reviewers did, after schema.sql. Table decision holds what is decided now; here stands how
-- it came to be, so that each step can be taken back and two reviewers see each other.
-- An edition holds decisions only. A merge takes decisions, who is to review and second codings;
-- acts stay with the corpus in which they were done.

-- The act that decided it; NULL where it came from elsewhere (merged, written by hand).
ALTER TABLE decision ADD COLUMN act_id INTEGER;

-- A decision as it was made, or taken back (kind taken_back). Never changed; gone with its content.
CREATE TABLE decision_act (
  act_id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL,           -- first act of those that were done together
  run_id INTEGER NOT NULL REFERENCES run,
  decided TEXT NOT NULL,             -- UTC, 2019-01-31T12:00:00Z
  reviewer TEXT NOT NULL,
  before_act INTEGER,                -- what it took the place of; NULL: nothing was decided
  scope_kind TEXT NOT NULL,          -- from here on as in table decision
  scope_key TEXT NOT NULL,
  perceel TEXT NOT NULL,
  domein TEXT NOT NULL,
  voorzieningen TEXT NOT NULL,
  variable TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'corrected', 'taken_back')),
  value TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reading_id INTEGER,                -- no reference: an act keeps no reading
  page INTEGER NOT NULL,
  first_word INTEGER NOT NULL,
  last_word INTEGER NOT NULL,
  quote TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX decision_act_by_scope ON decision_act (scope_key, variable);

-- Who is to review a document.
CREATE TABLE assignment (
  content_id INTEGER PRIMARY KEY REFERENCES content ON DELETE CASCADE,
  reviewer TEXT NOT NULL CHECK (reviewer <> '')
) STRICT;

-- Documents that are coded a second time by somebody who sees neither decisions nor the program's
-- values; coder is empty until somebody took it.
CREATE TABLE second_coding (
  content_id INTEGER PRIMARY KEY REFERENCES content ON DELETE CASCADE,
  coder TEXT NOT NULL DEFAULT ''
) STRICT;

-- What the second coder gave. Scope as in table decision; an empty value: not in the document.
CREATE TABLE second_value (
  content_id INTEGER NOT NULL REFERENCES second_coding ON DELETE CASCADE,
  perceel TEXT NOT NULL,
  domein TEXT NOT NULL,
  voorzieningen TEXT NOT NULL,
  variable TEXT NOT NULL,
  value TEXT NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),  -- 1: both were looked at
  PRIMARY KEY (content_id, perceel, domein, voorzieningen, variable)
) STRICT, WITHOUT ROWID;
