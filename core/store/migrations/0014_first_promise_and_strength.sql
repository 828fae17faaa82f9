-- A promise was made by the first entry of its log that says so, whatever it was before, and how strong it is knows an alert that is set to
-- another value from what is taken away. All are made anew.
DELETE FROM terms;
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
