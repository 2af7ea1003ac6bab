// Serves the files of one folder on this machine alone: as a static host would, and nothing beside the folder.

import { open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

// biome-ignore format: a table
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
};

/** Names with a digest in them never mean something else. */
const FOREVER = 'public, max-age=31536000, immutable';
const ASK = 'no-cache';

export interface Serving {
  readonly address: string;
  /** Ends the connections that are open too. */
  readonly close: () => Promise<void>;
}

/** Serves a folder on the loopback address; port 0 is any that is free. Fails when the port is taken. */
export async function serveFolder(folder: string, port: number): Promise<Serving> {
  const server = createServer((request, response) => void respond(folder, request, response));
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

async function respond(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', headers, url = '/' } = request;
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, { allow: 'GET, HEAD' });
  // Another site may know a name that leads here; what it sends is not for this page.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')) return refuse(response, 403);
  const file = fileOf(folder, url);
  const bytes = file === undefined ? undefined : await contentsOf(file);
  if (file === undefined || bytes === undefined) return refuse(response, 404);
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'content-length': bytes.length,
    'cache-control': path.basename(path.dirname(file)) === 'assets' ? FOREVER : ASK,
    'x-content-type-options': 'nosniff',
  });
  response.end(method === 'HEAD' ? undefined : bytes);
}

/** The file of an address, or undefined when it would lead out of the folder. */
export function fileOf(folder: string, url: string): string | undefined {
  const written = url.split(/[?#]/)[0]!;
  let name: string;
  try {
    name = decodeURIComponent(written);
  } catch {
    // A percent sign that begins no letter names no file.
    return undefined;
  }
  if (!name.startsWith('/') || /[\0\\]/.test(name)) return undefined;
  const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name);
  const inside = path.relative(folder, file);
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? undefined : file;
}

/** The bytes of a file; undefined when there is none, or it is something else. */
async function contentsOf(file: string): Promise<Uint8Array | undefined> {
  const handle = await open(file).catch(() => undefined);
  try {
    return (await handle?.stat())?.isFile() === true ? await handle!.readFile() : undefined;
  } catch {
    // A page that cannot be read is one that is not there.
    return undefined;
  } finally {
    await handle?.close();
  }
}

function refuse(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, 'content-length': 0 }).end();
}
