// How many tasks generators are expected to add in each stretch of time, by arithmetic: nothing is drawn, so it can be
// redrawn while somebody drags.

import { documentOf, type Generation, scenarioOf, type WorkloadSource } from '../../simulator/index.ts';
import type { Json, JsonObject } from '../state.ts';
import { partsOf } from './parts.ts';

export type Generator = Extract<WorkloadSource, { kind: 'generate' }>['generate'];

/** The generators of a scenario in the order of its parts; undefined in the place of one that is refused. */
export function generatorsOf(scenario: JsonObject): readonly (Generator | undefined)[] {
  return partsOf(scenario)
    .filter(({ kind }) => kind === 'generate')
    .map(({ value }) => generatorOf(value));
}

/** What a part that generates means; undefined when the engine refuses it. */
export function generatorOf(value: Json): Generator | undefined {
  const pool = { id: 'pool', vmSize: 'standard_d2s_v5', targetDedicatedNodes: 1 };
  const { workload } = scenarioOf(documentOf('scenario', { pool, workload: { generate: value } }));
  const [source] = workload;
  return source?.kind === 'generate' ? source.generate : undefined;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 1970 began on a Thursday; weeks begin on Monday. */
const MONDAY = 4 * DAY;

/** The stretches of a chart: when the first begins, how long each is and how many there are, in milliseconds. */
export interface Stretches {
  readonly start: number;
  readonly length: number;
  readonly count: number;
}

/** Expected tasks in each stretch. */
export function expectedTasks(generator: Generator, stretches: Stretches): Float64Array {
  const {
    after = 0,
    for: span = Number.POSITIVE_INFINITY,
    count = Number.POSITIVE_INFINITY,
    jobs,
  } = generator;
  const tasks = jobs === undefined ? 1 : (jobs.tasks.from + jobs.tasks.to) / 2;
  const found = new Float64Array(stretches.count);
  const add = (from: number, to: number, amount: number) =>
    spread(found, stretches.length, { from, to, amount });
  arrive(generator, { after, end: after + span, stretches }, add);
  let left = count;
  for (let at = 0; at < found.length; at++) {
    const taken = Math.min(left, found[at]!);
    left -= taken;
    found[at] = taken * tasks;
  }
  return found;
}

interface Window {
  readonly after: number;
  readonly end: number;
  readonly stretches: Stretches;
}

type Add = (from: number, to: number, amount: number) => void;

function arrive({ arrivals }: Generator, { after, end, stretches }: Window, add: Add): void {
  const last = Math.min(end, stretches.count * stretches.length);
  switch (arrivals.kind) {
    case 'poisson':
      add(after, last, (arrivals.perSecond * (last - after)) / 1000);
      break;
    case 'diurnal':
      for (let from = after; from < last; ) {
        const local = stretches.start + from + arrivals.utcOffset - MONDAY;
        const hour = Math.floor(local / HOUR);
        const to = Math.min(last, from + (hour + 1) * HOUR - local);
        add(from, to, (arrivals.perHour[((hour % 168) + 168) % 168]! * (to - from)) / HOUR);
        from = to;
      }
      break;
    case 'bursts':
      for (let at = after; at < last; at += arrivals.every)
        add(at, at + arrivals.jitter + arrivals.spread, (arrivals.size.from + arrivals.size.to) / 2);
      break;
    case 'atOnce':
      add(after, after, arrivals.count);
      break;
    case 'times':
      for (const time of Array.from(arrivals.times)) add(after + time, after + time, 1);
      break;
    default:
  }
}

interface Amount {
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

/** Spreads an amount evenly over the stretches that it lies in. */
function spread(found: Float64Array, length: number, { from, to, amount }: Amount): void {
  if (to <= from) {
    const at = Math.floor(from / length);
    if (at >= 0 && at < found.length) found[at]! += amount;
    return;
  }
  const last = Math.min(found.length - 1, Math.floor((to - 1) / length));
  for (let at = Math.max(0, Math.floor(from / length)); at <= last; at++) {
    const shared = Math.min(to, (at + 1) * length) - Math.max(from, at * length);
    found[at]! += (amount * shared) / (to - from);
  }
}

/** Until when a generator adds tasks, in milliseconds since the start; 0 when only running it tells. */
export function endOf({
  arrivals,
  after = 0,
  for: span,
}: Pick<Generation, 'after' | 'for'> & Pick<Generator, 'arrivals'>): number {
  if (span !== undefined) return after + span;
  return arrivals.kind === 'atOnce' ? after + HOUR : 0;
}
