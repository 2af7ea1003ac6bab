// The compact workload file: the columns of a workload as JSON, times as differences, a column that never changes
// as one number. Written in pieces, because ten million tasks make a text longer than a string may be.

import { behaviourJson, behaviourRow } from '../behaviour-json.ts';
import { workloadDiagnostics as complaints } from '../diagnostics.ts';
import { complainOf } from '../model/fault.ts';
import { jobFaults } from '../model/job-faults.ts';
import { taskFaults } from '../model/task-faults.ts';
import { JOB_OPTIONS, jobSpec, TASK_FIELDS, TASK_OPTIONS, taskJson, taskSpec } from '../model/wire.ts';
import { record, required } from '../record.ts';
import { type At, below, complain, duration, list, mapped, number, spanAt } from '../schema.ts';
import { BEHAVING_JOB_FIELDS } from '../special-section.ts';
import { SUCCEEDS } from '../world/behaviour.ts';
import type { MakingOf } from './generate.ts';
import { scheduleSections } from './jobs-section.ts';
import { makeWritten } from './make-jobs.ts';
import { operationSections } from './operations-section.ts';
import { jobOf } from './patterns.ts';
import { beginOf, writtenData } from './print-jobs.ts';
import type { Workload } from './workload.ts';

/** The pieces of the file; together they are one JSON document. Times count from the first of all. */
export function* printColumnFile(workload: Workload): Generator<string> {
  const { count } = workload;
  const start = beginOf(workload);
  yield '{\n"schemaVersion": 1,\n"kind": "workload",\n';
  const { jobs, schedules, operations } = writtenData(workload, start);
  yield `"jobs": ${pretty(jobs)},\n`;
  if (schedules.length > 0) yield `"schedules": ${pretty(schedules)},\n`;
  if (operations.length > 0) yield `"operations": ${pretty(operations)},\n`;
  yield `"specs": ${pretty(workload.specs.map(taskJson))},\n`;
  yield `"behaviours": ${pretty(workload.behaviours.map(behaviourJson))},\n`;
  yield `"count": ${count},\n`;
  yield* column(
    'added',
    count,
    (task) => workload.taskAdded[task]! - (task === 0 ? start : workload.taskAdded[task - 1]!),
  );
  yield* column('job', count, (task) => workload.taskJob[task]!);
  yield* column('spec', count, (task) => workload.taskSpec[task]!);
  yield* column('ending', count, (task) => workload.taskBehaviour[task]!);
  yield* column('duration', count, (task) => workload.taskDuration[task]!);
  yield* idColumn(workload);
  yield '}\n';
}

const pretty = (rows: readonly unknown[]): string =>
  rows.length === 0 ? '[]' : `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`;

const PIECE = 20_000;

function* column(name: string, count: number, entryOf: (task: number) => number): Generator<string> {
  const first = count === 0 ? 0 : entryOf(0);
  let same = true;
  for (let task = 1; task < count && same; task++) same = entryOf(task) === first;
  if (same) {
    yield `"${name}": ${first},\n`;
    return;
  }
  yield* items(name, count, entryOf);
  yield ',\n';
}

function* items(name: string, count: number, entryOf: (task: number) => number | string): Generator<string> {
  yield `"${name}": [`;
  for (let from = 0; from < count; from += PIECE) {
    const piece: (number | string)[] = [];
    for (let task = from; task < Math.min(count, from + PIECE); task++) piece.push(entryOf(task));
    yield `${from === 0 ? '' : ',\n'}${piece.join(',')}`;
  }
  yield ']';
}

// Ids that count up inside each job are a rule; others are listed.
function* idColumn(workload: Workload): Generator<string> {
  const rule = idRule(workload);
  if (rule === undefined) {
    yield* items('id', workload.count, (task) => JSON.stringify(workload.taskId(task)));
    yield '\n';
  } else yield `"id": ${JSON.stringify(rule)}\n`;
}

interface IdRule {
  readonly prefix: string;
  readonly first: number;
}

function idRule({ count, jobs, taskJob, taskId }: Workload): IdRule | undefined {
  const match = /^(.*?)(0|[1-9]\d{0,14})$/.exec(count === 0 ? 'task-1' : taskId(0));
  if (match === null) return undefined;
  const [, prefix = '', first = '1'] = match;
  const next = new Float64Array(jobs.length).fill(Number(first));
  for (let task = 0; task < count; task++) {
    const job = taskJob[task]!;
    if (taskId(task) !== `${prefix}${next[job]!++}`) return undefined;
  }
  return { prefix, first: Number(first) };
}

