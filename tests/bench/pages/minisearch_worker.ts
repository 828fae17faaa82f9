// As the app searches: every word may be a beginning, all must be there, case and accents do not count, a title weighs eight times, and the
// best sixty are answered. Where the words stand is not found, which the app's answer has.
import MiniSearch from 'minisearch';

type Texts = { id: string; title: string; body: string };

const index = new MiniSearch<Texts>({
  fields: ['title', 'body'],
  storeFields: ['title'],
  processTerm: term => term.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() || null,
  searchOptions: { prefix: true, combineWith: 'AND', boost: { title: 8 } },
});

onmessage = async ({ data }: MessageEvent<{ files: string[] } | { text: string }>) => {
  if ('text' in data) {
    const found = index.search(data.text);
    postMessage({ total: found.length, rows: found.slice(0, 60).map(({ id, title }) => ({ id: id as string, title: title as string })) });
    return;
  }
  let build_ms = 0;
  for (const file of data.files) {
    const texts = (await (await fetch(file)).json()) as Texts[];
    const start = performance.now();
    index.addAll(texts);
    build_ms += performance.now() - start;
  }
  postMessage({ count: index.documentCount, build_ms });
};
