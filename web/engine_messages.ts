// What page and worker post to each other. The bytes of requests and answers are the C++ protocol's (core/engine/protocol.hpp), never read here.

export type ToEngine =
  /// The first message: the page's own compiled module, and its later part if that is there.
  | { kind: 'start'; module: WebAssembly.Module; later_part: WebAssembly.Module | undefined }
  | { kind: 'later_part'; module: WebAssembly.Module }
  | { kind: 'request'; id: number; bytes: Uint8Array<ArrayBuffer> }
  /// The person wants the library in this tab.
  | { kind: 'use_here' }
  /// Everything the page still had to save has been sent: the library may go.
  | { kind: 'release' };

export type FromEngine =
  /// The worker holds this Web Lock as long as it lives.
  | { kind: 'alive'; lock: string }
  | { kind: 'open'; storage: 'on_disk' }
  /// The browser refused storage: everything works, and is gone with the page.
  | { kind: 'open'; storage: 'in_memory'; why: string }
  /// Another tab has the library; this one waits for it.
  | { kind: 'elsewhere' }
  /// Another tab asks for the library: send what is not saved yet, then `release`.
  | { kind: 'releasing' }
  | { kind: 'released' }
  | { kind: 'failed'; why: string }
  | { kind: 'answer'; id: number; bytes: Uint8Array<ArrayBuffer>; is_last: boolean };
