// Entry of the service worker: keeps the files of one version of the page, so that it works without a network. The page
// itself is always asked of its host first, so that an update is seen at once; nothing of another host is touched.

import type { OfflineVersion } from './offline.ts';

/** Put in by the build: a digest of all files, and their names relative to the page. */
declare const OFFLINE: OfflineVersion;

interface Extendable extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface Fetching extends Event {
  readonly request: Request;
  readonly respondWith: (response: Promise<Response>) => void;
}
interface Asking extends Event {
  readonly ports: readonly MessagePort[];
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { readonly claim: () => Promise<void> };
  readonly addEventListener: {
    (type: 'install' | 'activate', listener: (event: Extendable) => void): void;
    (type: 'fetch', listener: (event: Fetching) => void): void;
    (type: 'message', listener: (event: Asking) => void): void;
  };
}

const scope = globalThis as unknown as Scope;
const home = scope.registration.scope;
const { version, files } = OFFLINE;
/** Hosts of several pages have caches of several pages. */
const prefix = `lazurite ${home} `;
const addresses = new Set(files.map((file) => new URL(file, home).href));

/** Names with a digest in them may come from the browser's own cache, pages must not. */
const requestOf = (address: string): Request =>
  new Request(address, address.startsWith(`${home}assets/`) ? {} : { cache: 'reload' });

scope.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(prefix + version);
    await cache.addAll([home, ...addresses].map(requestOf));
  };
  event.waitUntil(keep());
});

// Older files are needed for as long as a tab shows the older page: this one begins when those are closed.
scope.addEventListener('activate', (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== prefix + version);
    await Promise.all(old.map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(tidy());
});

scope.addEventListener('message', ({ ports }) => ports[0]?.postMessage(version));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const address = request.url.split(/[?#]/)[0]!;
  if (address === home || address === `${home}index.html`) event.respondWith(pageOf(request));
  else if (addresses.has(address)) event.respondWith(fileOf(request, address));
});

async function pageOf(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
    return (await kept(home)) ?? response;
  } catch (error) {
    const page = await kept(home);
    if (page === undefined) throw error;
    return page;
  }
}

const fileOf = async (request: Request, address: string): Promise<Response> =>
  (await kept(address)) ?? fetch(request);

const kept = async (address: string): Promise<Response | undefined> =>
  (await caches.open(prefix + version)).match(address);
