-- What a post-mortem tells of, as terms with weights: from these an earlier incident of the same kind is found. A row is made when somebody
-- asks and goes when the post-mortem changes; the newest has the largest number, so that a reader goes on where it was.
CREATE TABLE terms (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  postmortem INTEGER NOT NULL UNIQUE REFERENCES postmortem (number) ON DELETE CASCADE,
  vector BLOB NOT NULL
) STRICT;
