-- Why promises will not be done. Few have a reason, so that it stands beside them and lists stay as narrow as they are.
CREATE TABLE IF NOT EXISTS reason (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (postmortem, place)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
