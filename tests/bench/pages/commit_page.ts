// The least that a durable key press can cost here: page → worker → one row on OPFS → page, with the app's own pragmas.
const worker = new Worker('commit_worker.js', { type: 'module' });
const answer = () => new Promise(resolve => worker.addEventListener('message', resolve, { once: true }));
await answer();

Object.assign(globalThis, {
  /// How long each of `count` commits of `size` letters took, one every `pause_ms`.
  async commit(count: number, size: number, pause_ms: number): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < count; ++i) {
      await new Promise(resolve => setTimeout(resolve, pause_ms));
      const start = performance.now();
      worker.postMessage(String(i).padEnd(size, 'x'));
      await answer();
      times.push(performance.now() - start);
    }
    return times;
  },
});
