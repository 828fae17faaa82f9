// The page's end of the worker: starts it, starts it again when it has died, and sends every request until it is answered once.
// What is sent again is the same bytes; the engine does an operation once, however often it arrives.
import type { FromEngine, ToEngine } from './engine_messages.ts';
import type { LaterPart } from './module.ts';
import { start_worker } from './start_worker.ts';

export type EngineState =
  | { kind: 'starting' }
  | { kind: 'on_disk' }
  /// The browser refused storage: what is written is gone with the page. `why` is what the browser said.
  | { kind: 'in_memory'; why: string }
  /// Another tab has the library. Requests wait until it comes here.
  | { kind: 'elsewhere' }
  /// The worker does not start any more. Requests wait; `restart` tries again.
  | { kind: 'failed'; why: string };

export interface EngineListener {
  state(state: EngineState): void;
  /// An answer, or progress if it is not the last. Empty bytes: the engine died of this request, more than once, and gave none.
  answer(id: number, bytes: Uint8Array<ArrayBuffer>, is_last: boolean): void;
  /// The library is about to go to another tab: send what is not saved yet, now.
  releasing(): void;
}

interface WaitingRequest {
  bytes: Uint8Array<ArrayBuffer>;
  /// How often the worker died while this was the oldest request it had.
  deaths: number;
}

const most_deaths = 2;
const restart_pauses_ms = [0, 300, 2000];

export class EngineClient {
  private worker_: Worker | undefined;
  private state_: EngineState = { kind: 'starting' };
  private why_ = '';
  /// Starts in a row that did not come as far as an open library.
  private failed_starts_ = 0;
  /// In the order they were sent.
  private readonly waiting_ = new Map<number, WaitingRequest>();

  constructor(private readonly module_: WebAssembly.Module, private readonly later_: LaterPart, private readonly listener_: EngineListener) {
    this.start_();
  }

  get state(): EngineState {
    return this.state_;
  }

  /// Whether an answer is awaited.
  get is_asked(): boolean {
    return this.waiting_.size > 0;
  }

  /// Whether the engine will say something by itself. Nothing comes while the library is elsewhere or has failed, however much is asked.
  get is_at_work(): boolean {
    return this.state_.kind === 'starting' || (this.is_open_() && this.is_asked);
  }

  /// `is_answered` is false for the one kind of request that gets no answer (cancelling).
  send(id: number, bytes: Uint8Array<ArrayBuffer>, is_answered = true): void {
    if (is_answered) this.waiting_.set(id, { bytes, deaths: 0 });
    if (this.is_open_()) this.post_({ kind: 'request', id, bytes });
  }

  /// What the worker needs for anything but the first list; without it the worker fetches it when it is called.
  give_later_part(module: WebAssembly.Module): void {
    this.post_({ kind: 'later_part', module });
  }

  /// Asks the tab that has the library for it. It comes when that tab has saved.
  use_here(): void {
    this.post_({ kind: 'use_here' });
  }

  /// After `failed`: tries once more.
  restart(): void {
    if (this.state_.kind !== 'failed') return;
    this.failed_starts_ = 0;
    this.start_();
  }

  private is_open_(): boolean {
    return this.state_.kind === 'on_disk' || this.state_.kind === 'in_memory';
  }

  private post_(message: ToEngine): void {
    this.worker_?.postMessage(message);
  }

  private set_state_(state: EngineState): void {
    this.state_ = state;
    this.listener_.state(state);
  }

  private start_(): void {
    this.set_state_({ kind: 'starting' });
    const worker = start_worker('engine.js');
    this.worker_ = worker;
    worker.onmessage = (event: MessageEvent<FromEngine>) => {
      if (worker === this.worker_) this.receive_(worker, event.data);
    };
    // It did not even load; once it runs it reports by itself.
    worker.onerror = event => {
      event.preventDefault();
      this.why_ = event.message || 'the worker could not be loaded';
      this.end_(worker);
    };
    this.post_({ kind: 'start', module: this.module_, later_part: this.later_.module });
  }

  private receive_(worker: Worker, message: FromEngine): void {
    switch (message.kind) {
      case 'alive':
        // Getting this lock is the one sure sign of its death: a worker that is killed says nothing.
        void navigator.locks.request(message.lock, () => this.end_(worker));
        break;
      case 'open':
        this.failed_starts_ = 0;
        this.set_state_(message.storage === 'on_disk' ? { kind: 'on_disk' } : { kind: 'in_memory', why: message.why });
        for (const [id, request] of this.waiting_) this.post_({ kind: 'request', id, bytes: request.bytes });
        break;
      case 'elsewhere': this.set_state_({ kind: 'elsewhere' }); break;
      case 'releasing':
        this.listener_.releasing();
        this.post_({ kind: 'release' });
        break;
      case 'released':
        this.start_();
        break;
      case 'failed': this.why_ = message.why; break;
      case 'answer':
        // What was sent again may be answered twice; the second time nobody waits.
        if (!this.waiting_.has(message.id)) return;
        if (message.is_last) this.waiting_.delete(message.id);
        this.listener_.answer(message.id, message.bytes, message.is_last);
        break;
    }
  }

  private end_(worker: Worker): void {
    if (worker !== this.worker_) return;
    worker.terminate();
    this.worker_ = undefined;
    if (this.is_open_()) this.blame_oldest_();
    const pause = restart_pauses_ms[this.failed_starts_++];
    if (pause === undefined) {
      this.set_state_({ kind: 'failed', why: this.why_ });
      return;
    }
    this.set_state_({ kind: 'starting' });
    setTimeout(() => this.start_(), pause);
  }

  /// A request that the worker dies of again and again must not keep the others waiting.
  private blame_oldest_(): void {
    const oldest = this.waiting_.entries().next();
    if (oldest.done) return;
    const [id, request] = oldest.value;
    if (++request.deaths < most_deaths) return;
    this.waiting_.delete(id);
    this.listener_.answer(id, new Uint8Array(), true);
  }
}
