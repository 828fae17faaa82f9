-- Promises in the order of the day that is said of them: of what is done the day to look whether it worked, of what is settled none.
-- A column that is computed would not be read from an index.
ALTER TABLE action ADD COLUMN day TEXT NOT NULL DEFAULT '';
DROP INDEX action_in_views;
DROP INDEX action_by_due;
DROP INDEX action_by_owner;
-- All that views, filters and sorts ask of a promise but its words; the day too, or every row would be looked up for it.
CREATE INDEX action_in_views
  ON action (ours, state, due, owner, kind, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since, day);
CREATE INDEX action_by_day
  ON action (ours, day = '', day, postmortem, place,
             state, due, owner, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
CREATE INDEX action_by_owner
  ON action (ours, owner = '', owner COLLATE NOCASE, day = '', day, postmortem, place,
             owner, state, due, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
