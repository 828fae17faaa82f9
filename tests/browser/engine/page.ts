// A page with the app's own engine client and nothing else, so that tests can ask the engine as the shell does.
import { EngineClient, type EngineState } from '../../../web/engine_client.ts';
import { LaterPart } from '../../../web/module.ts';
import { decode, encode } from '../message_pack.mjs';

/// The id (8 bytes), the name of the body's struct behind its length, the body: as core/engine/protocol.cpp.
const id_size = 8;

function write_message(id: number, type: string, body: object): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(type), content = encode(body);
  const bytes = new Uint8Array(id_size + 1 + name.length + content.length);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(id));
  bytes[id_size] = name.length;
  bytes.set(name, id_size + 1);
  bytes.set(content, id_size + 1 + name.length);
  return bytes;
}

function read_message(bytes: Uint8Array): Message {
  const name_end = id_size + 1 + bytes[id_size]!;
  return { type: new TextDecoder().decode(bytes.subarray(id_size + 1, name_end)), body: decode(bytes.subarray(name_end)) };
}

type Message = { type: string; body: Record<string, unknown> };

/// Every worker the client starts, so that a test can kill one.
const workers: Worker[] = [];
globalThis.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    workers.push(this);
  }
};

const states: EngineState[] = [];
const waiting = new Map<number, (answer: Message) => void>();
const answers = new Map<number, number>();
const progress: Message[] = [];
let last_id = 0;
let before_release = (): void => {};

const module = await WebAssembly.compileStreaming(fetch('unrepeat.wasm'));
const client = new EngineClient(module, new LaterPart('later.wasm', import.meta.url), {
  state: state => { states.push(state); },
  answer(id, bytes, is_last) {
    const message = bytes.length === 0 ? { type: 'nothing', body: {} } : read_message(bytes);
    if (!is_last) {
      progress.push(message);
      return;
    }
    answers.set(id, (answers.get(id) ?? 0) + 1);
    waiting.get(id)?.(message);
  },
  releasing: () => before_release(),
});

function ask(type: string, body: object = {}): Promise<Message> {
  const id = ++last_id;
  client.send(id, write_message(id, type, body));
  return new Promise(resolve => waiting.set(id, resolve));
}

Object.assign(globalThis, {
  engine: {
    client, workers, states, answers, progress, ask,
    ask_bytes(bytes: Uint8Array<ArrayBuffer>): Promise<Message> {
      const id = ++last_id;
      client.send(id, bytes);
      return new Promise(resolve => waiting.set(id, resolve));
    },
    on_release(action: () => void) { before_release = action; },
    new_id(): string {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      new DataView(bytes.buffer).setBigUint64(0, (BigInt(Date.now()) << 16n) | 0x7000n | BigInt(bytes[7]!));
      bytes[8] = (bytes[8]! & 0x3f) | 0x80;
      const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
    /// Saves a new title over the one before, which fails if it is done twice.
    save_title(postmortem: string, before: string, after: string, operation: string): Promise<Message> {
      const edits = [{ path: 'title', before: JSON.stringify(before), after: JSON.stringify(after) }];
      return ask('save_change', { operation, change: { postmortem, by: 'Ana', at: '2026-11-23T12:00:00Z', edits } });
    },
  },
});
