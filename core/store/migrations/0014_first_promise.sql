-- A promise was made by the first entry of its log that says so, whatever it was before. Projections are made anew.
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
