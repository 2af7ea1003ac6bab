// Application packages from a folder onto nodes, and archives made to hurt.

import {
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { createPackageInstaller, variableOf } from '../../../emulator/files/packages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Member {
  readonly name: string;
  readonly text: string | Buffer;
  readonly mode?: number;
}

const member = (name: string, text: string | Buffer = name, mode = 0o100755): Member => ({
  name,
  text,
  mode,
});

async function zipOf(members: readonly Member[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text, mode } of members)
    zip.addBuffer(Buffer.from(text), name, { mode: mode ?? 0o100644 });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function store(application: string, version: string, content: Buffer | string): void {
  mkdirSync(path.join(folder, 'store', application), { recursive: true });
  writeFileSync(path.join(folder, 'store', application, `${version}.zip`), content);
}

const limits = { mostBytes: 1e9, mostFiles: 100, mostRatio: 1000 };
const signal = new AbortController().signal;
const install = (applicationId: string, version?: string, more: Partial<typeof limits> = {}, node = 'node') =>
  createPackageInstaller({ store: path.join(folder, 'store'), limits: { ...limits, ...more } }).install(
    [{ applicationId, ...(version === undefined ? {} : { version }) }],
    path.join(folder, node, 'applications'),
    signal,
  );
const onNode = (): readonly string[] => {
  const root = path.join(folder, 'node');
  return existsSync(root)
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
        .sort()
    : [];
};

describe('onto a node', () => {
  test('files, folders and the right to run them; the variable names the folder', async () => {
    store('blender', '4.2', await zipOf([member('bin/run', 'go'), member('data/a.txt', 'a', 0o100644)]));
    const found = await install('blender', '4.2');
    const place = path.join(folder, 'node/applications/blender/4.2');
    expect(found).toEqual({ variables: { AZ_BATCH_APP_PACKAGE_blender_4_2: place } });
    expect(onNode()).toEqual(['applications/blender/4.2/bin/run', 'applications/blender/4.2/data/a.txt']);
    expect(statSync(path.join(place, 'bin/run')).mode & 0o111).not.toBe(0);
    expect(readFileSync(path.join(place, 'data/a.txt'), 'utf8')).toBe('a');
  });

  test('without a version the default one', async () => {
    store('app', '1', await zipOf([member('one')]));
    store('app', '2', await zipOf([member('two')]));
    writeFileSync(path.join(folder, 'store/app/defaultVersion'), '2\n');
    expect(await install('APP')).toEqual({
      variables: { AZ_BATCH_APP_PACKAGE_app: path.join(folder, 'node/applications/app/2') },
    });
    expect(onNode()).toEqual(['applications/app/2/two']);
  });

  test('once a node, whoever asks meanwhile waits; again when the node has lost it', async () => {
    store('app', '1', await zipOf([member('one')]));
    const installer = createPackageInstaller({ store: path.join(folder, 'store'), limits });
    const applications = path.join(folder, 'node/applications');
    const ask = () => installer.install([{ applicationId: 'app', version: '1' }], applications, signal);
    const all = await Promise.all(Array.from({ length: 8 }, ask));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(onNode()).toEqual(['applications/app/1/one']);
    writeFileSync(path.join(applications, 'app/1/one'), 'changed');
    await ask();
    expect(readFileSync(path.join(applications, 'app/1/one'), 'utf8')).toBe('changed');
    rmSync(applications, { recursive: true });
    await ask();
    expect(readFileSync(path.join(applications, 'app/1/one'), 'utf8')).toBe('one');
  });

  test.each([
    ['Agent-linux-x64', '1.1.46.0', 'AZ_BATCH_APP_PACKAGE_agent_linux_x64_1_1_46_0'],
    ['blender', undefined, 'AZ_BATCH_APP_PACKAGE_blender'],
    ['a#b', '1-2', 'AZ_BATCH_APP_PACKAGE_a_b_1_2'],
  ])('the variable of %s %s', (applicationId, version, variable) => {
    expect(variableOf({ applicationId, ...(version === undefined ? {} : { version }) })).toBe(variable);
  });
});

