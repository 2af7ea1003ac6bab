// Files in whole runs: tasks that look at what they were given, and what comes of files that are not to be had.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { containerSas } from '../../../emulator/files/linked-storage.ts';
import { createFileServices, NO_FILES } from '../../../emulator/index.ts';
import { runReally } from '../real.ts';
import { type Azurite, hasAzurite, openAzurite } from './azurite.ts';
import { type FaultyServer, openFaultyServer } from './faulty-server.ts';

let server: FaultyServer;
let packages: string;
beforeAll(async () => {
  server = await openFaultyServer();
  packages = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  mkdirSync(path.join(packages, 'tool'));
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('#!/bin/sh\necho tool says "$@"\n'), 'say', { mode: 0o100755 });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  writeFileSync(path.join(packages, 'tool/1.0.zip'), Buffer.concat(parts));
});
afterAll(() => {
  server.close();
  rmSync(packages, { recursive: true });
});

const limits = { redirects: 3, silence: 1500, tries: 1, pause: 1 };
const services = (more = {}) => ({ ...NO_FILES, ...createFileServices({ limits, packages, ...more }) });

const HEAD = 'pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }\nworld: ideal\n';

test('a task finds its resource files, with their modes, and the folder of its package', async () => {
  const scenario = `${HEAD}
workload:
  jobs:
    - id: j
      tasks:
        - id: t
          commandLine: /bin/sh -c 'cat in/data.txt; ./run.sh; $AZ_BATCH_APP_PACKAGE_tool_1_0/say hello'
          resourceFiles:
            - { httpUrl: '${server.url}/text/data', filePath: in/data.txt, fileMode: '0640' }
            - { httpUrl: '${server.url}/text/${encodeURIComponent('#!/bin/sh\necho ran\n')}', filePath: run.sh }
          applicationPackageReferences: [{ applicationId: tool, version: '1.0' }]
`;
  await runReally(
    scenario,
    ({ report, file }) => {
      expect(file('workitems/j/job-1/t/stderr.txt')).toBe('');
      expect(file('workitems/j/job-1/t/stdout.txt')).toBe('dataran\ntool says hello\n');
      expect(report.tasks.succeeded).toBe(1);
    },
    { files: services() },
  );
});

// What a task asks for, and the code of its failure; retries are allowed and not used.
test.each([
  ['resourceFiles: [{ httpUrl: SERVER/status/404, filePath: a }]', 'BlobNotFound'],
  ['resourceFiles: [{ httpUrl: SERVER/mute/, filePath: a }]', 'BlobDownloadTimedOut'],
  ['resourceFiles: [{ autoStorageContainerName: inputs }]', 'ResourceContainerAccessDenied'],
  ['applicationPackageReferences: [{ applicationId: tool, version: "2.0" }]', 'ApplicationPackageError'],
])('%s fails with %s', async (asked, code) => {
  const scenario = `${HEAD}
workload:
  jobs:
    - id: j
      tasks:
        - { id: t, commandLine: /bin/sh -c 'echo ran', constraints: { maxTaskRetryCount: 3 }, ${asked.replace('SERVER', server.url)} }
`;
  await runReally(
    scenario,
    ({ report, journal, file }) => {
      expect(report.tasks).toMatchObject({ failed: 1, retries: 0 });
      expect(JSON.stringify(journal)).toContain(code);
      expect(file('workitems/j/job-1/t/stdout.txt') ?? '').toBe('');
    },
    { files: services() },
  );
});

// What a task waits for while its limit runs out: nothing of it is left, and the run goes on.
test.each([
  ['a resource file', 'resourceFiles: [{ httpUrl: SERVER/stall/, filePath: a }]'],
  ['the list of a container', 'resourceFiles: [{ storageContainerUrl: SERVER/mute/ }]'],
])('a task that is ended while %s does not come', async (_, asked) => {
  const scenario = `${HEAD}
workload:
  jobs:
    - id: j
      tasks:
        - { id: t, commandLine: 'true', constraints: { maxWallClockTime: PT0.3S }, ${asked.replace('SERVER', server.url)} }
        - { id: u, commandLine: echo next }
`;
  await runReally(
    scenario,
    ({ report, file, journal }) => {
      expect(report.tasks).toMatchObject({ failed: 1, succeeded: 1 });
      expect(JSON.stringify(journal)).toContain('TaskEnded');
      expect(file('workitems/j/job-1/u/stdout.txt')).toBe('next\n');
    },
    { files: services({ limits: { ...limits, silence: 30_000 } }) },
  );
});

