// The worker's entry: gives the C++ engine its storage while this tab leads, and pumps requests into it and answers out.
// One tab leads, by a Web Lock held in here. The lock is never stolen: whoever leads saves, closes and lets go.
import type { FromEngine, ToEngine } from './engine_messages.ts';
import { library_name } from './library_name.ts';
import { instantiate, LaterPart, Memory, type Exports } from './module.ts';
import { load_sqlite, open_pool, sqlite_imports } from './sqlite.ts';
import { time_zone_imports } from './time_zones.ts';

interface EngineExports extends Exports {
  engine_open(is_in_memory: number, why: number, why_size: number): void;
  engine_submit(id: number, bytes: number, size: number): void;
  engine_step(): number;
  engine_rest(): void;
  engine_close(): void;
}

/// How long a page that may be frozen is waited for before its library is handed over.
const patience_ms = 2000;
/// Without a request for so long nobody is about to wait: longer than a person takes from one letter to the next.
const rest_after_ms = 1500;

const id = crypto.randomUUID();
const channel = new BroadcastChannel(library_name);
const post = (message: FromEngine, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/// A promise and the function that fulfils it.
function signal(): { given: Promise<void>; give: () => void } {
  let give = (): void => {};
  const given = new Promise<void>(resolve => { give = resolve; });
  return { given, give };
}

class Worker {
  private readonly memory_ = new Memory();
  private readonly later_ = new LaterPart('later.wasm', import.meta.url);
  private engine_: EngineExports | undefined;
  /// What arrived before the engine was there.
  private early_: { id: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
  private readonly turns_ = new MessageChannel();
  private is_turn_due_ = false;
  private rest_ = 0;
  /// The tab that asked for the library last, if it was asked for.
  private wanted_by_ = '';
  private is_wanted_elsewhere_ = signal();
  private is_released_by_page_ = signal();

  constructor(private readonly module_: WebAssembly.Module) {
    this.turns_.port1.onmessage = () => {
      this.is_turn_due_ = false;
      this.pump_();
    };
    channel.onmessage = (event: MessageEvent<{ wanted_by: string }>) => {
      this.wanted_by_ = event.data.wanted_by;
      this.is_wanted_elsewhere_.give();
    };
  }

  receive(message: ToEngine): void {
    switch (message.kind) {
      case 'start': this.later_.module = message.later_part; break;
      case 'later_part': this.later_.module = message.module; break;
      case 'request':
        if (this.engine_) this.submit_(message.id, message.bytes);
        else this.early_.push(message);
        break;
      case 'use_here':
        this.wanted_by_ = id;
        channel.postMessage({ wanted_by: id });
        break;
      case 'release': this.is_released_by_page_.give(); break;
    }
  }

  /// Leads when it is this tab's turn, for as long as no other tab asks, and then ends.
  async run(): Promise<void> {
    let turn = await navigator.locks.request(library_name, { ifAvailable: true }, lock => (lock ? this.lead_() : 'passed'));
    if (turn === 'passed') post({ kind: 'elsewhere' });
    while (turn === 'passed') {
      turn = await navigator.locks.request(library_name, () => {
        // A tab that asked may stand behind this one in the queue: it goes first, once.
        const is_for_another = this.wanted_by_ !== '' && this.wanted_by_ !== id;
        this.wanted_by_ = '';
        return is_for_another ? 'passed' : this.lead_();
      });
    }
    if (turn === 'handed_over') close();
  }

  /// In memory it does not keep the lock: every tab may have a library like that, and none can be handed over.
  private async lead_(): Promise<'handed_over' | 'in_memory' | 'passed'> {
    const sqlite3 = await load_sqlite(new URL('sqlite3.wasm', import.meta.url).href);
    const pool = await open_pool(sqlite3);
    if ('busy' in pool) throw new Error(`the library's files stay in use: ${pool.busy}`);
    this.engine_ = await instantiate<EngineExports>(this.module_, this.memory_, {
      ...sqlite_imports(sqlite3, this.memory_),
      ...time_zone_imports(this.memory_),
      engine_answer: (request: number, bytes: number, size: number, is_last: number) => {
        const copy = this.memory_.bytes.slice(bytes, bytes + size);
        post({ kind: 'answer', id: request, bytes: copy, is_last: is_last !== 0 }, [copy.buffer]);
      },
    }, this.later_);
    const why = 'refused' in pool ? pool.refused : '';
    this.memory_.lend(new TextEncoder().encode(why), (text, size) => this.engine_!.engine_open(Number('refused' in pool), text, size));
    this.is_wanted_elsewhere_ = signal();
    post('refused' in pool ? { kind: 'open', storage: 'in_memory', why } : { kind: 'open', storage: 'on_disk' });
    this.submit_early_();
    if ('refused' in pool) return 'in_memory';

    await this.is_wanted_elsewhere_.given;
    post({ kind: 'releasing' });
    await Promise.race([this.is_released_by_page_.given, new Promise(resolve => setTimeout(resolve, patience_ms))]);
    while (this.engine_.engine_step() !== 0);
    clearTimeout(this.rest_);
    this.engine_.engine_close();
    pool.files.pauseVfs();
    post({ kind: 'released' });
    return 'handed_over';
  }

  private submit_early_(): void {
    const early = this.early_;
    this.early_ = [];
    for (const request of early) this.submit_(request.id, request.bytes);
  }

  private submit_(request: number, bytes: Uint8Array): void {
    this.memory_.lend(bytes, (pointer, size) => this.engine_!.engine_submit(request, pointer, size));
    this.pump_();
  }

  /// One step at a time, so that a request that cancels a long one is heard between two of its steps.
  private pump_(): void {
    if (this.is_turn_due_) return;
    clearTimeout(this.rest_);
    if (this.engine_!.engine_step() !== 0) {
      this.is_turn_due_ = true;
      this.turns_.port2.postMessage(null);
    } else {
      this.rest_ = setTimeout(() => this.engine_!.engine_rest(), rest_after_ms);
    }
  }
}

let worker: Worker | undefined;
onmessage = (event: MessageEvent<ToEngine>) => {
  if (event.data.kind === 'start') {
    worker = new Worker(event.data.module);
    void worker.run();
  }
  worker?.receive(event.data);
};

/// After a trap nothing in here can be trusted any more. The page starts another worker and sends again what was not answered.
function end(event: ErrorEvent | PromiseRejectionEvent): void {
  const problem: unknown = 'reason' in event ? event.reason : event.error;
  event.preventDefault();
  post({ kind: 'failed', why: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) });
  close();
}
addEventListener('error', end);
addEventListener('unhandledrejection', end);

const alive = `${library_name}/alive/${id}`;
void navigator.locks.request(alive, () => {
  post({ kind: 'alive', lock: alive });
  return new Promise(() => {});
});
