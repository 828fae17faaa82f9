-- Facts know more than those that are kept: which times a tool set by itself, and which promises nobody noted the day of. All are made anew.
DELETE FROM terms;
