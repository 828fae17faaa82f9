// sqlite-wasm, loaded and opened for C++: SQLite's exports and the two heaps that web/sqlite.cpp copies between, and the pool of files underneath.
// Nothing here knows a statement of SQL.
import init_sqlite, { type SAHPoolUtil, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { library_name } from './library_name.ts';
import type { Imports, Memory } from './module.ts';

/// What SQLite calls the pool of files; C++ opens the library there.
export const pool_vfs = 'opfs-sahpool';

/// Loads sqlite-wasm. Its wasm file is fetched from `wasm_url`.
export function load_sqlite(wasm_url: string): Promise<Sqlite3Static> {
  // Only the pool is used: the other kinds of storage need special headers and say so on the console.
  const unused = { opfs: true, 'opfs-wl': true, kvvfs: true };
  Object.assign(globalThis, { sqlite3ApiConfig: { disable: { vfs: unused } } });
  const options = { locateFile: () => wasm_url };
  return (init_sqlite as (options: object) => Promise<Sqlite3Static>)(options);
}

/// Whether the browser's quota made the last failed write fail. The pool says "failed" and no more, so the write itself is watched.
let is_full = false;

function watch_quota(): void {
  const files = FileSystemSyncAccessHandle.prototype;
  const write = files.write;
  files.write = function (buffer, options) {
    try {
      return write.call(this, buffer, options);
    } catch (problem) {
      is_full = problem instanceof DOMException && problem.name === 'QuotaExceededError';
      throw problem;
    }
  };
}

/// What web/sqlite.cpp calls: SQLite's exports as they are, and what is needed to reach its heap. Both heaps are looked at anew for each
/// copy, since they are replaced when they grow.
export function sqlite_imports(sqlite3: Sqlite3Static, memory: Memory): Imports {
  const { wasm, capi } = sqlite3;
  return {
    ...(wasm.exports as unknown as Imports),
    sqlite_write(remote: number, local: number, size: number) {
      wasm.heap8u().set(memory.bytes.subarray(local, local + size), remote);
    },
    sqlite_read(remote: number, local: number, size: number) {
      memory.bytes.set(wasm.heap8u().subarray(remote, remote + size), local);
    },
    sqlite_length: (remote: number) => wasm.heap8u().indexOf(0, remote) - remote,
    sqlite_deallocator: () => capi.SQLITE_WASM_DEALLOC as unknown as number,
    sqlite_is_full: () => Number(is_full),
  };
}

/// The library's files, or why there are none: `refused` by the browser for good, `busy` held by somebody who does not let go.
export type Pool = { files: SAHPoolUtil } | { refused: string } | { busy: string };

const pauses_ms = [50, 100, 200, 400, 800, 1600];

/// Opens the pool. Called while holding the library's lock, so whoever still has the files is a page that is going away.
export async function open_pool(sqlite3: Sqlite3Static): Promise<Pool> {
  for (let attempt = 0; ; ++attempt) {
    try {
      const files = await sqlite3.installOpfsSAHPoolVfs({
        name: pool_vfs,
        directory: `.${library_name}`,
        initialCapacity: 16,
        // Without this a failed start deletes the library.
        preserveOnInitFailure: true,
        forceReinitIfPreviouslyFailed: true,
      } as Parameters<Sqlite3Static['installOpfsSAHPoolVfs']>[0]);
      watch_quota();
      return { files };
    } catch (problem) {
      const { name, message } = problem instanceof Error || problem instanceof DOMException ? problem : new Error(String(problem));
      if (name !== 'NoModificationAllowedError') return { refused: `${name}: ${message}` };
      const pause = pauses_ms[attempt];
      if (pause === undefined) return { busy: message };
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
