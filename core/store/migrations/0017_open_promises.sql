-- Open is what was promised and is neither verified nor dropped, in the list of post-mortems as in that of promises. Ideas are counted by
-- themselves, since what has some left is not closed.
ALTER TABLE postmortem ADD COLUMN undecided_actions INTEGER NOT NULL DEFAULT 0;
UPDATE postmortem SET (open_actions, undecided_actions) = (
  SELECT count(*) FILTER (WHERE one.value ->> 'state' IN ('committed', 'in_progress', 'done')),
         count(*) FILTER (WHERE one.value ->> 'state' IN ('idea', 'unknown'))
  -- Their rows may be older than the document, or not be there yet.
  FROM document AS d, json_each(CASE WHEN json_valid(d.json) THEN d.json ELSE '{}' END, '$.actions') AS one
  WHERE d.postmortem = postmortem.number);
-- What is not ours has no open promises here.
DROP INDEX postmortem_in_views;
CREATE INDEX postmortem_in_views ON postmortem (status, form, open_actions, example, severity, adopted, removed_at)
  WHERE removed_at IS NULL;
-- The day to look whether it worked follows from the day it was done, where nobody said another. Made anew.
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
