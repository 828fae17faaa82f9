-- The bytes of images, by what they are: a document names them by this hash, so a letter typed beside one writes nothing of it.
CREATE TABLE image (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
