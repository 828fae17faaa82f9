// The page of the store's contract: starts its worker the way the app does.
import { start_worker } from '../../../web/start_worker.ts';

Object.assign(globalThis, {
  run_contract: () =>
    new Promise((resolve, reject) => {
      const worker = start_worker('worker.js');
      worker.onmessage = event => resolve(event.data);
      worker.onerror = event => reject(new Error(event.message));
    }),
});
