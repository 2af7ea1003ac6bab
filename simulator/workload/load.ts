// From the parts of a `workload` section to one workload. Files are asked from the caller, who knows where they
// are and expands compressed ones.

import type { Diagnostic } from '../../grammar/index.ts';
import type { Instant } from '../../runtime/index.ts';
import {
  type Complaint,
  workloadDiagnostics as complaints,
  hasErrors,
  scenarioDiagnostics,
} from '../diagnostics.ts';
import type { PoolSpec } from '../model/pool.ts';
import type { Delay } from '../world/delay.ts';
import { mergeWorkloads } from './columns.ts';
import { plainBytes } from './formats/bytes.ts';
import { readColumn } from './formats/csv.ts';
import { readTrace, type TraceReading } from './formats/index.ts';
import { type Arrivals, type Generation, generate, type MakingOf } from './generate.ts';
import { type ColumnFile, type GenerateSection, mostGenerated } from './generate-section.ts';
import { makeWritten } from './make-jobs.ts';
import type { WorkloadJob, WorkloadSchedule } from './parts.ts';
import type { Origin, WorkloadSource } from './source.ts';
import type { Workload } from './workload.ts';

/**
 * Gives the bytes of a file that a scenario names, expanded if they were compressed. Throws, with a message for
 * people, when it cannot.
 */
export type ReadFile = (path: string) => Uint8Array | Promise<Uint8Array>;

/** What a workload needs to know of its scenario. */
export interface WorkloadSetting {
  readonly seed: number;
  readonly start: Instant;
  readonly pools: readonly Pick<PoolSpec, 'id' | 'taskSlotsPerNode'>[];
}

export interface WorkloadReading {
  /** Absent when there are errors. */
  readonly workload?: Workload;
  readonly complaints: readonly Complaint[];
}

/** Reads, draws and merges all parts of a workload. */
export async function loadWorkload(
  sources: readonly WorkloadSource[],
  setting: WorkloadSetting,
  readFile: ReadFile,
): Promise<WorkloadReading> {
  const making = { seed: setting.seed, start: setting.start, poolId: setting.pools[0]?.id ?? '' };
  const readings: TraceReading[] = [];
  for (const source of sources) readings.push(await readPart(source, making, readFile));
  const found = readings.flatMap((reading) => reading.complaints);
  const parts = readings.flatMap(({ workload }) => (workload === undefined ? [] : [workload]));
  if (parts.length < readings.length || hasErrors(found.map(({ diagnostic }) => diagnostic)))
    return { complaints: found };
  const repeated = repeatedJob(parts, sources);
  if (repeated !== undefined) return { complaints: [...found, repeated] };
  const warnings = parts.flatMap((part, index) => misfits(part, setting, sources[index]!.origin));
  return { workload: mergeWorkloads(parts), complaints: [...found, ...warnings] };
}

/** About the most tasks that these sources make, before any is made; what files hold is not counted. */
export const mostTasks = (sources: readonly WorkloadSource[]): number =>
  sources.reduce((sum, source) => sum + mostOf(source), 0);

function mostOf(source: WorkloadSource): number {
  if (source.kind === 'generate') return mostGenerated(source.generate);
  if (source.kind === 'trace') return 0;
  return source.jobs.reduce((sum, { tasks }) => sum + tasks.reduce((of, { count = 1 }) => of + count, 0), 0);
}

async function readPart(source: WorkloadSource, making: MakingOf, readFile: ReadFile): Promise<TraceReading> {
  switch (source.kind) {
    case 'written':
      return { workload: makeWritten(source, making), complaints: [] };
    case 'generate':
      return generatePart(source.generate, source.origin, { making, readFile });
    case 'trace': {
      const { trace, origin } = source;
      const bytes = await openFile(trace.file, origin, readFile);
      if (!(bytes instanceof Uint8Array)) return { complaints: [bytes] };
      const later = { ...making, start: making.start + (trace.after ?? 0) };
      return readTrace({ name: trace.file, bytes }, trace, later);
    }
  }
}

async function openFile(file: string, origin: Origin, readFile: ReadFile): Promise<Uint8Array | Complaint> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      source: origin.source,
      diagnostic: scenarioDiagnostics['file-unreadable'](origin.span, { file, why }),
    };
  }
}

interface Means {
  readonly making: MakingOf;
  readonly readFile: ReadFile;
}

