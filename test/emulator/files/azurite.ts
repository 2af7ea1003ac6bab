// A storage account on loopback: the real Azurite, in memory, on a port of its own.

import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { containerSas, type LinkedStorage } from '../../../emulator/files/linked-storage.ts';
import { ROOT } from '../../rules/sources.ts';

const MAIN = path.join(ROOT, 'test/clients/node_modules/azurite/dist/src/blob/main.js');

/** Whether Azurite is installed; `npm test` does that where it may. */
export const hasAzurite = existsSync(MAIN);

export interface Azurite {
  readonly storage: LinkedStorage;
  /** Makes a container and puts blobs into it. */
  readonly fill: (container: string, blobs: Readonly<Record<string, string>>) => Promise<void>;
  /** The text of a blob; undefined when it is not there. */
  readonly read: (container: string, blob: string) => Promise<string | undefined>;
  readonly close: () => void;
}

const ACCOUNT = 'emustorage';
const KEY = Buffer.from('a key for tests, known to everybody').toString('base64');

export async function openAzurite(): Promise<Azurite> {
  const port = await freePort();
  const words = ['--blobPort', String(port), '--inMemoryPersistence', '--disableTelemetry', '--silent'];
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd: tmpdir(),
    stdio: 'ignore',
    env: { PATH: process.env.PATH, AZURITE_ACCOUNTS: `${ACCOUNT}:${KEY}` },
  });
  await untilOpen(port);
  const storage: LinkedStorage = {
    account: ACCOUNT,
    key: KEY,
    blobEndpoint: `http://127.0.0.1:${port}/${ACCOUNT}`,
    now: Date.now,
  };
  const put = async (url: string, headers: Record<string, string>, body = ''): Promise<void> => {
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { 'x-ms-version': '2021-12-02', ...headers },
      body,
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  const at = (container: string, blob: string, rights: string): string => {
    const url = new URL(containerSas(storage, container, rights));
    url.pathname += `/${blob.split('/').map(encodeURIComponent).join('/')}`;
    return url.href;
  };
  return {
    storage,
    async fill(container, blobs) {
      // A signature for a container cannot make it; one for the account can.
      await put(`${accountSas(storage, container)}&restype=container`, {});
      const all = Object.entries(blobs);
      for (let first = 0; first < all.length; first += 50) {
        const some = all.slice(first, first + 50);
        await Promise.all(
          some.map(([name, text]) => put(at(container, name, 'cw'), { 'x-ms-blob-type': 'BlockBlob' }, text)),
        );
      }
    },
    async read(container, blob) {
      const answer = await fetch(at(container, blob, 'r'));
      return answer.ok ? answer.text() : undefined;
    },
    close: () => void child.kill('SIGKILL'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.setTimeout(1000, () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Azurite does not answer');
}

/** The address of a container with a signature of the account. Source: REST Create an account SAS. */
function accountSas(storage: LinkedStorage, container: string): string {
  const { account, key, blobEndpoint } = storage;
  const expiry = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, '');
  const version = '2020-08-04';
  const fields = [account, 'c', 'b', 'co', '', expiry, '', '', version, ''];
  const sig = createHmac('sha256', Buffer.from(key, 'base64')).update(fields.join('\n')).digest('base64');
  const query = new URLSearchParams({ sv: version, ss: 'b', srt: 'co', sp: 'c', se: expiry, sig });
  return `${blobEndpoint}/${container}?${query}`;
}
