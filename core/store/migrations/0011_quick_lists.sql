-- Promises in the orders that are asked for most, so that none but what is shown is looked at. Projections: every post-mortem's are made
-- anew from its document.
DROP TABLE action;
CREATE TABLE action (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  -- Of a post-mortem that is neither removed nor somebody else's.
  ours INTEGER NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  effect TEXT NOT NULL,
  priority TEXT NOT NULL,
  -- All its names.
  owner TEXT NOT NULL,
  -- Dates as written, yyyy-mm-dd; empty without one.
  due TEXT NOT NULL,
  -- When to look whether it worked, as long as nobody has.
  look_on TEXT NOT NULL,
  waiting_on TEXT NOT NULL,
  -- How often its date was moved to a later one.
  slips INTEGER NOT NULL,
  promised_at INTEGER,
  changed_at INTEGER,
  -- Since when nothing is known to have changed: the last change or, without one, the start of the incident.
  quiet_since INTEGER,
  -- Title, owner and post-mortem in small letters without accents: what is typed is looked for in it.
  folded TEXT NOT NULL,
  -- The first tag of the factors that it addresses, as it was written, and as themes are compared.
  theme TEXT NOT NULL,
  theme_key TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;
-- All that views, filters and sorts ask of a promise but its words.
CREATE INDEX action_in_views
  ON action (ours, state, due, owner, kind, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
CREATE INDEX action_by_due
  ON action (ours, due = '', due, postmortem, place,
             state, owner, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
CREATE INDEX action_by_owner
  ON action (ours, owner = '', owner COLLATE NOCASE, due = '', due, postmortem, place,
             owner, state, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
DROP INDEX IF EXISTS postmortem_not_ours;
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
-- The first letter typed is answered as soon as the next ones: the beginnings of one letter have entries too.
DROP TABLE IF EXISTS postmortem_fts;
CREATE VIRTUAL TABLE postmortem_fts USING fts5 (
  title, body, spaced, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
