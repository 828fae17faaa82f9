-- Promises in the order of the day that is said of them: of what is done the day to look whether it worked, of what is settled none.
ALTER TABLE action ADD COLUMN day TEXT GENERATED ALWAYS AS
  (CASE WHEN state = 'done' THEN look_on WHEN state IN ('verified', 'will_not_do') THEN '' ELSE due END) VIRTUAL;
DROP INDEX action_by_due;
DROP INDEX action_by_owner;
CREATE INDEX action_by_day
  ON action (ours, day = '', day, postmortem, place,
             state, due, owner, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
CREATE INDEX action_by_owner
  ON action (ours, owner = '', owner COLLATE NOCASE, day = '', day, postmortem, place,
             owner, state, due, effect, priority, slips, waiting_on, look_on, promised_at, changed_at, quiet_since);
