// The second copy of what the library has not acknowledged yet, in IndexedDB: another path to the disk than the worker's.
// Written on every input, removed by the acknowledgement, listed when the page starts.
import { library_name } from './library_name.ts';

export interface Draft {
  /// The operation that will save it.
  key: string;
  /// The request that saves it, as it would have been sent.
  bytes: Uint8Array<ArrayBuffer>;
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

  /// The drafts that an earlier page left behind: what its library never acknowledged.
  async open(): Promise<Draft[]> {
    try {
      const opening = indexedDB.open(library_name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(store, { keyPath: 'key' });
      this.database_ = await done(opening);
      return await done(this.database_.transaction(store).objectStore(store).getAll() as IDBRequest<Draft[]>);
    } catch {
      return [];
    }
  }

  /// Queues it at once, in place of what the key had before.
  put(draft: Draft): void {
    this.change_(drafts => drafts.put(draft));
  }

  /// The library has it.
  remove(key: string): void {
    this.change_(drafts => drafts.delete(key));
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
