// The browser's time zones answer the same cases as the system's (tests/core/time/time_zone_cases.txt).
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { build } from 'esbuild';
import { open_app, project, temporary_folder } from './support.mjs';

test('the browser\'s zones answer every shared case', async t => {
  const root = await temporary_folder(t);
  await build({
    stdin: { contents: `import { zone_offset } from './web/time_zones.ts'; globalThis.zone_offset = zone_offset;`, resolveDir: project, loader: 'ts' },
    outfile: path.join(root, 'page.js'), bundle: true, format: 'esm', logLevel: 'warning',
  });
  await writeFile(path.join(root, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>');
  const text = await readFile(path.join(project, 'tests/core/time/time_zone_cases.txt'), 'utf8');
  const cases = text.split('\n').filter(line => line && !line.startsWith('#')).map(line => line.trim().split(/\s+/));

  const { page } = await open_app(t, { root });
  await page.waitForFunction(() => 'zone_offset' in globalThis);
  const answers = await page.evaluate(
    questions => questions.map(([zone, at_ms]) => String(globalThis.zone_offset(zone, at_ms))),
    cases.map(([zone, at]) => [zone, Date.parse(at)]),
  );

  assert.ok(cases.length > 30);
  assert.deepEqual(
    cases.map(([zone, at], index) => [zone, at, answers[index] === 'NaN' ? 'unknown' : answers[index]]),
    cases.map(([zone, at, offset]) => [zone, at, offset]),
  );
});
