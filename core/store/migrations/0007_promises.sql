-- Promises as the lists of the whole library look at them. A projection: every post-mortem's is made anew from its document.
DROP TABLE action;
CREATE TABLE action (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
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
  -- Title, owner and post-mortem in small letters without accents: what is typed is looked for in it.
  folded TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_by_due ON action (state, due);
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
