// Runs the store's contract in a worker on the browser's own storage and posts {failed, report}.
import { instantiate, Memory, type Exports } from '../../../web/module.ts';
import { load_sqlite, open_pool, sqlite_imports } from '../../../web/sqlite.ts';

interface ContractExports extends Exports {
  run_contract(): number;
}

let report = '';

async function run(): Promise<{ failed: number; report: string }> {
  const sqlite3 = await load_sqlite(new URL('sqlite3.wasm', import.meta.url).href);
  const pool = await open_pool(sqlite3);
  if (!('files' in pool)) throw new Error(JSON.stringify(pool));
  // One for each library of a case, and what SQLite keeps beside it.
  await pool.files.reserveMinimumCapacity(200);
  const memory = new Memory();
  const system = {
    fd_write(_file: number, vectors: number, count: number, written: number) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const length = memory.view.getUint32(vectors + 8 * i + 4, true);
        report += memory.text(memory.view.getUint32(vectors + 8 * i, true), length);
        total += length;
      }
      memory.view.setUint32(written, total, true);
      return 0;
    },
    environ_sizes_get: (count: number, bytes: number) => (memory.view.setUint32(count, 0, true), memory.view.setUint32(bytes, 0, true), 0),
    environ_get: () => 0,
    clock_time_get: (_clock: number, _precision: bigint, time: number) => (memory.view.setBigUint64(time, 0n, true), 0),
  };
  const module = await WebAssembly.compileStreaming(fetch(new URL('store_contract.wasm', import.meta.url)));
  const contract = await instantiate<ContractExports>(module, memory, { ...sqlite_imports(sqlite3, memory), ...system });
  const failed = contract.run_contract();
  await pool.files.removeVfs();
  return { failed, report };
}

run().then(postMessage, (problem: unknown) => postMessage({ failed: -1, report: `${report}${problem instanceof Error ? problem.stack : String(problem)}` }));
