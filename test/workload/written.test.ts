// Every field of a pool, job, task, job schedule and operation that is written reads back as it was.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentOf } from '../../simulator/document.ts';
import {
  generate,
  mergeWorkloads,
  printColumnFile,
  printJobsJson,
  printJobsYaml,
  readTrace,
  type Workload,
} from '../../simulator/index.ts';
import { POOL_FIELDS, POOL_OPTIONS, poolJson, poolSpec as readPoolSpec } from '../../simulator/model/wire.ts';
import { record } from '../../simulator/record.ts';
import { startReading } from '../../simulator/schema.ts';
import { atTime, inTime } from '../../simulator/workload/columns.ts';
import { spedUp } from '../../simulator/workload/formats/rows.ts';
import { job, poolSpec, schedule, taskSpec } from './written.ts';
import { behaviour } from './written-behaviours.ts';
import { operation } from './written-operations.ts';

const START = 1_740_960_000_000;
const making = { seed: 1, start: START, poolId: 'pool' };

test('a pool', () => {
  fc.assert(
    fc.property(poolSpec(fc.constant('render')), (pool) => {
      const at = startReading(documentOf('pool', poolJson(pool)));
      const found = record(POOL_FIELDS, POOL_OPTIONS).read(at.reading.document.data, at);
      expect(at.reading.diagnostics).toEqual([]);
      expect(readPoolSpec(found!)).toEqual(pool);
    }),
    { numRuns: 200 },
  );
});

const workload: fc.Arbitrary<Workload> = fc
  .record({
    jobs: fc.tuple(job('one'), job('two')),
    schedules: fc.option(fc.tuple(schedule('nightly')), { nil: undefined }),
    operations: fc.option(fc.array(fc.tuple(operation, fc.nat(1e8)), { minLength: 1, maxLength: 4 }), {
      nil: undefined,
    }),
    tasks: fc.array(fc.tuple(taskSpec, behaviour, fc.nat(1), fc.nat(1e6), fc.nat(1e6)), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ jobs, schedules, operations, tasks }) => {
    // What is written counts from the first of all: so does the run it is read for.
    const rows = tasks.toSorted((a, b) => a[3] - b[3]);
    const lift = <Row extends { readonly added: number }>(row: Row): Row => ({ ...row, added: START });
    return {
      jobs: jobs.map(lift),
      ...(schedules === undefined
        ? {}
        : { schedules: schedules.map((row) => ({ ...row, added: START + row.added })) }),
      ...(operations === undefined
        ? {}
        : { operations: inTime(operations.map(([each, after]) => atTime(each, START + after))) }),
      specs: rows.map(([spec]) => spec),
      behaviours: rows.map(([, found]) => found),
      count: rows.length,
      taskAdded: Float64Array.from(rows, ([, , , after]) => START + after),
      taskJob: Uint32Array.from(rows, ([, , which]) => which),
      taskSpec: Uint32Array.from(rows.keys()),
      taskBehaviour: Uint32Array.from(rows.keys()),
      taskDuration: Float64Array.from(rows, ([, , , , long]) => long),
      taskId: (task) => `task-${task}`,
    };
  });

function plain(found: Workload) {
  const tasks = Array.from({ length: found.count }, (_, task) => ({
    id: found.taskId(task),
    job: found.taskJob[task],
    added: found.taskAdded[task],
    spec: found.specs[found.taskSpec[task]!],
    behaviour: found.behaviours[found.taskBehaviour[task]!],
    duration: found.taskDuration[task],
  }));
  const { jobs, schedules, operations } = found;
  return { jobs, schedules, operations, tasks: tasks.sort((a, b) => a.id.localeCompare(b.id)) };
}

test.each([
  ['compact columns', 'w.json', (found: Workload) => [...printColumnFile(found)].join('')],
  ['jobs in JSON', 'w.json', printJobsJson],
  ['jobs in YAML', 'w.yaml', printJobsYaml],
])('a workload of everything as %s', (_, name, print) => {
  fc.assert(
    fc.property(workload, (found) => {
      const bytes = new TextEncoder().encode(print(found));
      const reading = readTrace({ name, bytes }, { file: name }, making);
      expect(reading.complaints.filter(({ diagnostic }) => diagnostic.severity === 'error')).toEqual([]);
      expect(plain(reading.workload!)).toEqual(plain(found));
    }),
    { numRuns: 60 },
  );
});

/** Every way into plain data. */
function pathsOf(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  const mapping = value as Readonly<Record<string, unknown>>;
  return { ...mapping, [key]: replaced(mapping[key], rest, by) };
}

test('any value at any place is read or complained of, and nothing throws', () => {
  const wrong = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('PT5M', '-PT5M', 1e300, -1, 0.5, '__proto__', 'none', {}, []),
  );
  fc.assert(
    fc.property(workload, fc.nat(), wrong, (found, place, by) => {
      const data: unknown = JSON.parse(printJobsJson(found));
      const paths = pathsOf(data);
      const bytes = new TextEncoder().encode(
        JSON.stringify(replaced(data, paths[place % paths.length]!, by)),
      );
      const reading = readTrace({ name: 'w.json', bytes }, { file: 'w.json', format: 'workload' }, making);
      const isWrong = reading.complaints.some(({ diagnostic }) => diagnostic.severity === 'error');
      expect(reading.workload === undefined).toBe(isWrong);
      for (const { diagnostic, source } of reading.complaints)
        expect(diagnostic.span.end).toBeLessThanOrEqual(source.text.length);
    }),
    { numRuns: 200 },
  );
});

test('a merge keeps schedules and operations, in order of time; a speedup moves them', () => {
  fc.assert(
    fc.property(workload, workload, (one, other) => {
      const { schedules = [], operations = [] } = mergeWorkloads([one, other]);
      expect(schedules).toEqual([...(one.schedules ?? []), ...(other.schedules ?? [])]);
      expect(operations).toEqual(inTime([...(one.operations ?? []), ...(other.operations ?? [])]));
      const faster = spedUp(one, START, 2);
      expect(faster.operations?.map(({ at }) => at)).toEqual(
        one.operations?.map(({ at }) => START + Math.round((at - START) / 2)),
      );
      expect(faster.schedules?.map(({ added }) => added)).toEqual(
        one.schedules?.map(({ added }) => START + Math.round((added - START) / 2)),
      );
    }),
    { numRuns: 30 },
  );
});

test('what tasks do besides stands beside a generator and beside a trace', () => {
  const behaviour = { uses: { cores: 2 }, download: { bytes: 5, files: 1 } };
  const drawn = generate(
    {
      arrivals: { kind: 'atOnce', count: 4 },
      durations: { kind: 'constant', value: 1 },
      failures: { share: 0.5, exitCode: 3 },
      behaviour,
    },
    making,
  );
  expect(drawn.behaviours).toEqual([
    { ending: { kind: 'succeeds' }, ...behaviour },
    { ending: { kind: 'fails', exitCode: 3 }, ...behaviour },
  ]);
  const bytes = new TextEncoder().encode('submit,duration\n5,5\n');
  const { workload: traced } = readTrace(
    { name: 'jobs.csv', bytes },
    { file: 'jobs.csv', behaviour },
    making,
  );
  expect(traced!.behaviours).toEqual([{ ending: { kind: 'succeeds' }, ...behaviour }]);
});
