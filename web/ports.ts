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
  page_leaves_out(path: number, size: number): number;
  page_files_coming(they_begin: number, done: number, total: number): number;
  page_file(name: number, name_size: number, bytes: number, byte_count: number, size: number, is_folder: number, left_out: number): void;
  page_files_forget(): void;
  page_takes_pasted(): number;
  page_pasted(words: number, size: number, is_given: number): void;
  page_files_end(are_examples: number): void;
  page_copied(outcome: number): void;
  page_flush(): void;
}

/// In the order of shell/workspace.hpp, `LibraryState`.
const states: EngineState['kind'][] = ['starting', 'on_disk', 'in_memory', 'elsewhere', 'failed'];
/// As core/import/importer.hpp and archive.hpp: of what is larger only the beginning is read, which says what it is.
const most_bytes = 64 * 1024 * 1024;
const most_archive_bytes = 128 * 1024 * 1024;
const beginning_bytes = 8;
const large_bytes = 16 * 1024 * 1024;
/// One more than are taken: then it is known that there are more.
const most_files = 100_001;
const deepest = 32;
/// How often it is said how far the reading of a folder is.
const told_every_ms = 50;

interface IncomingFile {
  name: string;
  file: Blob;
}
/// Its files follow it.
interface IncomingFolder {
  name: string;
  files: number;
  left_out: number;
}
type Incoming = IncomingFile | IncomingFolder;
/// In the order of shell/ports.hpp, `FileChoice`.
const choices = ['any', 'folder', 'images'] as const;
/// As shell/ports.hpp, `CopyOutcome`.
const copy_outcome = { refused: 0, copied: 1, no_picture: 2, picture_copied: 3, picture_saved: 4 } as const;

const is_archive = (bytes: Uint8Array): boolean => (bytes[0] === 0x50 && bytes[1] === 0x4B) || (bytes[0] === 0x1F && bytes[1] === 0x8B);
const file_of = (entry: FileSystemFileEntry): Promise<File> => new Promise((give, refuse) => entry.file(give, refuse));