describe('refused with ApplicationPackageError', () => {
  const refused = async (
    applicationId: string,
    version?: string,
    more: Partial<typeof limits> = {},
  ): Promise<string> => {
    const found = await install(applicationId, version, more);
    expect(found).toMatchObject({ code: 'ApplicationPackageError' });
    expect(onNode()).toEqual([]);
    expect(readdirSync(folder).sort()).not.toContain('evil');
    return 'message' in found ? found.message : '';
  };

  test('no store, no application, no version, no default', async () => {
    expect(await refused('app')).toContain('the folder of packages cannot be read (ENOENT)');
    symlinkSync('store', path.join(folder, 'store'));
    expect(await refused('app')).toContain('the folder of packages cannot be read (ELOOP)');
    rmSync(path.join(folder, 'store'));
    store('other', '1', '');
    expect(await refused('app')).toContain('is not in the folder of packages');
    store('app', '1', await zipOf([member('one')]));
    expect(await refused('app', '2')).toContain('app 2 is not in the folder of packages');
    expect(await refused('app')).toContain('has no default version');
    expect(await refused('../store/app', '1')).toContain('is not in the folder of packages');
    expect(await refused('app', '../app/1')).toContain('is not in the folder of packages');
  });

  test('what is no archive, and one that is cut short', async () => {
    store('app', '1', 'not a zip');
    expect(await refused('app', '1')).toContain('cannot be unpacked');
    const whole = await zipOf([member('one', Buffer.alloc(5000, 'x'))]);
    store('app', '2', whole.subarray(0, whole.length - 30));
    expect(await refused('app', '2')).toContain('cannot be unpacked');
  });

  // The archive names a harmless file first, then something else in its place of the same length.
  test.each(['../../evil', '/evil/evil', 'a/../../ev', '..\\..\\evil'])(
    'an entry called %s',
    async (name) => {
      const harmless = 'x'.repeat(name.length);
      const archive = await zipOf([member(harmless)]);
      store('app', '1', Buffer.from(archive.toString('latin1').replaceAll(harmless, name), 'latin1'));
      expect(await refused('app', '1')).toContain('cannot be unpacked');
    },
  );

  test('a link, and a device', async () => {
    store('app', '1', await zipOf([member('link', '/etc/passwd', 0o120777)]));
    expect(await refused('app', '1')).toContain('is a link or a device');
    store('app', '2', await zipOf([member('device', '', 0o060644)]));
    expect(await refused('app', '2')).toContain('is a link or a device');
  });

  test('zeros without end: by size, by ratio, by number, and when the archive lies', async () => {
    const zeros = await zipOf([member('zeros', Buffer.alloc(70_000_000))]);
    store('app', '1', zeros);
    expect(await refused('app', '1', { mostBytes: 1_000_000 })).toContain(
      'unfolds to more than 1000000 bytes',
    );
    expect(await refused('app', '1', { mostRatio: 10 })).toContain('unfolds to more than');
    store('app', '2', await zipOf(Array.from({ length: 101 }, (_, index) => member(`f${index}`))));
    expect(await refused('app', '2')).toContain('more than 100 files');
    // Both headers are made to say 1,000 bytes.
    const lying = Buffer.from(zeros);
    const [true_, said] = [Buffer.alloc(4), Buffer.alloc(4)];
    true_.writeUInt32LE(70_000_000);
    said.writeUInt32LE(1000);
    for (let at = lying.indexOf(true_); at >= 0; at = lying.indexOf(true_, at + 1)) said.copy(lying, at);
    store('app', '3', lying);
    expect(await refused('app', '3', { mostBytes: 1_000_000 })).toContain('cannot be unpacked');
    // Ten gigabytes, it says; nothing is written to find out.
    said.writeUInt32LE(4_294_967_290);
    for (
      let at = lying.indexOf(Buffer.from([0xe8, 3, 0, 0]));
      at >= 0;
      at = lying.indexOf(Buffer.from([0xe8, 3, 0, 0]), at + 1)
    )
      said.copy(lying, at);
    store('app', '4', lying);
    expect(await refused('app', '4')).toContain('unfolds to more than');
  });
});
