// Starts a worker so that the page's content policy holds inside it: a worker loaded from a URL would have none.

const same_origin = (url: string): string => {
  if (url.startsWith('blob:') || new URL(url, location.href).origin === location.origin) return url;
  throw new TypeError('only a script of this page can be a worker');
};
const policy = window.trustedTypes?.createPolicy('unrepeat', { createScriptURL: same_origin });

/// The module worker at `url` (relative to the page). The blob it starts from inherits the policy, and only imports it.
export function start_worker(url: string): Worker {
  const script = `import ${JSON.stringify(new URL(url, location.href).href)};`;
  const blob_url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(policy?.createScriptURL(blob_url) ?? blob_url, { type: 'module' });
  // Revoking before the worker has read it would stop it; its first message says that it has.
  worker.addEventListener('message', () => URL.revokeObjectURL(blob_url), { once: true });
  return worker;
}
