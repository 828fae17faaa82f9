// What the app asks for on the page (shell/ports.hpp): the engine, the second copies, files, the clock. Answers go back through page_*.
import { files as sample_files } from 'samples';

import { Drafts } from './drafts.ts';
import { EngineClient, type EngineState } from './engine_client.ts';
import type { Exports, Imports, LaterPart, Memory } from './module.ts';
import { time_zone_imports } from './time_zones.ts';

export interface PortExports extends Exports {
  page_library(state: number, trouble: number, size: number): void;
  page_answer(id: number, bytes: number, size: number, is_last: number): void;
  page_left_behind(bytes: number, size: number): void;
  page_file(name: number, name_size: number, bytes: number, byte_count: number, size: number, is_folder: number): void;
  page_files_end(are_examples: number): void;
  page_copied(is_copied: number): void;
  page_flush(): void;
}

/// In the order of shell/workspace.hpp, `LibraryState`.
const states: EngineState['kind'][] = ['starting', 'on_disk', 'in_memory', 'elsewhere', 'failed'];
/// As core/import/importer.hpp: what is larger is not read, only named.
const most_bytes = 64 * 1024 * 1024;

interface IncomingFile {
  name: string;
  size: number;
  is_folder: boolean;
  read(): Promise<ArrayBuffer>;
}

export class PagePorts {
  private shell_: PortExports | undefined;
  private engine_: EngineClient | undefined;
  private readonly drafts_ = new Drafts();
  private wake_: () => void = () => {};
  /// What is to be told of the engine's state waits for what was told before.
  private told_: Promise<void> | undefined;
  private tasks_ = 0;

  constructor(private readonly memory_: Memory, private readonly later_: LaterPart) {}

  /// Whether something is under way that the app will hear of: the start, an answer of the engine, a file that is read.
  get is_at_work(): boolean {
    return this.tasks_ > 0 || this.engine_ === undefined || this.engine_.is_at_work;
  }

  private async during_(task: Promise<void>): Promise<void> {
    this.tasks_++;
    await task.finally(() => { this.tasks_--; });
  }

  /// A getter: as a field it would be made before the constructor has set `memory_`.
  get imports(): Imports {
    return {
      clock_now: () => Date.now(),
      random_bytes: (pointer: number, size: number) => {
        crypto.getRandomValues(this.memory_.bytes.subarray(pointer, pointer + size));
      },
      engine_send: (id: number, pointer: number, size: number, is_answered: number) => {
        this.engine_?.send(id, this.copy_(pointer, size), is_answered !== 0);
      },
      engine_use_here: () => this.engine_?.use_here(),
      engine_restart: () => this.engine_?.restart(),
      draft_keep: (key: number, key_size: number, pointer: number, size: number) => {
        this.drafts_.put(this.memory_.text(key, key_size), this.copy_(pointer, size));
      },
      draft_drop: (key: number, key_size: number) => this.drafts_.remove(this.memory_.text(key, key_size)),
      files_choose: (are_images: number) => this.choose_(are_images !== 0),
      file_offer: (name: number, name_size: number, type: number, type_size: number, pointer: number, size: number) => {
        this.offer_(this.memory_.text(name, name_size), this.memory_.text(type, type_size), this.copy_(pointer, size));
      },
      file_share: (name: number, name_size: number, type: number, type_size: number, pointer: number, size: number) => {
        void this.during_(this.share_(this.memory_.text(name, name_size), this.memory_.text(type, type_size), this.copy_(pointer, size)));
      },
      words_copy: (pointer: number, size: number) => void this.during_(this.copy_words_(this.memory_.text(pointer, size))),
      examples_fetch: () => void this.during_(this.fetch_examples_()),
      ...time_zone_imports(this.memory_),
    };
  }

  /// Once the app is there: gives it the engine.
  start(shell: PortExports, module: WebAssembly.Module, host: HTMLElement, wake: () => void): void {
    this.shell_ = shell;
    this.wake_ = wake;
    this.follow_drops_(host);
    this.follow_pastes_();
    this.told_ = this.drafts_.open();
    this.engine_ = new EngineClient(module, this.later_, {
      state: state => { this.told_ = this.told_ && this.during_(this.told_.then(() => this.report_state_(state))); },
      answer: (id, bytes, is_last) => {
        this.memory_.lend(bytes, (pointer, size) => shell.page_answer(id, pointer, size, Number(is_last)));
        wake();
        if (!this.later_.module) this.load_later_part_();
      },
      releasing: () => shell.page_flush(),
    });
  }

  /// Once the library is on the screen, or cannot be: when a frame was drawn and nothing is asked for any more.
  private load_later_part_(): void {
    requestAnimationFrame(() => setTimeout(() => {
      if (this.later_.module || this.engine_!.is_asked) return;
      // Without it now, a call fetches it again.
      this.later_.load().then(part => this.engine_!.give_later_part(part), () => {});
    }));
  }

  private copy_(pointer: number, size: number): Uint8Array<ArrayBuffer> {
    return this.memory_.bytes.slice(pointer, pointer + size);
  }

