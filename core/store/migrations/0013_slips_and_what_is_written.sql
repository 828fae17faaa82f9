-- A date that is taken away is put off, and facts know whether anything is written. All are made anew.
DELETE FROM terms;
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
