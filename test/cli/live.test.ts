// What a real run shows while it goes on, on terminals of several sizes: drawn in place, never wider or higher, gone at
// the end; and once on a terminal of the system.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Moment, picture } from '../../cli/live-picture.ts';
import { createScreen } from '../../cli/screen.ts';
import { ROOT } from '../rules/sources.ts';
import { Terminal } from './terminal.ts';

const plain = (_: string, text: string): string => text;

const moment = (running: number): Moment => ({
  total: 40,
  added: 40,
  ended: 7,
  failed: 1,
  time: 61_000,
  start: 0,
  slots: new Map([[0, 8], [1, 8], [2, 8]]),
  nodes: new Map([[0, 'running'], [1, 'running'], [2, 'starting']]),
  names: new Map(),
  running: new Map(
    Array.from({ length: running }, (_, task) => [
      task,
      { task: `render/frame-${task}`, node: 'node 1', since: 1000 * task },
    ]),
  ),
  evaluation: 'p: $TargetDedicatedNodes=3;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;pending=40',
}); // biome-ignore format: records

/** A terminal and a screen on it. */
function open(columns: number, rows = 24) {
  const terminal = new Terminal(columns);
  const io = { columns, rows, err: (text: string): void => terminal.write(text) };
  return { terminal, io, screen: createScreen(io, plain) };
}

describe('what a run shows', () => {
  test('on 80 columns', () => {
    const { terminal, screen } = open(80);
    screen.draw(picture(moment(10), 62_500, 24));
    expect(terminal.shown()).toEqual([
      '00:01:02  7 of 40 tasks over, 1 failed',
      'tasks    10 running, 23 waiting',
      'nodes    2 running, 1 starting; 10 of 24 slots busy',
      'formula  p: $TargetDedicatedNodes=3;$TargetLowPriorityNodes=0;$NodeDeallocatio…',
      '  render/frame-0  node 1  00:01:02',
      '  render/frame-1  node 1  00:01:01',
      '  render/frame-2  node 1  00:01:00',
      '  render/frame-3  node 1  00:00:59',
      '  render/frame-4  node 1  00:00:58',
      '  render/frame-5  node 1  00:00:57',
      '  render/frame-6  node 1  00:00:56',
      '  render/frame-7  node 1  00:00:55',
      '  and 2 more',
    ]);
  });

  test('on 40 columns every line is cut where it would be wrapped', () => {
    const { terminal, screen } = open(40);
    screen.draw(picture(moment(2), 62_500, 24));
    screen.draw(picture(moment(2), 63_500, 24));
    expect(terminal.shown()).toEqual([
      '00:01:03  7 of 40 tasks over, 1 failed',
      'tasks    2 running, 31 waiting',
      'nodes    2 running, 1 starting; 2 of 2…',
      'formula  p: $TargetDedicatedNodes=3;$T…',
      '  render/frame-0  node 1  00:01:03',
      '  render/frame-1  node 1  00:01:02',
    ]);
  });

  test.each([3, 6, 8])('on %d rows it is no higher than the terminal', (rows) => {
    const { terminal, screen } = open(80, rows);
    screen.draw(picture(moment(10), 62_500, rows));
    screen.draw(picture(moment(10), 63_500, rows));
    expect(terminal.shown().length).toBeLessThan(rows);
    expect(terminal.shown()[0]).toBe('00:01:03  7 of 40 tasks over, 1 failed');
  });

  test.each([
    [80, 40],
    [80, 13],
    [40, 100],
  ])(
    'a window of %d columns that becomes one of %d is drawn anew, and nothing of before is left',
    (before, after) => {
      const { terminal, io, screen } = open(before);
      screen.draw(picture(moment(3), 62_500, 24));
      terminal.resize(after);
      io.columns = after;
      screen.draw(picture(moment(3), 62_500, 24));
      const fresh = open(after);
      fresh.screen.draw(picture(moment(3), 62_500, 24));
      expect(terminal.shown()).toEqual(fresh.terminal.shown());
      screen.close();
      expect(terminal.shown()).toEqual(['']);
    },
  );

  test('what is printed meanwhile stays above', () => {
    const { terminal, screen } = open(80);
    screen.draw([[{ text: 'one' }], [{ text: 'two' }]]);
    screen.print('hello\n');
    screen.draw([[{ text: 'three' }]]);
    expect(terminal.shown()).toEqual(['hello', 'three']);
    screen.close();
    expect(terminal.shown()).toEqual(['hello']);
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasScript)('on a terminal of the system', () => {
  const SCENARIO = `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1, taskSlotsPerNode: 2 }
world: ideal
workload: { jobs: [{ id: j, tasks: [{ id: a-task-with-a-rather-long-name, commandLine: sleep 1.5, behaviour: { duration: 0, count: 2 } }] }] }
`;
  /** What a terminal heard of a run; the words set its size, and may change it while the command runs. */
  function record(sizing: string): Terminal {
    const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
    try {
      writeFileSync(path.join(folder, 'scenario.yaml'), SCENARIO);
      const command = `"${process.execPath}" "${path.join(ROOT, 'dist/lazurite.js')}" run scenario.yaml --json >report.json`;
      const words = ['-qefc', sizing.replace('COMMAND', command), 'heard'];
      const environment = { ...process.env, TERM: 'xterm', SHELL: '/bin/sh' };
      const { status } = spawnSync('script', words, { cwd: folder, env: environment, stdio: 'ignore' });
      expect(status).toBe(0);
      expect(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')).tasks.completed).toBe(2);
      const heard = readFileSync(path.join(folder, 'heard'), 'utf8').replace(
        /^Script (started|done).*\n?/gm,
        '',
      );
      const terminal = new Terminal(1000);
      terminal.write(heard);
      return terminal;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test.each([80, 40])('%d columns: it is redrawn in place and gone at the end', (columns) => {
    const terminal = record(`stty cols ${columns} rows 24; COMMAND`);
    const lines = terminal.frames.flat();
    expect(terminal.shown()).toEqual(['']);
    expect(terminal.frames.length).toBeGreaterThan(3);
    expect(lines.some((line) => line.startsWith('tasks    2 running'))).toBe(true);
    expect(lines.every((line) => line.length < columns)).toBe(true);
    expect(lines.some((line) => line.endsWith('…'))).toBe(columns === 40);
  });

  test('made narrower while it runs, it draws no line that is too wide', () => {
    const { frames } = record(
      'stty cols 80 rows 24; COMMAND & until grep -q long-name heard; do sleep 0.1; done; stty cols 40; wait $!',
    );
    const widest = (from: readonly string[]): number => Math.max(...from.map((line) => line.length));
    expect(widest(frames.at(-1)!)).toBeLessThan(40);
    expect(Math.max(...frames.map(widest))).toBeGreaterThan(40);
  });
});