/// All entries: the browser gives a hundred at a time.
async function entries_in(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((give, refuse) => reader.readEntries(give, refuse));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

export class PagePorts {
  private shell_: PortExports | undefined;
  private engine_: EngineClient | undefined;
  private readonly drafts_ = new Drafts();
  private wake_: () => void = () => {};
  /// What is to be told of the engine's state waits for what was told before.
  private told_: Promise<void> | undefined;
  private tasks_ = 0;
  /// When the files that came before are handed over.
  private taken_: Promise<void> = Promise.resolve();

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
      files_choose: (what: number) => this.choose_(choices[what]!),
      files_have_folders: () => Number('webkitdirectory' in HTMLInputElement.prototype),
      words_can_be_pasted: () => Number(typeof navigator.clipboard?.read === 'function'),
      words_paste: () => void this.during_(this.paste_words_()),
      file_offer: (name: number, name_size: number, type: number, type_size: number, pointer: number, size: number) => {
        this.offer_(this.memory_.text(name, name_size), this.memory_.text(type, type_size), this.copy_(pointer, size));
      },
      file_share: (name: number, name_size: number, type: number, type_size: number, pointer: number, size: number) => {
        void this.during_(this.share_(this.memory_.text(name, name_size), this.memory_.text(type, type_size), this.copy_(pointer, size)));
      },
      words_copy: (pointer: number, size: number) => void this.during_(this.copy_words_(this.memory_.text(pointer, size))),
      picture_copy: (name: number, name_size: number) => void this.during_(this.copy_picture_(this.memory_.text(name, name_size))),
      examples_fetch: () => this.take_(() => this.fetch_examples_(), true),
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

  /// One lot after another, so that none gets into another's.
  private take_(gather: () => Promise<Incoming[] | undefined>, are_examples = false): void {
    const task = async (): Promise<void> => {
      const all = await gather();
      if (!all || !await this.hand_over_(all)) return this.shell_!.page_files_forget();
      this.shell_!.page_files_end(Number(are_examples));
      this.wake_();
    };
    this.taken_ = this.during_(this.taken_.then(task, task));
  }

  /// Whether they are still waited for.
  private async hand_over_(all: Incoming[]): Promise<boolean> {
    const encoder = new TextEncoder();
    let room = most_archive_bytes;
    let told = performance.now();
    const has_folders = all.some(one => 'files' in one);
    // Larger than any image: it takes a while until it is with the engine, and until then it is seen to be on its way.
    const is_large = all.some(one => 'file' in one && one.file.size > large_bytes && one.file.size <= most_archive_bytes);
    if (is_large && !has_folders) this.tell_coming_(true, 0, all.length);
    for (const [done, one] of all.entries()) {
      if (has_folders && performance.now() - told > told_every_ms) {
        told = performance.now();
        if (!this.tell_coming_(false, done, all.length)) return false;
      }
      let bytes = new Uint8Array();
      if ('file' in one) {
        bytes = await this.read_(one.file, room);
        room -= bytes.length;
      }
      const size = 'file' in one ? one.file.size : one.files;
      const left_out = 'file' in one ? 0 : one.left_out;
      this.memory_.lend(encoder.encode(one.name), (name, name_size) => this.memory_.lend(bytes, (pointer, count) =>
        this.shell_!.page_file(name, name_size, pointer, count, size, Number('files' in one), left_out)));
    }
    return true;
  }

  /// The whole, or the beginning of what is too large, or nothing of what cannot be read any more.
  private async read_(file: Blob, room: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const bytes = new Uint8Array(await file.slice(0, beginning_bytes).arrayBuffer());
      const is_read = file.size <= room && file.size <= (is_archive(bytes) ? most_archive_bytes : most_bytes);
      return is_read ? new Uint8Array(await file.arrayBuffer()) : bytes;
    } catch {
      return new Uint8Array();
    }
  }

  private tell_coming_(they_begin: boolean, done: number, total: number): boolean {
    const is_awaited = this.shell_!.page_files_coming(Number(they_begin), done, total) !== 0;
    this.wake_();
    return is_awaited;
  }

  private leaves_out_(path: string): 'no' | 'counted' | 'unseen' {
    let kind = 0;
    this.memory_.lend(new TextEncoder().encode(path), (pointer, size) => { kind = this.shell_!.page_leaves_out(pointer, size); });
    return (['no', 'counted', 'unseen'] as const)[kind]!;
  }

  /// What was dropped, each folder with all that is in it. Nothing: nobody waits for it any more.
  private async gather_(dropped: (File | FileSystemDirectoryEntry)[]): Promise<Incoming[] | undefined> {
    const all: Incoming[] = [];
    let told = performance.now();
    if (!dropped.every(one => one instanceof File)) this.tell_coming_(true, 0, 0);
    for (const one of dropped) {
      if (one instanceof File) {
        all.push({ name: one.name, file: one });
        continue;
      }
      const folder: IncomingFolder = { name: one.name, files: 0, left_out: 0 };
      all.push(folder);
      const waiting: { entry: FileSystemEntry; depth: number }[] = [{ entry: one, depth: 0 }];
      for (let next = waiting.pop(); next && folder.files < most_files; next = waiting.pop()) {
        const { entry, depth } = next;
        if (performance.now() - told > told_every_ms) {
          told = performance.now();
          if (!this.tell_coming_(false, 0, 0)) return undefined;
        }
        const kind = depth === 0 ? 'no' : this.leaves_out_(entry.name);
        if (kind !== 'no' || depth > deepest) {
          folder.left_out += Number(kind !== 'unseen');
          continue;
        }
        try {
          if (entry.isDirectory) {
            const children = await entries_in(entry as FileSystemDirectoryEntry);
            waiting.push(...children.reverse().map(child => ({ entry: child, depth: depth + 1 })));
          } else {
            all.push({ name: entry.fullPath.slice(1), file: await file_of(entry as FileSystemFileEntry) });
            folder.files++;
          }
        } catch {
          folder.left_out++;
        }
      }
      if (folder.files === most_files) all.pop();
    }
    return all;
  }

  private choose_(what: typeof choices[number]): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = what === 'folder';
    if (what === 'images') input.accept = 'image/png,image/jpeg,image/webp';
    input.addEventListener('change', () => {
      const files = [...input.files ?? []];
      this.take_(async () => (what === 'folder' ? this.of_folder_(files) : files.map(file => ({ name: file.name, file }))));
    });
    input.click();
  }

  /// A folder that was chosen comes as its files.
  private of_folder_(files: File[]): Incoming[] {
    if (files.length === 0) return [];
    const folder: IncomingFolder = { name: files[0]!.webkitRelativePath.split('/')[0]!, files: 0, left_out: 0 };
    const all: Incoming[] = [folder];
    files.sort((a, b) => (a.webkitRelativePath < b.webkitRelativePath ? -1 : 1));
    for (const file of files) {
      const kind = this.leaves_out_(file.webkitRelativePath.slice(folder.name.length + 1));
      if (kind !== 'no') {
        folder.left_out += Number(kind === 'counted');
      } else if (++folder.files < most_files) {
        all.push({ name: file.webkitRelativePath, file });
      } else {
        break;
      }
    }
    this.tell_coming_(true, 0, all.length);
    return all;
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
    this.shell_!.page_copied(is_copied ? copy_outcome.copied : copy_outcome.refused);
    this.wake_();
  }

  /// What is on the canvas at the moment of the call: the page is painted over it in the same frame.
  private async copy_picture_(name: string): Promise<void> {
    const page = document.querySelector('canvas')!;
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [page.width, page.height];
    copy.getContext('2d')?.drawImage(page, 0, 0);
    const made = new Promise<Blob>((done, failed) => copy.toBlob(blob => blob ? done(blob) : failed(new Error('The canvas gave no picture.')), 'image/png'));
    let outcome: number = copy_outcome.no_picture;
    try {
      // What is still being made may be promised: the press that allows it stays fresh only for a moment.
      const is_copied = typeof ClipboardItem === 'function'
        && await navigator.clipboard.write([new ClipboardItem({ 'image/png': made })]).then(() => true, () => false);
      if (!is_copied) this.offer_(name, 'image/png', new Uint8Array(await (await made).arrayBuffer()));
      outcome = is_copied ? copy_outcome.picture_copied : copy_outcome.picture_saved;
    } catch {
      // Said below.
    }
    this.shell_!.page_copied(outcome);
    this.wake_();
  }

  private async paste_words_(): Promise<void> {
    try {
      const plain = 'text/plain';
      const item = (await navigator.clipboard.read()).find(one => one.types.includes(plain));
      this.give_pasted_(item ? await (await item.getType(plain)).text() : '');
    } catch {
      this.give_pasted_(undefined);
    }
  }

  private give_pasted_(words: string | undefined): void {
    this.memory_.lend(new TextEncoder().encode(words ?? ''), (pointer, size) =>
      this.shell_!.page_pasted(pointer, size, Number(words !== undefined)));
    this.wake_();
  }

  private async fetch_examples_(): Promise<Incoming[]> {
    try {
      return await Promise.all(sample_files.map(async name => {
        const response = await fetch(`samples/${name}`);
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return { name, file: await response.blob() };
      }));
    } catch {
      return [];
    }
  }

  /// Files may be pasted anywhere, and words where they are evidence. What comes with words is words where somebody writes, and where words
  /// are taken: a table, say, that is also an image.
  private follow_pastes_(): void {
    addEventListener('paste', event => {
      const files = [...event.clipboardData?.files ?? []];
      const words = event.clipboardData?.getData('text/plain') ?? '';
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) {
        if (files.length === 0 || event.clipboardData!.types.includes('text/plain')) return;
      } else if (words !== '' && files.every(file => file.type.startsWith('image/')) && this.shell_!.page_takes_pasted()) {
        event.preventDefault();
        return this.give_pasted_(words);
      }
      if (files.length === 0) return;
      event.preventDefault();
      this.take_(async () => files.map(file => ({ name: file.name, file })));
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
      const dropped = items.flatMap(item => {
        const entry = item.webkitGetAsEntry();
        const one = entry?.isDirectory ? entry as FileSystemDirectoryEntry : item.getAsFile();
        return one ? [one] : [];
      });
      this.take_(() => this.gather_(dropped));
    });
  }
}
