// What tasks use is measured: real tasks that use something known, and the sums behind it.

import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { createNetworks } from '../../emulator/usage/networks.ts';
import { type Reading, sumInterfaces } from '../../emulator/usage/reading.ts';
import { createTreeUse } from '../../emulator/usage/tree-use.ts';
import { createCollector } from '../../planner/index.ts';
import { createJournalReader } from '../../simulator/index.ts';
import { runReally } from './real.ts';

const TMPFS = 0x01021994;
const isOnDisk = statfsSync(tmpdir()).type !== TMPFS;

const count = (to: number): string => `i=0; while [ $i -lt ${to} ]; do i=$((i+1)); done`;
const tasks = (commands: Readonly<Record<string, string>>, rest = ''): string => `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1, taskSlotsPerNode: 8 }
world: ideal
workload: { jobs: [{ id: j, tasks: [${Object.entries(commands)
  .map(([id, line]) => `{ id: ${id}, commandLine: ${JSON.stringify(`/bin/sh -c '${line}'`)} }`)
  .join(', ')}] }] }
${rest}`;

describe('what real tasks use', () => {
  test('processor time of children counts, memory is that of the largest moment, bytes are those of the disk', () =>
    runReally(
      tasks({
        busy: count(400_000),
        'busy-child': `(${count(400_000)}); exit 0`,
        'busy-stray': '(setsid timeout 10 awk "BEGIN { while (1) ; }" &); sleep 1.2',
        large: 'x=$(head -c 60000000 /dev/zero | tr "\\\\0" x); sleep 2',
        writer: 'head -c 30000000 /dev/zero > file; sync file; sleep 0.1',
        short: 'exit 0',
      }),
      ({ report, journal }) => {
        const uses = report.uses!;
        const of = (id: string) => uses.listed.find((one) => one.id === id)!;
        for (const id of ['busy', 'busy-child']) expect(of(id).processorSeconds).toBeGreaterThan(0.05);
        expect(of('busy-stray').processorSeconds).toBeGreaterThan(0);
        expect(of('short').processorSeconds).toBeLessThan(0.05);
        expect(of('large').peakMemoryBytes).toBeGreaterThan(60e6);
        expect(of('busy').peakMemoryBytes).toBeLessThan(20e6);
        if (isOnDisk) {
          expect(of('writer').writtenBytes).toBeGreaterThanOrEqual(30e6);
          expect(of('writer').writtenBytes).toBeLessThan(33e6);
          expect(of('busy').writtenBytes).toBeLessThan(1e6);
        }
        // On the machine's own network no part can be told.
        expect([uses.receivedBytes, uses.sentBytes]).toEqual([null, null]);
        expect(uses.attempts).toBe(6);
        expect(uses.pools).toHaveLength(1);
        // A journal that is read back says the same.
        const reader = createJournalReader('run', () => createCollector());
        for (const line of journal) expect(reader.line(JSON.stringify(line))).toBeUndefined();
        expect(reader.sink.report().uses).toEqual(uses);
      },
      { measures: true },
    ));

  test('nobody asks, nothing is told', () =>
    runReally(tasks({ a: 'exit 0' }), ({ report, journal }) => {
      expect(report.uses).toBeUndefined();
      expect(journal.map(({ operationName }) => operationName)).not.toContain('TaskUseEvent');
    }));

  test('formulas see it with `resourceMetrics: measured`, and have no samples of what cannot be told', () =>
    runReally(
      tasks(
        { busy: 'exec timeout 10 awk "BEGIN { while (1) ; }"' },
        'choices: { resourceMetrics: measured }\nuntil: PT11M',
      ).replace(
        'targetDedicatedNodes: 1',
        'enableAutoScale: true, autoScaleEvaluationInterval: PT5M, autoScaleFormula: "$TargetDedicatedNodes = 1; cpu = $CPUPercent; memory = $MemoryBytes; reads = $DiskReadOps.Count(); network = $NetworkInBytes.Count();"',
      ),
      ({ journal }) => {
        const results = journal.flatMap(({ operationName, properties }) =>
          operationName === 'PoolAutoScaleEvent' ? String(properties.results) : [],
        );
        const last = results.at(-1)!;
        const value = (name: string): number => Number(new RegExp(`;${name}=([^;]*)`).exec(last)?.[1]);
        // One core of two, and however little a busy machine leaves of it.
        expect(value('cpu')).toBeGreaterThan(0);
        expect(value('cpu')).toBeLessThan(0.75);
        expect(value('memory')).toBeGreaterThan(0);
        expect([value('reads'), value('network')]).toEqual([0, 0]);
      },
      { scale: 300 },
    ));
});

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly childTicks?: number;
  readonly memory?: number;
}

