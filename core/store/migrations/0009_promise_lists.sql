-- Promises as their lists ask for them: by one narrow index, and by theme. A projection: every post-mortem's is made anew from its document.
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
  -- The first tag of the factors that it addresses, as it was written, and as themes are compared.
  theme TEXT NOT NULL,
  theme_key TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;
-- All that views, filters and sorts ask of a promise but its words.
CREATE INDEX action_in_views
  ON action (state, due, owner, kind, effect, priority, slips, waiting_on, look_on, promised_at, changed_at);
-- The few whose promises are not ours, so that the many need not be looked up.
DROP INDEX IF EXISTS postmortem_not_ours;
CREATE INDEX postmortem_not_ours ON postmortem (number) WHERE removed_at IS NOT NULL OR NOT adopted;
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
