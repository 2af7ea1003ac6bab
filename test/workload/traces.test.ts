// Real traces, read and counted, and replayed by a few lines of arithmetic against published figures.

import { describe, expect, test } from 'vitest';
import { readTrace, type TraceSection, type Workload } from '../../simulator/index.ts';
import { TRACES_ARE_HERE, traceBytes } from './traces.ts';

const START = 1_000_000;
const making = { seed: 1, start: START, poolId: 'pool' };

function read(name: string, options: Partial<TraceSection> = {}): Workload {
  const { workload, complaints } = readTrace(
    { name, bytes: traceBytes(name) },
    { file: name, ...options },
    making,
  );
  expect(complaints.filter(({ diagnostic }) => diagnostic.severity === 'error')).toEqual([]);
  return workload!;
}

/** Waits in seconds on so many one-slot nodes, first come first served: each task takes the node that is free first. */
function waitsOn(nodes: number, { count, taskAdded, taskDuration }: Workload): Float64Array {
  const free = new Float64Array(nodes).fill(-Infinity);
  const waits = new Float64Array(count);
  for (let task = 0; task < count; task++) {
    const start = Math.max(taskAdded[task]!, free[0]!);
    waits[task] = (start - taskAdded[task]!) / 1000;
    let at = 0;
    for (const end = start + taskDuration[task]!; ; ) {
      const left = 2 * at + 1;
      const least = left + 1 < nodes && free[left + 1]! < free[left]! ? left + 1 : left;
      if (least >= nodes || free[least]! >= end) {
        free[at] = end;
        break;
      }
      free[at] = free[least]!;
      at = least;
    }
  }
  return waits;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!TRACES_ARE_HERE)('traces', () => {
  test('LCG-2005: 188,041 one-processor jobs, and the waits of first come first served', () => {
    const workload = read('LCG-2005.swf.gz');
    expect(workload.count).toBe(188_041);
    expect(workload.jobs.map(({ spec }) => spec.id)).toEqual(['LCG-2005']);
    expect(workload.specs.map(({ requiredSlots }) => requiredSlots)).toEqual([1]);
    expect(workload.taskAdded[0]).toBe(START);
    expect(workload.taskId(188_040)).toBe('188041');
    const waits = waitsOn(2000, workload);
    expect(mean(waits)).toBeCloseTo(6257.185842, 6);
    expect(waits.toSorted()[Math.floor(0.99 * workload.count)]).toBe(36_876);
  });

  test('NASA iPSC: 18,239 jobs of 1 to 128 processors', () => {
    const workload = read('NASA-iPSC-1993-3.1-cln.swf.gz');
    expect(workload.count).toBe(18_239);
    expect(workload.specs.map(({ requiredSlots }) => requiredSlots).sort((a, b) => a - b)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128,
    ]);
  });

  test('SURF: 194,917 rows of CSV with the usual names, and the waits when a job is a node', () => {
    const workload = read('surf_lisa_2022_halfyear.csv.gz', { slots: 'one' });
    expect(workload.count).toBe(194_917);
    expect(workload.specs).toHaveLength(1);
    expect(workload.taskId(0)).toBe('1519830');
    expect(mean(waitsOn(250, workload))).toBeCloseTo(146.553795, 6);
  });

  test('Azure LLM: 8,819 rows of date-time text, with a map', () => {
    const columns = { submit: { column: 'TIMESTAMP' }, duration: { column: 'GeneratedTokens', scale: 0.03 } };
    const workload = read('AzureLLMInferenceTrace_code.csv', { columns });
    expect(workload.count).toBe(8_819);
    expect(workload.taskAdded[1]! - workload.taskAdded[0]!).toBe(4031.96 - 3979.96);
    expect(workload.taskDuration[0]).toBe(10 * 30);
  });

  test('a limit, a speed and a number of slots', () => {
    const plain = read('NASA-iPSC-1993-3.1-cln.swf.gz', { limit: 1000 });
    const fast = read('NASA-iPSC-1993-3.1-cln.swf.gz', { limit: 1000, speedup: 4, slots: 2 });
    expect([plain.count, fast.count]).toEqual([1000, 1000]);
    expect(fast.specs[0]!.requiredSlots).toBe(2);
    for (const task of [1, 500, 999]) {
      expect(fast.taskAdded[task]! - START).toBe(Math.round((plain.taskAdded[task]! - START) / 4));
      expect(fast.taskDuration[task]).toBe(plain.taskDuration[task]);
    }
  });
});
