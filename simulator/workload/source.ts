// The `workload` section of a scenario: traces, jobs written out, and generators, as plain data. Files are only
// named here; `load.ts` asks for them.

import type { Source, Span } from '../../grammar/index.ts';
import type { Duration } from '../../runtime/index.ts';
import { type Doings, doings } from '../behaviour-json.ts';
import { scenarioDiagnostics as complaints } from '../diagnostics.ts';
import type { TaskJson } from '../model/wire.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import {
  type At, below, byKind, choice, complain, duration, mapped, number, oneOrMany,
  type Shape, spanAt, text,
} from '../schema.ts'; // biome-ignore format: one list
import { type GenerateSection, generateSection } from './generate-section.ts';
import { jobSections, scheduleSections } from './jobs-section.ts';
import type { Written } from './make-jobs.ts';
import { operationSections } from './operations-section.ts';
import { type Column, checkPatterns, column, type JobPattern, jobPattern, taskPattern } from './patterns.ts';

/** Where in which text a part of the workload was asked for. */
export interface Origin {
  readonly source: Source;
  readonly span: Span;
}

/** One part of a workload, still without its files. */
export type WorkloadSource =
  | { readonly kind: 'trace'; readonly trace: TraceSection; readonly origin: Origin }
  | ({ readonly kind: 'written'; readonly origin: Origin } & Written)
  | { readonly kind: 'generate'; readonly generate: GenerateSection; readonly origin: Origin };

/** The columns a CSV trace may have. */
export const CSV_COLUMNS = ['submit', 'duration', 'id', 'job', 'slots', 'exitCode'] as const;
export type ColumnMap = { readonly [Name in (typeof CSV_COLUMNS)[number]]?: Column };

/** A trace file and how to make tasks of it. */
export interface TraceSection {
  readonly file: string;
  readonly format?: string;
  /** Only the first tasks. */
  readonly limit?: number;
  /** From the scenario's start to the first task. */
  readonly after?: Duration;
  /** Tasks come this many times as fast; how long they take stays. */
  readonly speedup?: number;
  /** Slots of a task: as many as the job asked for processors, or one, or this many. */
  readonly slots?: 'processors' | 'one' | number;
  /** Whether jobs that failed or were cancelled are tasks that fail. */
  readonly failedJobs?: 'succeed' | 'fail';
  readonly columns?: ColumnMap;
  /** Whether the files of a workflow are moved besides the run times, which usually include that. */
  readonly files?: 'ignore' | 'move';
  readonly job?: JobPattern;
  readonly task?: TaskJson;
  /** What every task does besides. */
  readonly behaviour?: Doings;
}

const columns = record(
  { submit: column, duration: column, id: column, job: column, slots: column, exitCode: column },
  { what: 'a column map' },
);

const TRACE = {
  file: required(described('The file, relative to the scenario; may end in .gz.', text)),
  format: described('The format; recognised when left out.', text),
  limit: described('Only the first tasks.', number({ least: 1, whole: true })),
  after: described('From the start of the run to the first task.', duration),
  speedup: described(
    'Tasks come this many times as fast; how long they take stays.',
    number({ least: 1e-6 }),
  ),
  slots: described(
    'Slots of a task: the processors the trace names, one, or a number.',
    byKind<'processors' | 'one' | number>({
      text: choice(['processors', 'one']),
      number: number({ least: 1, whole: true }),
    }),
  ),
  failedJobs: described(
    'Whether jobs that failed or were cancelled are tasks that fail.',
    choice(['succeed', 'fail']),
  ),
  columns: described('Which column of a CSV file means what.', columns),
  files: described(
    'Whether the files of a workflow are moved before and after each task; ignore unless set, because run times usually include it.',
    choice(['ignore', 'move']),
  ),
  job: jobPattern,
  task: taskPattern,
  behaviour: described('What every task does besides: files it moves, what it uses of its node.', doings),
} as const;

const traceSection: Shape<TraceSection> = byKind<TraceSection>({
  text: mapped(text, (file) => ({ file })),
  mapping: mapped(record(TRACE, { what: 'a trace' }), checkPatterns<RecordOf<typeof TRACE>>),
});

const SECTION = {
  trace: described('Files of tasks that ran elsewhere.', oneOrMany(traceSection)),
  jobs: described('Jobs with their tasks.', jobSections),
  schedules: described('Job schedules, with the tasks of each of their jobs.', scheduleSections),
  operations: described('What users ask of the service meanwhile.', operationSections),
  generate: described('Tasks drawn from distributions.', oneOrMany(generateSection)),
} as const;

const section = mapped(record(SECTION, { what: 'a workload' }), (found: RecordOf<typeof SECTION>, at: At) => {
  const jobs = new Set(found.jobs?.map(({ spec }) => spec.id.toLowerCase()));
  for (const { spec, place } of found.schedules ?? []) {
    if (!jobs.has(spec.id.toLowerCase())) continue;
    const span = spanAt(below(below(at, 'schedules'), place));
    complain(at, () => complaints['shared-id'](span, { id: spec.id }));
  }
  return found;
});

/** The sources of one mapping of the `workload` section. */
function sourcesOf(found: RecordOf<typeof SECTION>, at: At): readonly WorkloadSource[] {
  const originOf = (key: string): Origin => {
    const { document } = at.reading;
    return { source: document.source, span: spanAt(below(at, key), 'value') };
  };
  return [
    ...(found.trace ?? []).map(
      (trace): WorkloadSource => ({ kind: 'trace', trace, origin: originOf('trace') }),
    ),
    ...writtenIn(found, originOf),
    ...(found.generate ?? []).map(
      (generate): WorkloadSource => ({ kind: 'generate', generate, origin: originOf('generate') }),
    ),
  ];
}

const WRITTEN = ['jobs', 'schedules', 'operations'] as const;

/** The part that is written out, when there is one. */
function writtenIn(
  found: RecordOf<typeof SECTION>,
  originOf: (key: string) => Origin,
): readonly WorkloadSource[] {
  const first = WRITTEN.find((key) => found[key] !== undefined);
  const { jobs = [], schedules = [], operations = [] } = found;
  return first === undefined
    ? []
    : [{ kind: 'written', jobs, schedules, operations, origin: originOf(first) }];
}

const one: Shape<readonly WorkloadSource[]> = byKind<readonly WorkloadSource[]>({
  text: mapped(text, (file, at) => sourcesOf({ trace: [{ file }] }, at)),
  mapping: mapped(section, sourcesOf),
});

/** The `workload` section: a file's name, a mapping of traces, jobs, generators and so on, or a list of these. */
export const workloadSection: Shape<readonly WorkloadSource[]> = {
  ...mapped(oneOrMany(one), (found) => found.flat()),
  expected: 'a mapping with `trace`, `jobs` or `generate`, or a list of such mappings',
};
