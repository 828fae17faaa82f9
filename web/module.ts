// Instantiates the one WebAssembly module, on the page and in the worker alike. web/bridge.hpp lists what crosses, both ways.
// The module comes in two files: what the first frame needs, and the later part (web/later.txt).

/// What C++ calls here, by the names of web/bridge.hpp. What an instance does not give throws when called.
export type Imports = Record<string, (...values: never[]) => number | bigint | void>;

/// What C++ exports, by the names of web/bridge.hpp.
export interface Exports {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(pointer: number): void;
  _initialize(): void;
  __indirect_function_table: WebAssembly.Table;
}

/// Compiles what is at `url`, while it arrives if the host allows.
export async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // Some plain hosts do not know the type, and then streaming is refused.
  return response.headers.get('content-type')?.startsWith('application/wasm') ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/// The functions that the first frame does not call. They are fetched after it; a call that is earlier waits for them.
export class LaterPart {
  private readonly url_: string;
  private module_: WebAssembly.Module | undefined;
  private loading_: Promise<WebAssembly.Module> | undefined;

  /// `url` may be relative to `base`, the address of the script.
  constructor(url: string, base: string) {
    this.url_ = new URL(url, base).href;
  }

  get module(): WebAssembly.Module | undefined {
    return this.module_;
  }
  set module(module: WebAssembly.Module | undefined) {
    this.module_ ??= module;
  }

  load(): Promise<WebAssembly.Module> {
    this.loading_ ??= compile(this.url_).then(part => this.module_ ??= part, (problem: unknown) => {
      this.loading_ = undefined;
      throw problem;
    });
    return this.loading_;
  }

  /// For a call in the middle of C++, which cannot wait for a promise.
  load_now(): WebAssembly.Module {
    if (this.module_) return this.module_;
    const request = new XMLHttpRequest();
    request.open('GET', this.url_, false);
    // A page may ask for text only: this one has a byte in every character's lower half.
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new Error(`${this.url_}: ${request.status}`);
    return this.module_ = new WebAssembly.Module(Uint8Array.from(request.responseText, letter => letter.charCodeAt(0) & 0xff));
  }
}

/// The module's memory, seen anew when it has grown: never keep a view over a call into the module.
export class Memory {
  private view_ = new DataView(new ArrayBuffer(0));
  private bytes_ = new Uint8Array();
  exports: Exports | undefined;

  get view(): DataView {
    this.refresh_();
    return this.view_;
  }
  get bytes(): Uint8Array<ArrayBuffer> {
    this.refresh_();
    return this.bytes_ as Uint8Array<ArrayBuffer>;
  }
  text(pointer: number, length: number): string {
    return new TextDecoder().decode(this.bytes.subarray(pointer, pointer + length));
  }
  /// Copies bytes in for the time of one call.
  lend<R>(bytes: Uint8Array, use: (pointer: number, size: number) => R): R {
    const { malloc, free } = this.exports!;
    const pointer = malloc(bytes.length || 1);
    this.bytes.set(bytes, pointer);
    try {
      return use(pointer, bytes.length);
    } finally {
      free(pointer);
    }
  }
  private refresh_(): void {
    const buffer = this.exports?.memory.buffer;
    if (!buffer || this.view_.buffer === buffer) return;
    this.view_ = new DataView(buffer);
    this.bytes_ = new Uint8Array(buffer);
  }
}

/// Makes an instance whose memory `memory` shows; the imports may use `memory` from their first call on.
export async function instantiate<E extends Exports>(module: WebAssembly.Module, memory: Memory, imports: Imports, later?: LaterPart): Promise<E> {
  // The C library of a module without files still names these; only an abort message ever reaches fd_write.
  const system: Imports = {
    fd_close: () => 0,
    fd_seek: () => 0,
    fd_write: (_file: number, vectors: number, count: number, written: number) => {
      let text = '', total = 0;
      for (let i = 0; i < count; i++) {
        const length = memory.view.getUint32(vectors + 8 * i + 4, true);
        text += memory.text(memory.view.getUint32(vectors + 8 * i, true), length);
        total += length;
      }
      console.error(text);
      memory.view.setUint32(written, total, true);
      return 0;
    },
    emscripten_notify_memory_growth: () => {},
  };
  let exports: E;
  /// Stands for a function of the later part until that has put its own functions into the table.
  const placeholder = (index: number) => (...values: unknown[]): unknown => {
    new WebAssembly.Instance(later!.load_now(), { first: exports as unknown as WebAssembly.ModuleImports });
    return (exports.__indirect_function_table.get(index) as (...values: unknown[]) => unknown)(...values);
  };
  const all: WebAssembly.Imports = {};
  for (const { module: group, name } of WebAssembly.Module.imports(module)) {
    if (group.startsWith('later')) {
      (all[group] ??= {})[name] = placeholder(Number(name));
      continue;
    }
    (all[group] ??= {})[name] = imports[name] ?? (group === 'unrepeat' ? undefined : system[name]) ??
      (() => { throw new Error(`${group}.${name} is not available in this instance`); });
  }
  exports = (await WebAssembly.instantiate(module, all)).exports as unknown as E;
  memory.exports = exports;
  exports._initialize();
  return exports;
}
