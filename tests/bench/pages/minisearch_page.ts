// MiniSearch where the app has its engine: in a worker, asked by messages.
const worker = new Worker('minisearch_worker.js', { type: 'module' });
const answer = () => new Promise<unknown>(resolve => worker.addEventListener('message', ({ data }) => resolve(data), { once: true }));
const asked = (message: unknown) => {
  const answered = answer();
  worker.postMessage(message);
  return answered;
};

Object.assign(globalThis, {
  minisearch: {
    /// Reads `{id, title, body}` from files and indexes them: how many there are and how many milliseconds the index took.
    build: (files: string[]) => asked({ files }),
    /// One text after another, `pause_ms` between them: how many there are of each and how long the answer took.
    async search(texts: string[], pause_ms: number): Promise<{ ms: number; total: number }[]> {
      const found = [];
      for (const text of texts) {
        await new Promise(resolve => setTimeout(resolve, pause_ms));
        const start = performance.now();
        const { total } = (await asked({ text })) as { total: number };
        found.push({ ms: performance.now() - start, total });
      }
      return found;
    },
  },
});