async function generatePart(
  section: GenerateSection,
  origin: Origin,
  { making, readFile }: Means,
): Promise<TraceReading> {
  const { arrivals, durations, ...rest } = section;
  const times =
    arrivals.kind === 'file' ? await columnOf(arrivals.from, 'submit', origin, readFile) : undefined;
  const lengths =
    durations.kind === 'file' ? await columnOf(durations.from, 'duration', origin, readFile) : undefined;
  const complaintsOfFiles = [...(times?.complaints ?? []), ...(lengths?.complaints ?? [])];
  const when = arrivals.kind === 'file' ? timesSinceFirst(times?.values) : arrivals;
  const long = durations.kind === 'file' ? empirical(lengths?.values) : durations;
  if (when === undefined || long === undefined) return { complaints: complaintsOfFiles };
  const generation: Generation = { ...rest, arrivals: when, durations: long };
  return { workload: generate(generation, making), complaints: complaintsOfFiles };
}

async function columnOf(from: ColumnFile, name: 'submit' | 'duration', origin: Origin, readFile: ReadFile) {
  const bytes = await openFile(from.file, origin, readFile);
  if (!(bytes instanceof Uint8Array)) return { complaints: [bytes] };
  const { file, column, ...worth } = from;
  const map = column === undefined ? {} : { [name]: { column, ...worth } };
  return readColumn({ name: file, bytes: plainBytes(bytes), jobId: '' }, map, name);
}

function timesSinceFirst(values: Float64Array | undefined): Arrivals | undefined {
  if (values === undefined) return undefined;
  const times = values.slice().sort();
  const first = times[0] ?? 0;
  return { kind: 'times', times: times.map((time) => time - first) };
}

const empirical = (values: Float64Array | undefined): Delay | undefined =>
  values === undefined ? undefined : { kind: 'empirical', values: Array.from(values) };

/** A job or job schedule whose id another part of the workload has. */
function repeatedJob(parts: readonly Workload[], sources: readonly WorkloadSource[]): Complaint | undefined {
  const known = new Map<string, Kind>();
  for (const [index, part] of parts.entries()) {
    for (const [kind, { spec }] of rowsOf(part)) {
      const id = spec.id.toLowerCase();
      const other = known.get(id);
      if (other !== undefined) {
        const { source, span } = sources[index]!.origin;
        const holes = { what: kind, other: other === kind ? 'another' : `a ${other}`, id: spec.id };
        return {
          source,
          diagnostic: complaints['repeated-job'](span, { ...holes, code: CODES[other][kind] }),
        };
      }
      known.set(id, kind);
    }
  }
  return undefined;
}

type Kind = 'job' | 'job schedule';

const rowsOf = ({
  jobs,
  schedules = [],
}: Workload): readonly (readonly [Kind, Pick<WorkloadJob, 'spec'> | WorkloadSchedule])[] => [
  ...jobs.map((job) => ['job', job] as const),
  ...schedules.map((schedule) => ['job schedule', schedule] as const),
];

/** What Azure answers by what there is already and what is added. */
const CODES: Readonly<Record<Kind, Readonly<Record<Kind, string>>>> = {
  job: { job: 'JobExists', 'job schedule': 'JobWithSameIdExists' },
  'job schedule': { job: 'JobScheduleWithSameIdExists', 'job schedule': 'JobScheduleExists' },
};

/** A warning for each job with tasks that no node of its pool can hold. */
function misfits(workload: Workload, { pools }: WorkloadSetting, origin: Origin): readonly Complaint[] {
  const slotsOf = new Map(pools.map((pool) => [pool.id.toLowerCase(), pool] as const));
  const poolOf = workload.jobs.map(({ spec }) => slotsOf.get((spec.poolInfo.poolId ?? '').toLowerCase()));
  const least = pools.reduce((sum, pool) => Math.min(sum, pool.taskSlotsPerNode), Infinity);
  if (workload.specs.every((spec) => spec.requiredSlots <= least)) return [];
  const found = new Map<number, { count: number; slots: number }>();
  const total = new Uint32Array(workload.jobs.length);
  for (let task = 0; task < workload.count; task++) {
    const job = workload.taskJob[task]!;
    total[job]!++;
    const { requiredSlots } = workload.specs[workload.taskSpec[task]!]!;
    if (requiredSlots <= (poolOf[job]?.taskSlotsPerNode ?? Infinity)) continue;
    const row = found.get(job) ?? { count: 0, slots: 0 };
    found.set(job, { count: row.count + 1, slots: Math.max(row.slots, requiredSlots) });
  }
  return [...found].slice(0, MOST_WARNINGS).map(([job, { count, slots }]): Complaint => {
    const pool = poolOf[job]!;
    const holes = {
      count,
      total: total[job]!,
      job: workload.jobs[job]!.spec.id,
      slots,
      pool: pool.id,
      most: pool.taskSlotsPerNode,
    };
    const diagnostic: Diagnostic = complaints['never-fits'](origin.span, holes);
    return { source: origin.source, diagnostic };
  });
}

const MOST_WARNINGS = 3;
