-- Promises in the orders that are asked for most, so that none but what is shown is looked at. Projections: every post-mortem's are made
-- anew from its document.
-- Whether it is of a post-mortem that is neither removed nor somebody else's.
ALTER TABLE action ADD COLUMN ours INTEGER NOT NULL DEFAULT 0;
-- Since when nothing is known to have changed: the last change or, without one, the start of the incident.
ALTER TABLE action ADD COLUMN quiet_since INTEGER;
DROP INDEX action_in_views;
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
