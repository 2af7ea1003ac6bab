// Files from and to a real storage account, Azurite, with good signatures and bad ones.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { containerSas } from '../../../emulator/files/linked-storage.ts';
import { stageResourceFiles } from '../../../emulator/files/stage.ts';
import { uploadOutputs } from '../../../emulator/files/upload.ts';
import type { OutputFile, ResourceFile } from '../../../simulator/index.ts';
import { type Azurite, hasAzurite, openAzurite } from './azurite.ts';

const limits = { redirects: 3, silence: 20_000, tries: 1, pause: 1 };
const signal = new AbortController().signal;

describe.skipIf(!hasAzurite)('with Azurite', () => {
  let azurite: Azurite;
  let node: string;
  let task: string;
  let working: string;
  beforeAll(async () => {
    azurite = await openAzurite();
    await azurite.fill('inputs', {
      'a.txt': 'A',
      'deep/er/b.txt': 'B',
      'deep/c ä+&.txt': 'C',
      'other/d.txt': 'D',
    });
    await azurite.fill('outputs', {});
  });
  afterAll(() => azurite.close());
  beforeEach(() => {
    node = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
    task = path.join(node, 'workitems/j/job-1/t');
    working = path.join(task, 'wd');
    mkdirSync(working, { recursive: true });
  });
  afterEach(() => rmSync(node, { recursive: true }));

  const signed = (
    rights: string,
    change: (query: URLSearchParams) => void = () => {},
    container = 'inputs',
  ): string => {
    const url = new URL(containerSas(azurite.storage, container, rights));
    change(url.searchParams);
    return url.href;
  };
  const stage = (file: ResourceFile) =>
    stageResourceFiles([file], working, { limits, mostBytes: 1e9, signal, storage: azurite.storage });
  const inWorking = (): readonly string[] =>
    readdirSync(working, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(working, path.join(entry.parentPath, entry.name)))
      .sort();

  describe('resource files', () => {
    test('one blob by its address and a signature', async () => {
      const url = new URL(signed('r'));
      url.pathname += '/a.txt';
      expect(await stage({ httpUrl: url.href, filePath: 'x/y.txt' })).toBeUndefined();
      expect(readFileSync(path.join(working, 'x/y.txt'), 'utf8')).toBe('A');
    });

    test('all blobs with a prefix, their folders kept, below a folder', async () => {
      expect(
        await stage({ storageContainerUrl: signed('rl'), blobPrefix: 'deep/c', filePath: 'in' }),
      ).toBeUndefined();
      expect(inWorking()).toEqual(['in/deep/c ä+&.txt']);
      expect(readFileSync(path.join(working, inWorking()[0]!), 'utf8')).toBe('C');
    });

    test('a container of the linked account needs no signature', async () => {
      expect(await stage({ autoStorageContainerName: 'inputs', blobPrefix: 'other/' })).toBeUndefined();
      expect(inWorking()).toEqual(['other/d.txt']);
    });

    test('a prefix that no blob has gives nothing, and no failure', async () => {
      expect(await stage({ storageContainerUrl: signed('rl'), blobPrefix: 'none' })).toBeUndefined();
      expect(inWorking()).toEqual([]);
    });

    // What is wrong with the signature of a container, and what the service says.
    test.each<[string, () => string, string]>([
      ['expired', () => containerSas({ ...azurite.storage, now: () => Date.now() - 86_400_000 }, 'inputs', 'rl'), 'ResourceContainerAccessDenied'],
      ['not yet valid', () => containerSas({ ...azurite.storage, now: () => Date.now() + 86_400_000 }, 'inputs', 'rl'), 'ResourceContainerAccessDenied'],
      ['without the right to list', () => signed('r'), 'ResourceContainerAccessDenied'],
      ['without the right to read', () => signed('l'), 'BlobAccessDenied'],
      ['changed', () => signed('rl', (query) => query.set('sp', 'rwl')), 'ResourceContainerAccessDenied'],
      ['of another key', () => containerSas({ ...azurite.storage, key: 'AAAA' }, 'inputs', 'rl'), 'ResourceContainerAccessDenied'],
      ['absent', () => `${azurite.storage.blobEndpoint}/inputs`, 'ResourceContainerAccessDenied'],
      ['of a container that is not there', () => signed('rl', () => {}, 'nowhere'), 'ResourceContainerNotFound'],
    ])('a signature that is %s', async (_, url, code) => {
      const failure = await stage({ storageContainerUrl: url(), blobPrefix: 'a' });
      expect(failure?.code).toBe(code);
      expect(inWorking()).toEqual([]);
      expect(failure?.message).not.toContain('sig=');
    }); // biome-ignore format: a table

    test('a blob that is not there', async () => {
      const url = new URL(signed('r'));
      url.pathname += '/missing';
      expect((await stage({ httpUrl: url.href, filePath: 'a' }))?.code).toBe('BlobNotFound');
    });

    test('more blobs than one page holds', async () => {
      await azurite.fill(
        'many',
        Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`m/${index}`, `${index}`])),
      );
      const url = `${signed('rl', () => {}, 'many')}&maxresults=2`;
      expect(await stage({ storageContainerUrl: url })).toBeUndefined();
      expect(inWorking()).toEqual(Array.from({ length: 7 }, (_, index) => `m/${index}`));
      expect(readFileSync(path.join(working, 'm/6'), 'utf8')).toBe('6');
    });
  });

  describe('output files', () => {
    const upload = (
      filePattern: string,
      more: { path?: string; condition?: string; url?: string } = {},
      isSuccess = true,
    ) => {
      const output: OutputFile = {
        filePattern,
        destination: {
          container: {
            containerUrl: more.url ?? signed('cw', () => {}, 'outputs'),
            ...(more.path === undefined ? {} : { path: more.path }),
          },
        },
        uploadOptions: { uploadCondition: (more.condition ?? 'taskcompletion') as 'taskcompletion' },
      };
      const environment = { AZ_BATCH_TASK_ID: 't', NAME: 'one' };
      return uploadOutputs([output], { root: task, working, node, environment }, isSuccess, {
        limits,
        signal,
      });
    };
    const put = (name: string, text = name): void => {
      const place = path.resolve(working, name);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    };

    // Files, pattern, path, and the blobs that come of it.
    test.each<[string, readonly string[], string, string | undefined, readonly string[]]>([
      ['one file', ['one.txt'], 'one.txt', undefined, ['one.txt']],
      ['one file, named', ['one.txt'], 'one.txt', 'n1/out', ['n1/out']],
      ['a star does not pass a folder', ['a.log', 'b.log', 'd/c.log'], '*.log', 'n2', ['n2/a.log', 'n2/b.log']],
      ['two stars do', ['a.log', 'd/e/c.log'], '**/*.log', 'n3/', ['n3/a.log', 'n3/d/e/c.log']],
      ['everything but hidden names', ['a', '.b', 'd/.c', 'd/e'], '**/*', 'n4', ['n4/a', 'n4/d/e']],
      ['hidden names when asked for', ['.b', 'c'], '.*', 'n5', ['n5/.b']],
      ['a question mark and a class', ['a1', 'b1', 'a22', 'c1'], '[ab]?', 'n6', ['n6/a1', 'n6/b1']],
      ['a class turned round', ['a1', 'b1', 'c1'], '[!ab]1', 'n7', ['n7/c1']],
      ['the logs beside the folder', ['../stdout.txt', '../stderr.txt'], '../std*.txt', 'n8', ['n8/stderr.txt', 'n8/stdout.txt']],
      ['a variable', ['one.txt'], '$NAME.txt', 'n9', ['n9']],
      ['braces are no wildcard', ['{a,b}', 'a'], '{a,b}*', 'n10', ['n10/{a,b}']],
      ['nothing that matches', [], '*.none', 'n11', []],
      ['an empty file', ['empty'], 'empty', 'n12', ['n12']],
    ])('%s', async (_, files, pattern, prefix, blobs) => {
      for (const name of files) put(name, name === 'empty' ? '' : name);
      expect(await upload(pattern, prefix === undefined ? {} : { path: prefix })).toBeUndefined();
      const said = readFileSync(path.join(task, 'fileuploadout.txt'), 'utf8');
      expect([...said.matchAll(/-> (.*)$/gm)].map(([, blob]) => blob).sort()).toEqual(blobs);
      for (const blob of blobs) expect(await azurite.read('outputs', blob)).toBeDefined();
    }); // biome-ignore format: a table

    // Condition, whether the task succeeded, whether the file goes.
    test.each([
      ['tasksuccess', true, true],
      ['tasksuccess', false, false],
      ['taskfailure', true, false],
      ['taskfailure', false, true],
      ['taskcompletion', true, true],
      ['taskcompletion', false, true],
    ] as const)('%s after success: %s', async (condition, isSuccess, goes) => {
      const name = `${condition}-${isSuccess}`;
      put(name);
      expect(await upload(name, { condition }, isSuccess)).toBeUndefined();
      expect(await azurite.read('outputs', name)).toBe(goes ? name : undefined);
    });

    test.each<[string, () => string, string]>([
      ['without the right to write', () => signed('r', () => {}, 'outputs'), 'FileUploadAccessDenied'],
      ['of no container', () => signed('cw', () => {}, 'nowhere'), 'FileUploadContainerNotFound'],
      ['that is no address', () => 'outputs', 'FileUploadContainerNotFound'],
      ['of no server', () => 'http://127.0.0.1:9/x', 'FileUploadMiscError'],
    ])('a destination %s', async (_, url, code) => {
      put('a');
      expect((await upload('a', { url: url() }))?.code).toBe(code);
      expect(readFileSync(path.join(task, 'fileuploaderr.txt'), 'utf8')).not.toBe('');
    }); // biome-ignore format: a table

    test('nothing outside of the node is uploaded, by way or by link', async () => {
      const outside = mkdtempSync(path.join(tmpdir(), 'lazurite-outside-'));
      try {
        writeFileSync(path.join(outside, 'secret'), 'secret');
        symlinkSync(path.join(outside, 'secret'), path.join(working, 'link'));
        symlinkSync(outside, path.join(working, 'folder'));
        expect((await upload(`${outside}/*`))?.code).toBe('FileUploadMiscError');
        expect((await upload('../../../../../../**'))?.code).toBe('FileUploadMiscError');
        expect(await upload('**', { path: 'leak' })).toBeUndefined();
        expect(readFileSync(path.join(task, 'fileuploadout.txt'), 'utf8')).toContain('**: 0 files');
      } finally {
        rmSync(outside, { recursive: true });
      }
    });

    test('a file larger than a block goes in blocks', async () => {
      const size = 64 * 1024 * 1024 + 5;
      writeFileSync(path.join(working, 'large'), Buffer.alloc(size, 'x'));
      expect(await upload('large')).toBeUndefined();
      expect((await azurite.read('outputs', 'large'))?.length).toBe(size);
    });
  });
});
