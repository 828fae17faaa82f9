// The server of ./dev run: files of one folder, to this machine alone, as what they are.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../web/serve.mjs';
import { temporary_folder } from './browser/support.mjs';

const program = fileURLToPath(new URL('../web/serve.mjs', import.meta.url));
const types = {
  'page.js': 'text/javascript; charset=utf-8', 'style.css': 'text/css; charset=utf-8', 'mark.svg': 'image/svg+xml',
  'manifest.webmanifest': 'application/manifest+json', 'sample.postmortem.json': 'application/json', 'unknown': 'application/octet-stream',
};

test('the static server answers below its folder and its sub-path only', async (t) => {
  const folder = await temporary_folder(t);
  const root = path.join(folder, 'root');
  await mkdir(path.join(root, 'deeper'), { recursive: true });
  await writeFile(path.join(root, 'index.html'), 'home');
  await writeFile(path.join(root, 'deeper/a b.wasm'), 'wasm');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  for (const name of Object.keys(types)) await writeFile(path.join(root, name), '');
  await symlink(path.join(folder, 'secret.txt'), path.join(root, 'link.txt'));
  const server = await serve(root, { base: '/some/where/' });
  t.after(() => server.close());

  // Not fetch(): it would tidy the path before sending it.
  const get = (name, method = 'GET') =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path: name, method }, (response) => {
        let body = '';
        response.on('data', (part) => (body += part));
        response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], body }));
      });
      sent.on('error', reject).end();
    });
  assert.equal((await get('/some/where/')).body, 'home');
  assert.equal((await get('/some/where/?query')).type, 'text/html; charset=utf-8');
  assert.deepEqual(await get('/some/where/deeper/a%20b.wasm'), { status: 200, type: 'application/wasm', body: 'wasm' });
  assert.deepEqual(await get('/some/where/deeper/a%20b.wasm', 'HEAD'), { status: 200, type: 'application/wasm', body: '' });
  assert.equal((await get('/some/where/', 'POST')).status, 405);
  const outside = ['/', '/some/', '/index.html', '/some/where/../../secret.txt', '/some/where/%2e%2e/secret.txt', '/some/where/..%2fsecret.txt'];
  const odd = ['/some/where/link.txt', '/some/where/%', '/some/where/%00', '/some/where/..%5csecret.txt', '/some/where/deeper', '/some/where/deeper/'];
  for (const name of [...outside, ...odd]) {
    const { status, body } = await get(name);
    assert.equal(status, 404, name);
    assert.doesNotMatch(body, /secret/, name);
  }
  for (const [name, type] of Object.entries(types)) assert.equal((await get(`/some/where/${name}`)).type, type);
});

test('only this machine reaches the static server', async t => {
  const server = await serve(await temporary_folder(t));
  t.after(() => server.close());
  const reached = address => new Promise(resolve => {
    const socket = connect(server.port, address);
    socket.on('connect', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false));
  });
  assert.equal(await reached('127.0.0.1'), true);
  const others = Object.values(networkInterfaces()).flat().filter(({ internal }) => !internal).map(({ address }) => address);
  for (const address of ['127.0.0.2', ...others]) assert.equal(await reached(address), false, address);
});

test('a port that is taken, and a folder that is not there, are said in a sentence', async t => {
  const root = await temporary_folder(t);
  const server = await serve(root);
  t.after(() => server.close());
  const run = (...words) => new Promise(resolve => execFile(process.execPath, [program, ...words], (error, _, said) => resolve({ code: error?.code, said })));
  const { port } = server;
  assert.deepEqual(await run(root, String(port)), {
    code: 1, said: `Port ${port} is in use by another program. Choose one: ./dev run --port ${port + 1}\n`,
  });
  const nowhere = path.join(root, 'nowhere');
  assert.deepEqual(await run(nowhere, '0'), { code: 1, said: `There is nothing to serve at ${nowhere}.\n` });
});
