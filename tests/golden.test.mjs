// What the importers are measured by must itself be right: labels of the golden drops agree with their files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

test('golden labels are true of the files they describe', () => {
  const check = spawnSync(process.execPath, [fileURLToPath(new URL('corpus/golden/check.mjs', import.meta.url))], { encoding: 'utf8' });
  assert.equal(check.stderr, '');
  assert.equal(check.status, 0);
  assert.equal(check.stdout.trim().split('\n').length, 8);
});