  private async report_state_(state: EngineState): Promise<void> {
    // Only a library on disk keeps what was left behind; in one in memory it would be gone with the page.
    if (state.kind === 'on_disk') await this.drafts_.find_left_behind(request => this.take_left_behind_(request));
    const trouble = new TextEncoder().encode('why' in state ? state.why : '');
    this.memory_.lend(trouble, (pointer, size) => this.shell_!.page_library(states.indexOf(state.kind), pointer, size));
    this.wake_();
    if (state.kind === 'elsewhere' || state.kind === 'failed') this.load_later_part_();
  }

  /// Later than the library came here it may be elsewhere again; then whoever has it takes it.
  private take_left_behind_(request: Uint8Array): void {
    if (this.engine_!.state.kind !== 'on_disk') return;
    this.memory_.lend(request, (pointer, size) => this.shell_!.page_left_behind(pointer, size));
    this.wake_();
  }

  private async take_(files: IncomingFile[], are_examples: boolean): Promise<void> {
    const encoder = new TextEncoder();
    for (const file of files) {
      let bytes = new Uint8Array();
      let is_folder = file.is_folder;
      if (!is_folder && file.size <= most_bytes) {
        try {
          bytes = new Uint8Array(await file.read());
        } catch {
          // A folder that the browser gave as a file cannot be read.
          is_folder = true;
        }
      }
      this.memory_.lend(encoder.encode(file.name), (name, name_size) => this.memory_.lend(bytes, (pointer, size) =>
        this.shell_!.page_file(name, name_size, pointer, size, file.size, Number(is_folder))));
    }
    this.shell_!.page_files_end(Number(are_examples));
    this.wake_();
  }

  private static incoming_(file: File, is_folder = false): IncomingFile {
    return { name: file.name, size: file.size, is_folder, read: () => file.arrayBuffer() };
  }

  private choose_(are_images: boolean): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    if (are_images) input.accept = 'image/png,image/jpeg,image/webp';
    input.addEventListener('change', () => {
      void this.during_(this.take_([...input.files ?? []].map(file => PagePorts.incoming_(file)), false));
    });
    input.click();
  }

  private offer_(name: string, media_type: string, bytes: Uint8Array<ArrayBuffer>): void {
    const url = URL.createObjectURL(new Blob([bytes], { type: media_type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download has read it by then; an address that is never revoked keeps its bytes for as long as the page lives.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  /// Only where fingers are: with a mouse a file is what is wanted.
  private async share_(name: string, media_type: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    // Some browsers share only what they know to be text; Unrepeat reads it under this name too.
    const files = [new File([bytes], name, { type: media_type }), new File([bytes], `${name}.txt`, { type: 'text/plain' })];
    const file = matchMedia('(pointer: coarse)').matches && files.find(one => navigator.canShare?.({ files: [one] }));
    if (!file) return this.offer_(name, media_type, bytes);
    try {
      await navigator.share({ files: [file] });
    } catch (error) {
      // Putting the sheet away is an answer; everything else is not.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.offer_(name, media_type, bytes);
    }
  }

  private async copy_words_(words: string): Promise<void> {
    const is_copied = await navigator.clipboard.writeText(words).then(() => true, () => false);
    this.shell_!.page_copied(Number(is_copied));
    this.wake_();
  }

  private async fetch_examples_(): Promise<void> {
    try {
      const fetched = await Promise.all(sample_files.map(async name => {
        const response = await fetch(`samples/${name}`);
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        const bytes = await response.arrayBuffer();
        return { name, size: bytes.byteLength, is_folder: false, read: async () => bytes };
      }));
      await this.take_(fetched, true);
    } catch {
      await this.take_([], true);
    }
  }

  /// Files may be pasted anywhere, too. What comes with words is words where somebody writes: a table, say, that is also an image.
  private follow_pastes_(): void {
    addEventListener('paste', event => {
      const files = [...event.clipboardData?.files ?? []];
      const is_written = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (files.length === 0 || (is_written && event.clipboardData!.types.includes('text/plain'))) return;
      event.preventDefault();
      void this.during_(this.take_(files.map(file => PagePorts.incoming_(file)), false));
    });
  }

  /// Files may be dropped anywhere; the app goes to Import by itself.
  private follow_drops_(host: HTMLElement): void {
    addEventListener('dragover', event => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      host.classList.add('is-dropping');
    });
    addEventListener('dragleave', event => { if (!event.relatedTarget) host.classList.remove('is-dropping'); });
    addEventListener('drop', event => {
      host.classList.remove('is-dropping');
      const items = [...event.dataTransfer?.items ?? []].filter(item => item.kind === 'file');
      if (items.length === 0) return;
      event.preventDefault();
      // Both must be asked for before the event is over.
      const files = items.map(item => ({ file: item.getAsFile(), is_folder: item.webkitGetAsEntry()?.isDirectory ?? false }));
      void this.during_(this.take_(files.flatMap(({ file, is_folder }) => file ? [PagePorts.incoming_(file, is_folder)] : []), false));
    });
  }
}
