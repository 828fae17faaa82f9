-- The names of the systems are counted whenever the library is listed, without reading its rows.
CREATE INDEX postmortem_by_systems ON postmortem (systems) WHERE removed_at IS NULL AND systems <> '';
