-- Terms know which sentence they are of, and facts which times a tool set by itself and which promises nobody noted the day of. All are
-- made anew.
DELETE FROM terms;