const seen = ({ pid, parent, ticks, childTicks = 0, memory = 0 }: Seen): Reading => ({
  facts: { pid, parent, group: 1, state: 'S', ticks, childTicks, startedAt: 0, residentPages: 0 },
  residentBytes: memory,
  proportionalBytes: undefined,
  peakBytes: memory,
  moved: undefined,
  network: undefined,
});

describe('the sums of a tree of processes', () => {
  test('a child that its parent asked after is counted once', () => {
    const tree = createTreeUse(1);
    tree.look([seen({ pid: 1, parent: 0, ticks: 10 }), seen({ pid: 2, parent: 1, ticks: 40 })]);
    tree.look([seen({ pid: 1, parent: 0, ticks: 12, childTicks: 45 })]);
    expect(tree.figures().processorSeconds).toBe(0.57);
    tree.reaped({ ticks: 60, read: 0, written: 0 });
    expect(tree.figures().processorSeconds).toBe(0.6);
  });

  test('a child that was seen last before its parent ended is not counted twice', () => {
    const tree = createTreeUse(1);
    tree.look([seen({ pid: 1, parent: 0, ticks: 10 }), seen({ pid: 2, parent: 1, ticks: 40 })]);
    tree.reaped({ ticks: 60, read: 0, written: 0 });
    expect(tree.figures().processorSeconds).toBe(0.6);
  });

  test('a process that fled is counted after its end, as it was last seen', () => {
    const tree = createTreeUse(1);
    tree.look([seen({ pid: 1, parent: 0, ticks: 10 }), seen({ pid: 2, parent: 99, ticks: 40 })]);
    tree.look([seen({ pid: 1, parent: 0, ticks: 20 })]);
    expect(tree.figures().processorSeconds).toBe(0.6);
  });

  test('memory is that of all at once, and the most is kept', () => {
    const tree = createTreeUse(1);
    tree.look([
      seen({ pid: 1, parent: 0, ticks: 0, memory: 10 }),
      seen({ pid: 2, parent: 1, ticks: 0, memory: 30 }),
    ]);
    tree.look([seen({ pid: 1, parent: 0, ticks: 0, memory: 20 })]);
    expect(tree.figures()).toMatchObject({ memoryBytes: 20, peakMemoryBytes: 40 });
  });

  test('what the system does not count is not known, and nobody saw the memory of one that was too short', () => {
    const tree = createTreeUse(1);
    tree.reaped({ ticks: 1, read: undefined, written: undefined });
    expect(tree.figures()).toEqual({
      processorSeconds: 0.01, readBytes: undefined, writtenBytes: undefined, peakMemoryBytes: undefined, memoryBytes: 0,
    }); // biome-ignore format: a record
  });
});

describe('networks', () => {
  const TEXT = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1000 10 0 0 0 0 0 0 1000 10 0 0 0 0 0 0
  eth0:  300  3 0 0 0 0 0 0   40  4 0 0 0 0 0 0
  eth1:    5  3 0 0 0 0 0 0    7  4 0 0 0 0 0 0
`;
  test('the loopback is not counted', () =>
    expect(sumInterfaces('n', TEXT)).toEqual({ name: 'n', isOpen: true, received: 305, sent: 47 }));

  test('the traffic of a network is its only user’s; several have it together, and nobody has a part of the machine’s', () => {
    const networks = createNetworks();
    const open = sumInterfaces('container', TEXT);
    networks.note('a', open);
    expect(networks.of('a')).toEqual({ received: 305, sent: 47 });
    networks.note('b', open);
    expect(networks.of('a')).toBeUndefined();
    expect(networks.over(['container'])).toEqual({ received: 305, sent: 47 });
    const closed = sumInterfaces('room', 'lo: 9 0 0 0 0 0 0 0 9 0 0 0 0 0 0 0');
    networks.note('c', closed);
    networks.note('d', closed);
    expect(networks.of('c')).toEqual({ received: 0, sent: 0 });
    networks.note('d', undefined);
    expect(networks.of('d')).toBeUndefined();
  });
});
