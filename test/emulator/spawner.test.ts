// The process that starts all others: what it answers, and that nothing is left when somebody ends it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSpawner, type ProcessOrder } from '../../emulator/spawner.ts';
import { inFolder } from './command.ts';

const orderIn = (folder: string, words: ProcessOrder['words'], name = 'out'): ProcessOrder => ({
  words,
  folder,
  environment: { PATH: process.env.PATH! },
  stdout: path.join(folder, `${name}.txt`),
  stderr: path.join(folder, 'err.txt'),
  appends: false,
});

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
          return 'code' in started ? started.code : started.ended;
        }),
      );
      spawner.close();
      expect(codes).toEqual(Array.from({ length: 40 }, (_, place) => place));
      for (let place = 0; place < 40; place++)
        expect(readFileSync(path.join(folder, `${place}.txt`), 'utf8')).toBe(`${place}\n`);
    }));

  test('who ends it ends what it started, and the next start has a new one', () =>
    inFolder(async (folder) => {
      const spawner = createSpawner();
      const first = await spawner.start(orderIn(folder, ['sleep', '300']));
      if ('code' in first) throw new Error(first.message);
      process.kill(parentOf(first.pid), 'SIGKILL');
      expect(await first.ended).toBe(-9);
      const next = await spawner.start(orderIn(folder, ['true']));
      expect('code' in next ? next.message : await next.ended).toBe(0);
      spawner.close();
    }));

  test('what processes used is told when they have ended', () =>
    inFolder(async (folder) => {
      const told: number[] = [];
      const spawner = createSpawner((pids, { processorTicks }) => void told.push(...pids, processorTicks));
      const busy = ['/bin/sh', '-c', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'] as const;
      const started = await spawner.start(orderIn(folder, busy));
      if ('code' in started) throw new Error(started.message);
      await started.ended;
      spawner.close();
      expect(told[0]).toBe(started.pid);
      expect(told[1]).toBeGreaterThan(0);
    }));
});
