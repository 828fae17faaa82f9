// Runs in the page before the app and notes when things happen there; the app knows nothing of it.

/** Notes, in `globalThis.bench`, the time of the first useful frame and of the shown library, every request to the engine, every key. */
export function watch_page({ empty_title }) {
  const bench = { first_frame: undefined, library_shown: undefined, requests: [], keys: [] };
  globalThis.bench = bench;

  // The elements change in the animation frame that draws them.
  const observer = new MutationObserver(() => {
    const now = performance.now();
    if (document.querySelector('#mirror h1')) bench.first_frame ??= now;
    if (document.querySelector('#mirror [role=row] a') || [...document.querySelectorAll('#mirror .n')].some((node) => node.textContent === empty_title)) {
      bench.library_shown = now;
      observer.disconnect();
    }
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });

  const by_id = new Map();
  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener('message', ({ data }) => {
        if (data?.kind !== 'answer' || !data.is_last) return;
        const request = by_id.get(data.id);
        if (!request) return;
        request.answered = performance.now();
        bench.answered?.(request);
      });
    }
    postMessage(message, ...rest) {
      if (message?.kind === 'request') {
        // The message's type is a name near its start.
        const [name] = String.fromCharCode(...message.bytes.subarray(0, 60)).match(/[a-z]+_[a-z_]+/) ?? [''];
        const request = { name, size: message.bytes.length, sent: performance.now() };
        by_id.set(message.id, request);
        bench.requests.push(request);
      }
      super.postMessage(message, ...rest);
    }
  };

  // `timeStamp` is when the browser got the key, before the page was told.
  let pressed = 0;
  addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { capture: true });
  addEventListener('input', () => bench.keys.push({ pressed, heard: performance.now() }), { capture: true });
}

/** For every key: milliseconds from the press until the first save that holds it was acknowledged. */
export function commit_times({ keys, requests }) {
  const saves = requests.filter(({ name, answered }) => name === 'save_change' && answered !== undefined);
  return keys.map(({ pressed, heard }) => {
    const save = saves.find(({ sent }) => sent >= heard);
    if (!save) throw new Error('a key was never saved');
    return save.answered - pressed;
  });
}
