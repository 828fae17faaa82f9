// The second copy of what the library has not acknowledged yet, in IndexedDB: another path to the disk than the worker's.
// Written on every input, removed by the acknowledgement, sent again by another page only when the one that wrote it is gone.
import { library_name } from './library_name.ts';

interface Draft {
  /// The operation that will save it.
  key: string;
  /// The request that saves it, as it would have been sent.
  bytes: Uint8Array<ArrayBuffer>;
  /// Whose it is: the Web Lock that page holds as long as it lives.
  page: string;
}

const store = 'draft';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/// Without IndexedDB (some private windows) nothing is kept and nothing fails: it is the second copy.
export class Drafts {
  private database_: IDBDatabase | undefined;
  private readonly page_ = `${library_name}/page/${crypto.randomUUID()}`;
  /// Pages whose end is waited for.
  private readonly awaited_ = new Set<string>();

  async open(): Promise<void> {
    // Another page may not take what this one is still to send.
    await new Promise<void>(resolve => void navigator.locks.request(this.page_, () => {
      resolve();
      return new Promise(() => {});
    }));
    try {
      const opening = indexedDB.open(library_name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(store, { keyPath: 'key' });
      this.database_ = await done(opening);
    } catch {
      // The library remains.
    }
  }

  /// Gives `take` what pages that are gone left behind, and later what others leave when they go, in the order it was written.
  async find_left_behind(take: (request: Uint8Array) => void): Promise<void> {
    const pages = new Set((await this.all_()).map(draft => draft.page));
    for (const page of pages) {
      if (page === this.page_) continue;
      const take_all = async (): Promise<void> => {
        for (const draft of await this.all_()) if (draft.page === page) take(draft.bytes);
      };
      const is_gone = await navigator.locks.request(page, { ifAvailable: true }, async lock => {
        if (lock) await take_all();
        return lock !== null;
      });
      if (is_gone || this.awaited_.has(page)) continue;
      this.awaited_.add(page);
      void navigator.locks.request(page, () => {
        this.awaited_.delete(page);
        return take_all();
      });
    }
  }

  /// Queues it at once, in place of what the key had before.
  put(key: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.change_(drafts => drafts.put({ key, bytes, page: this.page_ } satisfies Draft));
  }

  /// The library has it.
  remove(key: string): void {
    this.change_(drafts => drafts.delete(key));
  }

  /// By key: operations are named in the order of time.
  private async all_(): Promise<Draft[]> {
    try {
      return this.database_ ? await done(this.database_.transaction(store).objectStore(store).getAll() as IDBRequest<Draft[]>) : [];
    } catch {
      return [];
    }
  }

  private change_(change: (drafts: IDBObjectStore) => void): void {
    try {
      const transaction = this.database_?.transaction(store, 'readwrite');
      if (!transaction) return;
      change(transaction.objectStore(store));
      // Do not wait for other work of the page before it is written.
      transaction.commit();
    } catch {
      // The browser closed the database (space, private window): the library remains.
    }
  }
}
