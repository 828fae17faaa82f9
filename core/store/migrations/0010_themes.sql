-- The theme of a promise, to list promises by it: the first tag of the factors that it addresses, as it was written, and as themes are
-- compared. A projection: every post-mortem's is made anew from its document.
ALTER TABLE action ADD COLUMN theme TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN theme_key TEXT NOT NULL DEFAULT '';
INSERT OR IGNORE INTO outdated SELECT number FROM postmortem;
