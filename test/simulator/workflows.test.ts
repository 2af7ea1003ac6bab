// Workflows through the whole simulation: with a node for each task the makespan is the critical path to the
// millisecond; with fewer it lies between the two bounds that hold for whoever never idles with work at hand.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalPath } from '../../simulator/index.ts';
import { TRACES_ARE_HERE, traceBytes } from '../workload/traces.ts';
import { read, start } from './run.ts';

async function runOn(nodes: number, bytes: Uint8Array) {
  const { scenario, workload } = await read(
    `pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: ${nodes} }\nworld: ideal\nworkload: { trace: { file: flow.json, format: wfcommons } }\n`,
    { 'flow.json': bytes },
  );
  const { simulation, report } = start(scenario, workload);
  const end = simulation.advance(Number.POSITIVE_INFINITY);
  const path = criticalPath(workload).duration / 1000;
  const work = workload.taskDuration.reduce((sum, duration) => sum + duration, 0) / 1000;
  return { end, report: report(), path, work };
}

async function checkBounds(bytes: Uint8Array, tasks: number, few: readonly number[]): Promise<void> {
  const wide = await runOn(tasks, bytes);
  expect(wide.end?.reason).toBe('drained');
  expect(wide.report.tasks).toMatchObject({ total: tasks, succeeded: tasks, unfinished: 0 });
  expect(wide.report.makespan).toBeCloseTo(wide.path, 6);
  for (const nodes of few) {
    const { report, path, work } = await runOn(nodes, bytes);
    expect(report.tasks).toMatchObject({ total: tasks, succeeded: tasks });
    expect(report.makespan).toBeGreaterThanOrEqual(Math.max(path, work / nodes) - 1e-6);
    // Graham 1969: a list schedule is never worse than this.
    expect(report.makespan).toBeLessThanOrEqual(work / nodes + (1 - 1 / nodes) * path + 1e-6);
  }
}

describe.skipIf(!TRACES_ARE_HERE)('real runs', () => {
  test.each([
    ['helloworld-forkjoin-10-chameleon.json', 10],
    ['rnaseq-dirt02-001.json', 197],
    ['1000genome-chameleon-22ch-250k-001.json.gz', 902],
  ])('%s', async (name, tasks) => {
    await checkBounds(traceBytes(`wfcommons/${name}`), tasks, [1, 3, 16]);
  });
});

test('a workflow of one node takes as long as its work', async () => {
  const tasks = ['a', 'b', 'c'].map((id, index) => ({ id, parents: index === 2 ? ['a', 'b'] : [], children: [] }));
  const runs = tasks.map(({ id }, index) => ({ id, runtimeInSeconds: 10 * (index + 1) }));
  const data = { schemaVersion: '1.5', workflow: { specification: { tasks }, execution: { tasks: runs } } };
  const { report, path, work } = await runOn(1, new TextEncoder().encode(JSON.stringify(data)));
  expect([report.makespan, path, work]).toEqual([60, 50, 60]);
}); // biome-ignore format: short

test('drawn workflows', async () => {
  const flows = fc.integer({ min: 1, max: 25 }).chain((count) =>
    fc.record({
      seconds: fc.array(fc.nat(50), { minLength: count, maxLength: count }),
      links: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 3 * count }),
      nodes: fc.integer({ min: 1, max: 5 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(flows, async ({ seconds, links, nodes }) => {
      const tasks = seconds.map((_, task) => ({
        id: `t${task}`,
        parents: links.filter(([, to]) => to === task).flatMap(([from]) => (from < task ? [`t${from}`] : [])),
        children: [],
      }));
      const runs = seconds.map((runtimeInSeconds, task) => ({ id: `t${task}`, runtimeInSeconds }));
      const data = {
        schemaVersion: '1.5',
        workflow: { specification: { tasks }, execution: { tasks: runs } },
      };
      await checkBounds(new TextEncoder().encode(JSON.stringify(data)), seconds.length, [nodes]);
    }),
    { numRuns: 40 },
  );
});
