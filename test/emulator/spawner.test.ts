// The process that starts all others: what it answers, and that nothing is left when somebody ends it.

import { chmodSync, closeSync, cpSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readProcess } from '../../emulator/proc.ts';
import type { RunningProcess } from '../../emulator/process.ts';
import { createSpawner, type ProcessOrder, type Spawner } from '../../emulator/spawner.ts';
import { inFolder } from './command.ts';

const orderIn = (folder: string, words: ProcessOrder['words'], name = 'out'): ProcessOrder => ({
  words,
  folder,
  environment: { PATH: process.env.PATH! },
  stdout: path.join(folder, `${name}.txt`),
  stderr: path.join(folder, 'err.txt'),
  appends: false,
});

const isRunning = (found: Awaited<ReturnType<Spawner['start']>>): found is RunningProcess =>
  typeof found === 'object' && 'pid' in found;

async function started(spawner: Spawner, order: ProcessOrder): Promise<RunningProcess> {
  const found = await spawner.start(order);
  if (!isRunning(found)) throw new Error(JSON.stringify(found));
  return found;
}

async function isGone(pid: number): Promise<boolean> {
  for (let round = 0; round < 100; round++) {
    const { state } = readProcess(pid) ?? { state: 'Z' };
    if (state === 'Z') return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

const parentOf = (pid: number): number =>
  Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);

describe('the process that starts all others', () => {
  test('many at once, each with its own output and exit code', () =>
    inFolder(async (folder) => {
      const spawner = createSpawner();
      const codes = await Promise.all(
        Array.from({ length: 40 }, async (_, place) => {
          const words = ['/bin/sh', '-c', `echo ${place}; exit ${place}`] as const;
          const started = await spawner.start(orderIn(folder, words, String(place)));
          return isRunning(started) ? started.ended : started;
        }),
      );
      spawner.close();
      expect(codes).toEqual(Array.from({ length: 40 }, (_, place) => place));
      for (let place = 0; place < 40; place++)
        expect(readFileSync(path.join(folder, `${place}.txt`), 'utf8')).toBe(`${place}\n`);
    }));

  test('a program that is nowhere is not there, though a folder on the way cannot be looked into', () =>
    inFolder(async (folder) => {
      const closed = path.join(folder, 'closed');
      mkdirSync(closed, { mode: 0 });
      const spawner = createSpawner();
      const order = orderIn(folder, ['no-such-program']);
      const PATH = `${closed}:${process.env.PATH}`;
      expect(await spawner.start({ ...order, environment: { PATH } })).toMatchObject({
        code: 'CommandProgramNotFound',
      });
      chmodSync(closed, 0o700);
      spawner.close();
    }));

  test('a program whose file somebody is still writing is waited for', () =>
    inFolder(async (folder) => {
      const program = path.join(folder, 'program');
      cpSync('/bin/true', program);
      const writing = openSync(program, 'r+');
      const spawner = createSpawner();
      const waiting = started(spawner, orderIn(folder, [program]));
      await new Promise((resolve) => setTimeout(resolve, 100));
      closeSync(writing);
      expect(await (await waiting).ended).toBe(0);
      spawner.close();
    }));

  test('who ends it ends what it started, and the next start has a new one', () =>
    inFolder(async (folder) => {
      const spawner = createSpawner();
      const first = await started(spawner, orderIn(folder, ['sleep', '300']));
      process.kill(parentOf(first.pid), 'SIGKILL');
      expect(await first.ended).toBe('lost');
      expect(await isGone(first.pid)).toBe(true);
      const next = await started(spawner, orderIn(folder, ['true']));
      expect(await next.ended).toBe(0);
      spawner.close();
    }));

  test('what processes used is told when they have ended', () =>
    inFolder(async (folder) => {
      const told: number[] = [];
      const spawner = createSpawner((pids, { processorTicks }) => void told.push(...pids, processorTicks));
      const busy = ['/bin/sh', '-c', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'] as const;
      const { pid, ended } = await started(spawner, orderIn(folder, busy));
      await ended;
      spawner.close();
      expect(told[0]).toBe(pid);
      expect(told[1]).toBeGreaterThan(0);
    }));
});
