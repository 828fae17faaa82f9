// A static server for development and tests: files below one folder, on the loopback address only, and no header a plain host would not send.
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const media_types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The file that answers a request path, or nothing: not there, malformed, or (links included) outside the root. */
async function file_of(root, base, url) {
  let name;
  try {
    name = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return undefined;
  }
  if (!name.startsWith(base) || name.includes('\0') || name.includes('\\')) return undefined;
  try {
    let file = await realpath(path.join(root, '.', path.posix.normalize('/' + name.slice(base.length))));
    if ((await stat(file)).isDirectory()) {
      if (!name.endsWith('/')) return undefined;
      file = await realpath(path.join(file, 'index.html'));
    }
    const { size } = await stat(file);
    return file.startsWith(root + path.sep) ? { file, size } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Serves `root` below the path `base`. Port 0 takes any free port.
 * @returns {Promise<{url: string, port: number, sent: Map<string, number>, close: () => Promise<void>}>} `sent`: the files it was asked for and sent so far, and when first (Unix time in ms). Fails with the system's error when the port is taken.
 */
export async function serve(root, { port = 0, base = '/' } = {}) {
  const real_root = await realpath(root);
  const sent = new Map();
  const server = createServer(async (request, response) => {
    const readable = request.method === 'GET' || request.method === 'HEAD';
    const found = readable ? await file_of(real_root, base, request.url) : undefined;
    if (!found) {
      response.writeHead(readable ? 404 : 405, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(readable ? 'There is no such file.\n' : 'Only reading is possible.\n');
      return;
    }
    response.writeHead(200, {
      'Content-Type': media_types[path.extname(found.file)] ?? 'application/octet-stream',
      'Content-Length': found.size,
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') return response.end();
    const name = path.relative(real_root, found.file);
    if (!sent.has(name)) sent.set(name, Date.now());
    createReadStream(found.file).on('error', () => response.destroy()).pipe(response);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const taken = server.address().port;
  return {
    url: `http://localhost:${taken}${base}`,
    port: taken,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function main([root, port, open]) {
  try {
    const server = await serve(root, { port: Number(port) });
    console.log(`Unrepeat is at ${server.url}  (Ctrl+C ends it)`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close().then(() => process.exit(0)));
    if (open === '--open') {
      const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
      spawn(opener, [server.url], { detached: true, stdio: 'ignore' }).on('error', () => {}).unref();
    }
  } catch (error) {
    const reasons = {
      EADDRINUSE: `Port ${port} is in use by another program. Choose one: ./dev run --port ${Number(port) + 1}`,
      EACCES: `Port ${port} needs root rights. Choose one above 1023: ./dev run --port 8080`,
      ERR_SOCKET_BAD_PORT: `${port} is not a port: a number from 1 to 65535 is.`,
      ENOENT: `There is nothing to serve at ${root}.`,
    };
    console.error(reasons[error.code] ?? error.message);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
