// What is taken for granted of the world a formula is evaluated in: the values its metrics can have, the state
// of the pool, the time, and how much of the samples is there. A proof holds for every world within it.

import { LIVE, type LiveId, METRICS, type MetricId, type TargetId } from '../catalog/index.ts';
import { type Decisions, RECOMMENDED } from '../decisions.ts';
import { ANY_NUMBER, between, type Numbers } from './numbers.ts';

/** A target that counts nodes. */
export type NodeTargetId = Exclude<TargetId, '$NodeDeallocationOption'>;

export interface World {
  /** The time of an evaluation, in milliseconds since the epoch. */
  readonly now: Numbers;
  /** The values of samples, and of the counts the pool knows itself. */
  readonly values: Readonly<Record<MetricId | LiveId, Numbers>>;
  /** The targets the pool has. */
  readonly targets: Readonly<Record<NodeTargetId, Numbers>>;
  /** What `GetSamplePercent` can give. */
  readonly availability: Numbers;
  /** The most samples a metric has. */
  readonly mostSamples: number;
  /** Whether the pool knows its own counts, as Azure's do; else they are read from samples. */
  readonly knowsCounts: boolean;
  readonly decisions: Decisions;
  /** What templates fill in: `anything` that fits the place, or values as people write them, one finite number at most. */
  readonly fillings: 'anything' | 'plain';
  /** What `time("...")` makes of a text; undefined when it refuses it. Without, every text may be refused. */
  readonly readTime?: (text: string) => number | undefined;
}

const everyValue = (make: (id: MetricId | LiveId) => Numbers): World['values'] =>
  Object.fromEntries(
    [...Object.keys(METRICS), ...Object.keys(LIVE)].map((id) => [id, make(id as MetricId | LiveId)]),
  ) as World['values'];

const whole = (low: number, high: number): Numbers => between(low, high, { whole: true });

/** The largest counts of tasks and of nodes that are thought of. */
export const MOST_TASKS = 1e9;
export const MOST_NODES = 1e6;

/** What the units of the catalog can be. Slots: Azure allows at most 256 a node. */
// biome-ignore format: table
const UNITS: Readonly<Record<(typeof METRICS)[MetricId]['unit'] | (typeof LIVE)[LiveId]['unit'], Numbers>> = {
  tasks:      whole(0, MOST_TASKS),
  nodes:      whole(0, MOST_NODES),
  slots:      whole(1, 256),
  percent:    between(0, 100),
  seconds:    between(0, 1e15),
  megabytes:  between(0, 1e15),
  gigabytes:  between(0, 1e15),
  bytes:      between(0, 1e18),
  operations: between(0, 1e15),
};

const unitOf = (id: MetricId | LiveId) => ({ ...METRICS, ...LIVE })[id].unit;

const FIRST_INSTANT = 0;
/** The end of the year 9999. */
const LAST_INSTANT = 253_402_300_799_999;

/** Everything that can be in Azure: counts are whole and not negative, samples may be missing. */
export const AZURE: World = {
  now: whole(FIRST_INSTANT, LAST_INSTANT),
  values: everyValue((id) => UNITS[unitOf(id)]),
  targets: { $TargetDedicatedNodes: whole(0, MOST_NODES), $TargetLowPriorityNodes: whole(0, MOST_NODES) },
  availability: whole(0, 100),
  // A year of them.
  mostSamples: 2 ** 20,
  knowsCounts: true,
  decisions: RECOMMENDED,
  fillings: 'anything',
};

/** A world about which nothing is known but the time of day being a whole number of milliseconds. */
export const ANY_WORLD: World = {
  ...AZURE,
  values: everyValue(() => ANY_NUMBER),
  targets: { $TargetDedicatedNodes: ANY_NUMBER, $TargetLowPriorityNodes: ANY_NUMBER },
  mostSamples: Infinity,
  knowsCounts: false,
};
