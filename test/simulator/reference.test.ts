// Exact and statistical references: FIFO replays of real traces, closed forms of queueing theory and of a bag of
// tasks. The traces are not part of the repository; without them their tests say so and pass nothing off.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { elasticity } from '../../planner/index.ts';
import { report as reportOf } from './run.ts';

const traces = fileURLToPath(new URL('../../../shared/traces/', import.meta.url));
const isThere = existsSync(`${traces}reference.json`);
if (!isThere) console.log(`skipped the trace references: no traces at ${traces}`);
const reference = isThere
  ? JSON.parse(readFileSync(`${traces}reference.json`, 'utf8'))
  : { fifo: [], queueing: [] };

interface Fifo {
  readonly trace: string;
  readonly P: number;
  readonly jobs: number;
  readonly mean_wait: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max_wait: number;
  readonly mean_bsld: number;
  readonly makespan: number;
  readonly util: number;
}

const FILES: Readonly<Record<string, { readonly file: string; readonly format: string }>> = {
  'LCG-2005': { file: 'LCG-2005.swf.gz', format: 'format: swf, slots: one' },
  'surf_lisa (1 job = 1 node)': {
    file: 'surf_lisa_2022_halfyear.csv.gz',
    format: 'format: csv, columns: { id: id, submit: submit_s, duration: duration_s }',
  },
};

const fixedPool = (nodes: number, workload: string): string => `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: ${nodes} }
world: ideal
workload: ${workload}
`;

describe.runIf(isThere)('FIFO replays of real traces', () => {
  test.each<Fifo>(reference.fifo)('$trace on $P nodes', async (expected) => {
    const { file, format } = FILES[expected.trace]!;
    const bytes = gunzipSync(readFileSync(traces + file));
    const report = await reportOf(fixedPool(expected.P, `{ trace: { file: ${file}, ${format} } }`), {
      [file]: bytes,
    });
    expect(report.tasks).toMatchObject({ total: expected.jobs, completed: expected.jobs, unfinished: 0 });
    expect(report.wait.mean.toFixed(6)).toBe(expected.mean_wait.toFixed(6));
    expect(report.wait).toMatchObject({
      p50: expected.p50,
      p90: expected.p90,
      p99: expected.p99,
      max: expected.max_wait,
    });
    expect(report.boundedSlowdown.mean.toFixed(6)).toBe(expected.mean_bsld.toFixed(6));
    expect(report.makespan).toBe(expected.makespan);
    expect(report.utilisation.toFixed(6)).toBe(expected.util.toFixed(6));
  });
});

/** Mean and half width of the 99 % interval of independent replications. */
function interval(values: readonly number[]): { readonly mean: number; readonly half: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  // Student's t at 0.995 with 19 degrees of freedom.
  return { mean, half: 2.861 * Math.sqrt(variance / values.length) };
}

const REPLICATIONS = 20;
const SCALE = 1000;

/** Durations of mean 1 are stretched a thousandfold, so that whole milliseconds do not matter. */
async function replicate(
  slots: number,
  arrivals: string,
  durations: string,
  more = '',
): Promise<{
  readonly mean: readonly number[];
  readonly p99: readonly number[];
  readonly makespan: readonly number[];
}> {
  const mean: number[] = [];
  const p99: number[] = [];
  const makespan: number[] = [];
  for (let seed = 1; seed <= REPLICATIONS; seed++) {
    const report = await reportOf(`
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: ${slots} }
world: ideal
seed: ${seed}
workload: { generate: { arrivals: ${arrivals}, durations: ${durations}${more} } }
`);
    mean.push(report.wait.mean / SCALE);
    p99.push(report.wait.p99 / SCALE);
    makespan.push(report.makespan / SCALE);
  }
  return { mean, p99, makespan };
}

interface Queue {
  readonly model: string;
  readonly c: number;
  readonly lam: number;
  readonly Wq: number;
  readonly p99_wait?: number;
}

const DURATIONS: Readonly<Record<string, string>> = {
  'M/M/c': '{ exponential: { mean: PT1000S } }',
  'M/D/1': 'PT1000S',
  'M/U(0,2)/1': '{ uniform: { from: PT0S, to: PT2000S } }',
};

describe('closed forms inside the 99 % interval of replications', () => {
  const queues = (reference.queueing as Queue[]).filter(
    ({ model, lam, c }) => model in DURATIONS && lam / c <= 0.9,
  );
  test.runIf(isThere).each(queues)('$model, c = $c, arrivals at $lam', async ({ model, c, lam, Wq }) => {
    const arrivals = `{ poisson: { rate: ${(lam * 3600) / SCALE}/h } }`;
    const { mean } = await replicate(c, arrivals, DURATIONS[model]!, ', count: 20000');
    const { mean: found, half } = interval(mean);
    expect(Math.abs(found - Wq), `found ${found} ± ${half}, theory ${Wq}`).toBeLessThan(half);
  });

  test('a bag of 1,000 exponential tasks on 10 slots', async () => {
    const harmonic = Array.from({ length: 10 }, (_, k) => 1 / (k + 1)).reduce((sum, part) => sum + part, 0);
    const found = await replicate(10, '{ atOnce: { count: 1000 } }', DURATIONS['M/M/c']!);
    const makespan = interval(found.makespan);
    const wait = interval(found.mean);
    expect(Math.abs(makespan.mean - ((1000 - 10) / 10 + harmonic))).toBeLessThan(makespan.half);
    expect(Math.abs(wait.mean - (990 * 991) / (2 * 10 * 1000))).toBeLessThan(wait.half);
  });
});

describe('the makespan of equal tasks on a fixed pool', () => {
  test.each([
    [10, 3, 60],
    [1000, 10, 7],
    [999, 1000, 5],
    [1, 1, 1],
  ])('%i tasks on %i nodes of %i s each', async (tasks, nodes, seconds) => {
    const workload = `{ generate: { arrivals: { atOnce: { count: ${tasks} } }, durations: PT${seconds}S } }`;
    const report = await reportOf(fixedPool(nodes, workload));
    expect(report.makespan).toBe(Math.ceil(tasks / nodes) * seconds);
    expect(report.nodes.hours).toBeCloseTo((nodes * report.makespan) / 3600, 9);
  });

  test('an empty pool adds evaluation, allocation, boot and start task exactly', async () => {
    const report = await reportOf(`
pool:
  id: p
  vmSize: standard_d2s_v5
  enableAutoScale: true
  autoScaleFormula: $TargetDedicatedNodes = min(5, $PendingTasks.GetSample(1));
  autoScaleEvaluationInterval: PT5M
  startTask: { commandLine: prepare }
world:
  base: ideal
  allocation: PT4M
  creating: PT45S
  starting: PT40S
  startTask: { duration: PT30S }
workload: { generate: { arrivals: { atOnce: { count: 12 } }, durations: PT2M } }
`);
    // The first evaluation sees no samples: min(5) is the cap, so the pool asks for 5 at once.
    expect(report.makespan).toBe(4 * 60 + 45 + 40 + 30 + Math.ceil(12 / 5) * 120);
  });
});

test.runIf(isThere)('the elasticity vector', () => {
  const vector = reference.elasticity_vector;
  const found = elasticity(vector.demand, vector.supply, vector.T);
  expect(found).toMatchObject({
    overAccuracy: vector.over_accuracy,
    underAccuracy: vector.under_accuracy,
    overTimeshare: vector.over_timeshare,
    underTimeshare: vector.under_timeshare,
    jitter: vector.jitter_per_unit_time,
  });
});
