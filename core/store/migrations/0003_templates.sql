-- The templates the team made, as canonical JSON; those that come with the app are not here. Changes are in the journal under kind
-- template, with the JSON that was there before (empty: none).
CREATE TABLE template (
  id TEXT PRIMARY KEY,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
