// An HTTP server on loopback whose paths are its faults: what a resource server on the internet may do to a node.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault = (request: IncomingMessage, response: ServerResponse, rest: string) => void;

/** By the first part of the path. */
const FAULTS: Readonly<Record<string, Fault>> = {
  text: (_, response, rest) => void response.end(decodeURIComponent(rest)),
  status: (_, response, rest) => void response.writeHead(Number(rest)).end('no'),
  /** Answers, and sends nothing more. */
  stall: (_, response) => void response.writeHead(200, { 'content-length': '10' }).write('abc'),
  /** Does not even answer. */
  mute: () => {},
  /** Promises more than it sends, and hangs up. */
  truncate: (_, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('abc', () => response.destroy());
  },
  /** Redirects so many times, then answers. */
  hops: (_, response, rest) => {
    const left = Number(rest);
    if (left === 0) response.end('arrived');
    else response.writeHead(302, { location: `/hops/${left - 1}` }).end();
  },
  circle: (_, response) => void response.writeHead(301, { location: '/circle/' }).end(),
  /** Leads to somewhere that is no HTTP. */
  away: (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  /** Never ends. */
  flood: (_, response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(65_536);
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  },
  /** A list of one blob, whose name would lead out of the task's folder. */
  climbing: (_, response) =>
    void response.end(
      '<?xml version="1.0"?><EnumerationResults><Blobs><Blob><Name>a/../../up</Name></Blob></Blobs><NextMarker/></EnumerationResults>',
    ),
  /** A list of blobs that is no list. */
  nolist: (_, response) => void response.end('<html>not found</html>'),
};

export interface FaultyServer {
  readonly url: string;
  /** How often each path was asked for. */
  readonly asked: Map<string, number>;
  readonly close: () => void;
}

export async function openFaultyServer(): Promise<FaultyServer> {
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const [, fault = '', ...rest] = path.split('?')[0]!.split('/');
    // `busy/N` answers 503 until it has been asked N times.
    if (fault === 'busy') response.writeHead(asked.get(path)! > Number(rest[0]) ? 200 : 503).end('ready');
    else (FAULTS[fault] ?? FAULTS.status)!(request, response, fault in FAULTS ? rest.join('/') : '404');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
