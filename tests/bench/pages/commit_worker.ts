// One table with one row, written again by every message; answered when the disk has it.
import init_sqlite from '@sqlite.org/sqlite-wasm';

const sqlite3 = await (init_sqlite as (options: object) => ReturnType<typeof init_sqlite>)({ locateFile: () => new URL('sqlite3.wasm', import.meta.url).href });
const pool = await sqlite3.installOpfsSAHPoolVfs({ directory: '.bench' });
const database = new pool.OpfsSAHPoolDb('/commits');
database.exec('PRAGMA locking_mode = exclusive; PRAGMA journal_mode = wal; PRAGMA synchronous = full;');
database.exec("CREATE TABLE IF NOT EXISTS document (id INTEGER PRIMARY KEY, text TEXT); INSERT OR IGNORE INTO document VALUES (1, '')");
const update = database.prepare('UPDATE document SET text = ? WHERE id = 1');
onmessage = ({ data }: MessageEvent<string>) => {
  update.bind(1, data).stepReset();
  postMessage(null);
};
postMessage(null);
