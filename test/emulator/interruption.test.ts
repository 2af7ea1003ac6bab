// What becomes of real tasks when somebody ends the run, politely or not: nothing is left running.

import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { inFolder, startRun, tasksBelow } from './command.ts';

const tasks = (count: number, commandLine: string): string => `
pool: { id: p, vmSize: standard_d16s_v5, targetDedicatedNodes: 1, taskSlotsPerNode: 64 }
workload: { jobs: [{ id: j, tasks: [{ id: t, commandLine: ${JSON.stringify(commandLine)}, behaviour: { duration: 0, count: ${count} } }] }] }
`;
const one = (slots: number, list: readonly string[]): string => `
pool: { id: p, vmSize: standard_d16s_v5, targetDedicatedNodes: 1, taskSlotsPerNode: ${slots} }
workload:
  jobs:
    - id: j
      tasks:
${list.map((commandLine, place) => `        - { id: t${place}, commandLine: ${JSON.stringify(commandLine)} }\n`).join('')}
`;

describe.concurrent('a run that is ended', () => {
  test('kill -9 in the middle of 50 tasks: the next run finds and ends them, those that fled their group included', () =>
    inFolder(async (folder) => {
      const killed = startRun(folder, tasks(50, "/bin/sh -c 'setsid sleep 300 & exec sleep 300'"), [
        '--work',
        'nodes',
      ]);
      await killed.says('starts on node 1', 50);
      // Each task has two processes once its shell has become another program.
      while (tasksBelow(folder).length < 100) await new Promise((resolve) => setTimeout(resolve, 20));
      killed.process.kill('SIGKILL');
      expect(await killed.ended).toBe('SIGKILL');
      expect(tasksBelow(folder)).toHaveLength(100);

      const next = startRun(folder, one(1, ['echo hello']), ['--work', 'nodes']);
      expect(await next.ended).toBe(0);
      expect(next.err()).toContain('ended 100 processes that a run before left behind');
      expect(tasksBelow(folder)).toEqual([]);
    }));

  test('two that begin at once in one folder: one has it, the other is told so', () =>
    inFolder(async (folder) => {
      const runs = [1, 2].map(() => startRun(folder, one(1, ['sleep 3']), ['--work', 'nodes', '--quiet']));
      const codes = await Promise.all(runs.map(({ ended }) => ended));
      expect(codes.toSorted()).toEqual([0, 2]);
      expect(runs[codes.indexOf(2)]!.err()).toMatch(/nodes is in use by another run, process \d+\./);
    }));

  test('one Ctrl-C: what runs ends by itself, nothing more is started', () =>
    inFolder(async (folder) => {
      const run = startRun(folder, one(1, ['sleep 1.5', 'echo never']), ['--work', 'nodes']);
      await run.says('task j/t0 starts');
      run.process.kill('SIGINT');
      expect(await run.ended).toBe(130);
      expect(run.err()).toContain('no more tasks are started');
      expect(run.err()).toContain('task j/t0 ends on node 1: success');
      expect(run.err()).not.toContain('task j/t1 starts');
    }));

  test.each([
    ['two Ctrl-C', ['SIGINT', 'SIGINT']],
    ['a polite request to end', ['SIGTERM']],
    ['a terminal that is closed', ['SIGHUP']],
  ] as const)('%s: everything ends now', (_, signals) =>
    inFolder(async (folder) => {
      const run = startRun(folder, one(2, ['sleep 300', '/bin/sh -c \'trap "" TERM; sleep 300\'']), [
        '--work',
        'nodes',
      ]);
      await run.says('starts on node 1', 2);
      for (const [place, signal] of signals.entries()) {
        if (place > 0) await run.says('no more tasks are started');
        run.process.kill(signal);
      }
      expect(await run.ended).toBe(130);
      expect(tasksBelow(folder)).toEqual([]);
    }),
  );

  test('a folder in which another run works is refused, and that run goes on', () =>
    inFolder(async (folder) => {
      const first = startRun(folder, one(1, ['sleep 300']), ['--work', 'nodes']);
      await first.says('task j/t0 starts');
      const second = startRun(folder, one(1, ['echo hello']), ['--work', 'nodes']);
      expect(await second.ended).toBe(2);
      expect(second.err()).toContain(`is in use by another run, process ${first.process.pid}.`);
      expect(tasksBelow(folder)).toHaveLength(1);
      first.process.kill('SIGTERM');
      expect(await first.ended).toBe(130);
    }));
});

/** Words that give a command a small disk of its own: a name space in which it may mount one. */
const onSmallDisk = (folder: string, limits: string): readonly string[] => [
  'unshare', '--map-root-user', '--mount', '/bin/sh', '-c', `mount -t tmpfs -o ${limits} small ${folder}/nodes && exec "$@"`, 'sh',
]; // biome-ignore format: a command line
const canMount =
  spawnSync('unshare', ['--map-root-user', '--mount', '/bin/sh', '-c', 'mount -t tmpfs small /mnt'])
    .status === 0;

describe.skipIf(!canMount)('a work folder on a small disk', () => {
  test('a full disk fails the tasks that need room, with Azure’s code, and ends nothing else', () =>
    inFolder(async (folder) => {
      spawnSync('mkdir', [`${folder}/nodes`]);
      const fill = "/bin/sh -c 'i=0; while touch f$i; do i=$((i+1)); done; exit 5'";
      const run = startRun(
        folder,
        one(1, [fill, 'echo hello', 'echo hello']),
        ['--work', 'nodes'],
        onSmallDisk(folder, 'nr_inodes=60'),
      );
      expect(await run.ended).toBe(0);
      expect(run.err()).toContain('task j/t0 ends on node 1: failure, exit code 5');
      expect(run.err()).toMatch(
        /task j\/t1 ends on node 1: notstarted: The folder .*\/t1 cannot be written: ENOSPC/,
      );
    }));

  test('a read-only disk is a clear error', () =>
    inFolder(async (folder) => {
      spawnSync('mkdir', [`${folder}/nodes`]);
      const run = startRun(folder, one(1, ['echo hello']), ['--work', 'nodes'], onSmallDisk(folder, 'ro'));
      expect(await run.ended).toBe(2);
      expect(run.err()).toMatch(/nodes cannot be worked in: the disk is read-only\./);
    }));
});
