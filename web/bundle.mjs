// Makes build/web/dist/: everything a static host needs, with relative URLs only.
import { readFileSync, readdirSync, mkdirSync, copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const project = fileURLToPath(new URL('..', import.meta.url));
const dist = `${project}build/web/dist`;

/// The outline of one element of an SVG as path text.
function path_of([tag, a]) {
  const n = Object.fromEntries(Object.entries(a).map(([key, value]) => [key, Number(value)]));
  switch (tag) {
    case 'path': return `M0 0${a.d}`;  // It may begin with a relative move, which must not follow the element before it.
    case 'line': return `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`;
    case 'polyline': return `M${a.points}`;
    case 'polygon': return `M${a.points}Z`;
    case 'circle': return `M${n.cx - n.r} ${n.cy}a${n.r} ${n.r} 0 1 0 ${2 * n.r} 0a${n.r} ${n.r} 0 1 0 ${-2 * n.r} 0Z`;
    case 'ellipse': return `M${n.cx - n.rx} ${n.cy}a${n.rx} ${n.ry} 0 1 0 ${2 * n.rx} 0a${n.rx} ${n.ry} 0 1 0 ${-2 * n.rx} 0Z`;
    case 'rect': {
      const { x = 0, y = 0, width, height } = n, r = n.rx || n.ry || 0;
      const corner = (dx, dy) => r ? `a${r} ${r} 0 0 1 ${dx * r} ${dy * r}` : '';
      return `M${x + r} ${y}h${width - 2 * r}${corner(1, 1)}v${height - 2 * r}${corner(-1, 1)}h${2 * r - width}${corner(-1, -1)}v${2 * r - height}${corner(1, -1)}Z`;
    }
    default: throw new Error(`an icon has a <${tag}>, which is not known here`);
  }
}

/// The module 'icons': the outlines of assets/icons.def, in its order.
function icons() {
  const drawings = JSON.parse(readFileSync(`${project}node_modules/lucide-static/icon-nodes.json`, 'utf8'));
  const lines = [...readFileSync(`${project}assets/icons.def`, 'utf8').matchAll(/^ICON\((\w+), 0x(\w+)\)/gm)];
  const outlines = lines.map(([, name, code_point], i) => {
    const drawing = drawings[name.replaceAll('_', '-')];
    if (!drawing) throw new Error(`assets/icons.def: Lucide has no icon named ${name}`);
    if (parseInt(code_point, 16) !== 0xe000 + i) throw new Error(`assets/icons.def: ${name} is not the next code point`);
    return drawing.map(path_of).join('');
  });
  return { outlines };
}

/// The module 'sentences': those that are needed where there is no app.
function sentences() {
  const lines = readFileSync(`${project}assets/strings/page.def`, 'utf8').matchAll(/^TEXT\((\w+), ("[^"]*"), ("[^"]*")\)/gm);
  return { sentences: Object.fromEntries([...lines].map(([, name, ...texts]) => [name, texts.map((text) => JSON.parse(text))])) };
}

/// The module 'samples': the files of the sample library, in the order of their names.
function samples() {
  return { files: readdirSync(`${project}assets/samples`).filter(name => name.endsWith('.postmortem.json')).sort() };
}

/// Makes modules of what is data.
const assets = {
  name: 'assets',
  setup(step) {
    const makers = { icons, sentences, samples };
    step.onResolve({ filter: /^(icons|sentences|samples)$/ }, ({ path }) => ({ path, namespace: 'assets' }));
    step.onLoad({ filter: /.*/, namespace: 'assets' }, ({ path }) => ({
      contents: Object.entries(makers[path]()).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join(''),
    }));
  },
};

const entries = ['page', 'engine'].map(name => `${project}web/${name}.ts`).filter(existsSync);
mkdirSync(dist, { recursive: true });
const { metafile } = await build({
  entryPoints: entries, outdir: dist, bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', plugins: [assets],
  logLevel: 'warning', metafile: true,
});
// Which part of a script is whose, for the bench.
writeFileSync(`${project}build/web/bundle.json`, JSON.stringify(metafile));
for (const name of ['index.html', 'style.css']) copyFileSync(`${project}web/${name}`, `${dist}/${name}`);
for (const name of ['mark.svg', 'manifest.webmanifest']) copyFileSync(`${project}assets/${name}`, `${dist}/${name}`);
// The same mark to the edges: the system that shows it cuts the shape.
writeFileSync(`${dist}/mark-maskable.svg`, readFileSync(`${project}assets/mark.svg`, 'utf8').replace(/ rx="[\d.]+"/, ''));
copyFileSync(`${project}node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm`, `${dist}/sqlite3.wasm`);
mkdirSync(`${dist}/samples`, { recursive: true });
for (const name of samples().files) copyFileSync(`${project}assets/samples/${name}`, `${dist}/samples/${name}`);
for (const name of ['unrepeat.wasm', 'later.wasm']) copyFileSync(`${project}build/web/${name}`, `${dist}/${name}`);
