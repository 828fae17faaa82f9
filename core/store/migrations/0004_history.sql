-- Whether a change was done, or took the last one back, or did it again: from these a reload knows what can be undone.
ALTER TABLE journal ADD COLUMN step TEXT NOT NULL DEFAULT 'done';

-- How a post-mortem stood each time it had come to rest. The newest has the whole document, and so has one in every so many; the others are
-- read by taking back, from the next whole one, what was changed since.
CREATE TABLE revision (
  postmortem INTEGER NOT NULL REFERENCES postmortem (number) ON DELETE CASCADE,
  -- From 1 in every post-mortem.
  number INTEGER NOT NULL,
  -- Of the canonical document without its history.
  sha256 TEXT NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  -- begun, rested, status, imported, restored or shared.
  kind TEXT NOT NULL,
  -- The number of the revision that was restored; 0 where none was.
  source INTEGER NOT NULL,
  -- What leads here from the one before, as JSON; empty for the first.
  change TEXT NOT NULL,
  -- The canonical JSON; empty where it is read from a later one.
  document TEXT NOT NULL,
  UNIQUE (postmortem, number)
) STRICT;
CREATE INDEX revision_by_sha256 ON revision (sha256);
