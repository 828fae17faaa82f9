-- The library as first released. Never edited after a release: later changes are later files.

-- One row for each post-mortem: what lists show, sort and filter by. Kept small, since lists read many of them.
-- Instants are microseconds since 1970 UTC, durations microseconds; NULL is "not known".
CREATE TABLE postmortem (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Grows by one with every save, so that a save on top of a stale copy is noticed.
  version INTEGER NOT NULL,
  revision TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  form TEXT NOT NULL,
  status TEXT NOT NULL,
  severity INTEGER,
  started_at INTEGER,
  duration INTEGER,
  team TEXT NOT NULL,
  -- Their names, a line each.
  systems TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  language TEXT NOT NULL,
  -- 0: received from somebody and not adopted yet, so not in our numbers.
  adopted INTEGER NOT NULL,
  -- 1: came with the app to look around, removable in one step.
  example INTEGER NOT NULL,
  open_actions INTEGER NOT NULL,
  -- Done but not verified; a part of the open ones.
  done_actions INTEGER NOT NULL,
  total_actions INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Set while it is in the bin.
  removed_at INTEGER
) STRICT;
CREATE INDEX postmortem_by_start ON postmortem (started_at DESC, number) WHERE removed_at IS NULL;
CREATE INDEX postmortem_by_update ON postmortem (updated_at DESC, number) WHERE removed_at IS NULL;
CREATE INDEX postmortem_by_title ON postmortem (title COLLATE NOCASE, number) WHERE removed_at IS NULL;
-- Everything that views count and filter by, so that counting never reads the rows.
CREATE INDEX postmortem_in_views ON postmortem (status, form, open_actions, example, severity, removed_at)
  WHERE removed_at IS NULL;
CREATE INDEX postmortem_in_bin ON postmortem (removed_at) WHERE removed_at IS NOT NULL;

-- The canonical JSON.
CREATE TABLE document (
  postmortem INTEGER PRIMARY KEY REFERENCES postmortem (number) ON DELETE CASCADE,
  json TEXT NOT NULL
) STRICT;

-- Post-mortems whose projections and search entry are older than their document: what is typed is saved at every letter, and these follow
-- when somebody asks for them.
CREATE TABLE outdated (
  postmortem INTEGER PRIMARY KEY REFERENCES postmortem (number) ON DELETE CASCADE
) STRICT;

-- Projections of the document.
CREATE TABLE timeline_event (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  id TEXT NOT NULL,
  at INTEGER,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE action (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  effect TEXT NOT NULL,
  owner TEXT NOT NULL,
  -- A date as written, yyyy-mm-dd; empty without one.
  due TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_by_due ON action (state, due);

CREATE TABLE factor (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  certainty TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;

-- What other systems call the incident.
CREATE TABLE reference (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  system TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_by_key ON reference (key, system);

-- Rows have the number of their post-mortem. `spaced` holds text in scripts without spaces, a space between all characters,
-- so that two characters of Chinese or Japanese are found as the phrase they are.
CREATE VIRTUAL TABLE postmortem_fts USING fts5 (
  title, body, spaced, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- Every change ever made, typing by the minute. One operation changes a post-mortem once, however often it is sent.
CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  operation TEXT NOT NULL,
  postmortem TEXT NOT NULL,
  -- created, changed, removed or restored.
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  -- The version it made.
  version INTEGER NOT NULL,
  -- What was before and after, as JSON. Empty once a later row has taken it in (typing); such a row is kept for a while,
  -- so that its operation is known if it is sent again.
  change TEXT NOT NULL,
  UNIQUE (operation, postmortem)
) STRICT;
CREATE INDEX journal_of_postmortem ON journal (postmortem, number);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
