-- What the figures of the whole library know of a post-mortem, as MessagePack, beside its terms: both are worked out together, from the
-- document, when somebody asks. All are made anew.
DELETE FROM terms;
ALTER TABLE terms ADD COLUMN facts BLOB NOT NULL DEFAULT x'';
