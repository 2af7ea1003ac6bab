// Resource files against a server with every fault, and paths that would leave the task's folder.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stageResourceFiles } from '../../../emulator/files/stage.ts';
import type { ResourceFile } from '../../../simulator/index.ts';
import { type FaultyServer, openFaultyServer } from './faulty-server.ts';

let server: FaultyServer;
let outer: string;
let folder: string;
beforeAll(async () => {
  server = await openFaultyServer();
});
afterAll(() => server.close());
beforeEach(() => {
  outer = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  folder = path.join(outer, 'wd');
  mkdirSync(folder);
});
afterEach(() => rmSync(outer, { recursive: true }));

const limits = { redirects: 3, silence: 200, tries: 2, pause: 1 };
const stage = (file: ResourceFile, mostBytes = 1_000_000, signal = new AbortController().signal) =>
  stageResourceFiles([file], folder, { limits, mostBytes, signal, storage: undefined });

/** Everything below the task's folder and beside it; what lies behind a link is listed once, where it is. */
const everything = (folder = outer): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const place = path.join(folder, entry.name);
      return entry.isDirectory() ? everything(place) : [path.relative(outer, place)];
    })
    .sort();

describe('one file', () => {
  // What the server does, and what comes of it: the file's text, or Azure's code.
  test.each([
    ['text/hello', 'hello'],
    ['hops/3', 'arrived'],
    ['hops/4', 'BlobDownloadMiscError'],
    ['circle/', 'BlobDownloadMiscError'],
    ['away/', 'BlobDownloadMiscError'],
    ['busy/1', 'ready'],
    ['status/404', 'BlobNotFound'],
    ['status/403', 'BlobAccessDenied'],
    ['status/401', 'BlobAccessDenied'],
    ['status/500', 'BlobDownloadMiscError'],
    ['status/418', 'BlobDownloadMiscError'],
    ['stall/', 'BlobDownloadTimedOut'],
    ['mute/', 'BlobDownloadTimedOut'],
    ['truncate/', 'BlobDownloadMiscError'],
    ['flood/', 'DiskFull'],
  ])('%s gives %s', async (way, expected) => {
    const failure = await stage({ httpUrl: `${server.url}/${way}?sig=secret`, filePath: 'in/a.txt' });
    const found = failure === undefined ? readFileSync(path.join(folder, 'in/a.txt'), 'utf8') : failure.code;
    expect(found).toBe(expected);
    // No part of a file stays, and no signature is told.
    expect(everything()).toEqual(failure === undefined ? ['wd/in/a.txt'] : []);
    expect(JSON.stringify(failure ?? '')).not.toContain('secret');
  });

  test('what is refused for good is asked for once, what may pass twice', async () => {
    for (const way of ['status/404', 'status/503']) {
      const url = `${server.url}/${way}?once`;
      await stage({ httpUrl: url, filePath: 'a' });
      expect(server.asked.get(`/${way}?once`)).toBe(way === 'status/404' ? 1 : 2);
    }
  });

  test('a server that is not there', async () => {
    const gone = await openFaultyServer();
    gone.close();
    expect(await stage({ httpUrl: `${gone.url}/x`, filePath: 'a' })).toMatchObject({
      code: 'BlobDownloadMiscError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a task that is stopped meanwhile stops at once and leaves nothing', async () => {
    const stopping = new AbortController();
    const staging = stage({ httpUrl: `${server.url}/stall/`, filePath: 'a' }, 1000, stopping.signal);
    setTimeout(() => stopping.abort(new Error('stopped')), 20);
    await expect(staging).rejects.toThrow('stopped');
    expect(everything()).toEqual([]);
  });

  test('the mode is octal, and 0770 when left out', async () => {
    await stage({ httpUrl: `${server.url}/text/x`, filePath: 'a', fileMode: '0644' });
    await stage({ httpUrl: `${server.url}/text/x`, filePath: 'b' });
    expect(['a', 'b'].map((name) => (statSync(path.join(folder, name)).mode & 0o7777).toString(8))).toEqual([
      '644',
      '770',
    ]);
    expect(await stage({ httpUrl: `${server.url}/text/x`, filePath: 'c', fileMode: '0999' })).toMatchObject({
      code: 'ResourceFileCreateFailed',
    });
  });
});

describe('paths', () => {
  const get = (filePath: string) => stage({ httpUrl: `${server.url}/text/x`, filePath });

  test.each(['', '.', './', '..', '../a', 'a/../../b', '/etc/a', 'a\0b'])(
    '%j is refused',
    async (filePath) => {
      expect((await get(filePath))?.code).toBe('ResourceFileCreateFailed');
      expect(everything()).toEqual([]);
    },
  );

  test.each(['a', './a', 'a//b', 'a/./b', '..a', 'a..'])('%j is taken', async (filePath) => {
    expect(await get(filePath)).toBeUndefined();
    expect(everything()).toHaveLength(1);
  });

  test('a link that an earlier task left is not followed out of the folder', async () => {
    mkdirSync(path.join(outer, 'elsewhere'));
    symlinkSync('../elsewhere', path.join(folder, 'out'));
    mkdirSync(path.join(folder, 'real'));
    symlinkSync('real', path.join(folder, 'in'));
    writeFileSync(path.join(outer, 'precious'), 'kept');
    symlinkSync('../precious', path.join(folder, 'file'));
    expect((await get('out/a'))?.code).toBe('ResourceFileCreateFailed');
    expect((await get('out/deep/er/a'))?.code).toBe('ResourceFileCreateFailed');
    expect(await get('in/a')).toBeUndefined();
    // A link in the file's own place is replaced, not written through.
    expect(await get('file')).toBeUndefined();
    expect(readFileSync(path.join(outer, 'precious'), 'utf8')).toBe('kept');
    expect(everything()).toEqual(['precious', 'wd/file', 'wd/in', 'wd/out', 'wd/real/a']);
  });

  test('a file where a folder would have to be', async () => {
    writeFileSync(path.join(folder, 'a'), '');
    expect((await get('a/b'))?.code).toBe('ResourceDirectoryCreateFailed');
  });
});

describe('containers', () => {
  test.each([
    ['status/404', 'ResourceContainerNotFound'],
    ['status/403', 'ResourceContainerAccessDenied'],
    ['status/500', 'ResourceContainerListMiscError'],
    ['nolist/', 'ResourceContainerListMiscError'],
    ['climbing/', 'ResourceFileCreateFailed'],
    ['mute/', 'BlobDownloadTimedOut'],
  ])('%s gives %s', async (way, code) => {
    expect((await stage({ storageContainerUrl: `${server.url}/${way}` }))?.code).toBe(code);
  });

  test('of a linked account that is not there', async () => {
    expect(await stage({ autoStorageContainerName: 'inputs' })).toMatchObject({
      code: 'ResourceContainerAccessDenied',
      message: expect.stringContaining('no account is linked'),
    });
  });
});