test('a package of the pool is on the node before its start task, and a missing one makes the node unusable', async () => {
  const scenario = (version: string, until: string) => `
pool:
  id: p
  vmSize: standard_d2s_v5
  targetDedicatedNodes: 1
  applicationPackageReferences: [{ applicationId: tool, version: '${version}' }]
  startTask: { commandLine: /bin/sh -c '$AZ_BATCH_APP_PACKAGE_tool_1_0/say start', waitForSuccess: true }
world: ideal
until: ${until}
workload: { jobs: [{ id: j, tasks: [{ id: t, commandLine: 'true' }] }] }
`;
  await runReally(scenario('1.0', 'drained'), ({ report, file }) => {
    expect(file('startup/stdout.txt')).toBe('tool says start\n');
    expect(report.tasks.succeeded).toBe(1);
  }, { files: services() }); // biome-ignore format: short
  await runReally(scenario('9.9', 'PT1S'), ({ report }) => {
    expect(report.nodes.broken.unusable).toBe(1);
    expect(report.tasks.completed).toBe(0);
  }, { files: services() }); // biome-ignore format: short
});

describe.skipIf(!hasAzurite)('with Azurite', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await openAzurite();
    await azurite.fill('inputs', { 'in/a.txt': 'from the container' });
    await azurite.fill('outputs', {});
  });
  afterAll(() => azurite.close());

  const output = (url: string) => `
          outputFiles:
            - filePattern: '*.out'
              destination: { container: { containerUrl: '${url}', path: results } }
              uploadOptions: { uploadCondition: taskcompletion }
            - filePattern: ../std*.txt
              destination: { container: { containerUrl: '${url}', path: logs } }
              uploadOptions: { uploadCondition: taskfailure }
`;

  test('from a container of the linked account to a container with a signature', async () => {
    const url = containerSas(azurite.storage, 'outputs', 'cw');
    const scenario = `${HEAD}
workload:
  jobs:
    - id: j
      tasks:
        - id: fine
          commandLine: /bin/sh -c 'cp in/a.txt a.out'
          resourceFiles: [{ autoStorageContainerName: inputs, blobPrefix: in/ }]${output(url)}
        - id: bad
          commandLine: /bin/sh -c 'echo trouble >&2; exit 4'${output(url)}
`;
    await runReally(
      scenario,
      async ({ report, file }) => {
        expect(report.tasks).toMatchObject({ succeeded: 1, failed: 1 });
        expect(file('workitems/j/job-1/fine/fileuploaderr.txt') ?? '').toBe('');
        expect(await azurite.read('outputs', 'results/a.out')).toBe('from the container');
        expect(await azurite.read('outputs', 'logs/stderr.txt')).toBe('trouble\n');
      },
      { files: services({ storage: azurite.storage }) },
    );
  });

  test('a task whose output cannot be brought away fails, whatever its exit code', async () => {
    const url = containerSas(azurite.storage, 'nowhere', 'cw');
    const scenario = `${HEAD}
workload:
  jobs:
    - id: j
      tasks:
        - id: t
          constraints: { maxTaskRetryCount: 3 }
          commandLine: /bin/sh -c 'echo x > a.out'${output(url)}
`;
    await runReally(
      scenario,
      ({ report, journal }) => {
        expect(report.tasks).toMatchObject({ failed: 1, retries: 0 });
        expect(JSON.stringify(journal)).toContain('FileUploadContainerNotFound');
      },
      { files: services({ storage: azurite.storage }) },
    );
  });
});