const jobRow = mapped(
  record({ ...BEHAVING_JOB_FIELDS, after: duration }, JOB_OPTIONS),
  ({ after = 0, ...json }, at) => {
    complainOf(jobFaults(jobSpec(json, '')), at);
    return { json, after };
  },
);
/** Which job a specification is for stands in the columns; the rest of it is looked at here. */
const ANY_JOB = { usesTaskDependencies: true, onTaskFailure: 'performexitoptionsjobaction' } as const;
const specRow = mapped(record(TASK_FIELDS, TASK_OPTIONS), (json, at) => {
  const spec = taskSpec(json);
  complainOf(taskFaults(spec, ANY_JOB), at);
  return spec;
});
const HEAD = {
  jobs: required(list(jobRow)),
  specs: required(list(specRow)),
  behaviours: required(list(behaviourRow)),
  schedules: scheduleSections,
  operations: operationSections,
  count: required(number({ least: 0, most: 100_000_000, whole: true })),
} as const;
const head = record(HEAD, {
  what: 'a compact workload file',
  silent: ['schemaVersion', 'kind', 'title', 'added', 'job', 'spec', 'ending', 'duration', 'id'],
});

/** Reads the columns; complains at the first that does not add up. */
export function readColumnFile(
  data: Readonly<Record<string, unknown>>,
  making: MakingOf,
  at: At,
): Workload | undefined {
  const found = head.read(data, at);
  if (found === undefined) return undefined;
  const { jobs, count } = found;
  const specs = found.specs.length === 0 ? [taskSpec({})] : found.specs;
  const behaviours = found.behaviours.length === 0 ? [SUCCEEDS] : found.behaviours;
  const refuse = (name: string, why: string): undefined =>
    complain(at, () => complaints['broken-columns'](spanAt(below(at, name), 'key'), { column: name, why }));
  if (count > 0 && jobs.length === 0) return refuse('jobs', 'there are tasks and no job');
  const read = (name: string, most: number): ArrayLike<number> | undefined => {
    const why = faultOf(data[name], count, most);
    return why === undefined ? spread(data[name], count) : refuse(name, why);
  };
  const added = read('added', Number.MAX_SAFE_INTEGER);
  const job = read('job', jobs.length - 1);
  const spec = read('spec', specs.length - 1);
  const ending = read('ending', behaviours.length - 1);
  const length = read('duration', Number.MAX_SAFE_INTEGER);
  const taskJob = Uint32Array.from(job ?? []);
  const taskId = idsOf(data.id, taskJob, jobs.length);
  if (taskId === undefined)
    return refuse('id', `expected ${count} texts, or a rule of \`prefix\` and \`first\``);
  if (added === undefined || spec === undefined || ending === undefined || length === undefined)
    return undefined;
  const taskAdded = new Float64Array(count);
  let time = making.start;
  for (let task = 0; task < count; task++) {
    time += added[task]!;
    taskAdded[task] = time;
  }
  const { schedules = [], operations = [] } = found;
  return {
    ...makeWritten({ jobs: [], schedules, operations }, making),
    jobs: jobs.map(({ json, after }) => jobOf(json, { poolId: making.poolId, added: making.start + after })),
    specs,
    behaviours,
    count,
    taskAdded,
    taskJob,
    taskSpec: Uint32Array.from(spec),
    taskBehaviour: Uint32Array.from(ending),
    taskDuration: Float64Array.from(length),
    taskId,
  };
}

function faultOf(column: unknown, count: number, most: number): string | undefined {
  const fits = (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= Math.max(0, most);
  if (!Array.isArray(column))
    return fits(column) ? undefined : 'expected a list of whole numbers, or one for all';
  if (column.length !== count) return `${column.length} entries, and \`count\` is ${count}`;
  const wrong = column.findIndex((value) => !fits(value));
  return wrong < 0
    ? undefined
    : `entry ${wrong} is ${JSON.stringify(column[wrong])}; expected a whole number from 0${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`;
}

const spread = (column: unknown, count: number): ArrayLike<number> =>
  Array.isArray(column) ? (column as readonly number[]) : new Float64Array(count).fill(column as number);

function idsOf(written: unknown, taskJob: Uint32Array, jobs: number): ((task: number) => string) | undefined {
  if (Array.isArray(written)) {
    const fits = written.length === taskJob.length && written.every((id) => typeof id === 'string');
    return fits ? (task) => String(written[task]) : undefined;
  }
  const { prefix, first } = (written ?? {}) as { readonly prefix?: unknown; readonly first?: unknown };
  if (typeof prefix !== 'string' || typeof first !== 'number') return undefined;
  // A task's number is its place in its job.
  const next = new Uint32Array(jobs);
  const places = taskJob.map((job) => next[job]!++);
  return (task) => `${prefix}${first + places[task]!}`;
}
