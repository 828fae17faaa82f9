-- The days for priority actions belong to what the library knows, and travel with it. Until now they were a setting of their own, "15,30,0,0,0"
-- by severity. A library that knew nothing yet gets a name, or it could not be read.
INSERT INTO setting (key, value)
SELECT 'library', json_set(
    ifnull((SELECT known.value FROM setting AS known WHERE known.key = 'library' AND json_valid(known.value)),
           json_object('id', lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7' || substr(hex(randomblob(2)), 2) || '-a' ||
                                   substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))),
    -- What a query in brackets gives is JSON to some versions of SQLite and a text to others.
    '$.objectives', json((SELECT json_group_array(json_object('level', one.key + 1, 'days', one.value))
                          FROM json_each('[' || was.value || ']') AS one WHERE one.type = 'integer')))
FROM setting AS was WHERE was.key = 'objective_days' AND json_valid('[' || was.value || ']')
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
DELETE FROM setting WHERE key = 'objective_days';
