-- Lists and counts of promises read one narrow index, and the rows themselves only of those that are shown.
DROP INDEX action_by_due;
-- All that views, filters and sorts ask of a promise but its words.
CREATE INDEX action_in_views
  ON action (state, due, owner, kind, effect, priority, slips, waiting_on, look_on, promised_at, changed_at);
-- The few whose promises are not ours, so that the many need not be looked up.
CREATE INDEX postmortem_not_ours ON postmortem (number) WHERE removed_at IS NOT NULL OR NOT adopted;
