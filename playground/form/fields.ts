// The fields of the form: what each is called, where it stands in a scenario, and what it can be. What the form
// does not know stays in the scenario untouched, and can be changed in its text.

import type { JsonObject } from '../state.ts';
import type { Way } from './value-path.ts';

/** What a field holds. A `delay` is a duration or a distribution: its middle is shown and changed. */
export type FieldKind =
  | 'count'
  | 'number'
  | 'share'
  | 'duration'
  | 'delay'
  | 'rate'
  | 'text'
  | 'choice'
  | 'size'
  | 'time';

export interface Field {
  readonly label: string;
  readonly way: Way;
  readonly kind: FieldKind;
  readonly help: string;
  readonly unit?: string;
  /** Where a slider stops: seconds for durations, 0 to 1 for shares, arrivals an hour for rates. */
  readonly stops?: readonly number[];
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly (readonly [value: string, label: string])[];
  /** What holds where the scenario says nothing; shown in grey. */
  readonly otherwise?: string;
  /** Whether the field is there for this scenario. */
  readonly isFor?: (scenario: JsonObject) => boolean;
}

const SHORT = [0, 1, 2, 5, 10, 20, 30, 60, 120, 180, 300, 600, 900, 1800];
export const LONG = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];
export const DAYS = [3600, 21_600, 43_200, 86_400, 172_800, 259_200, 432_000, 604_800, 1_209_600, 2_592_000];
const SHARES = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1];
const NODES = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500];
const CORES = [8, 16, 32, 64, 100, 200, 350, 500, 1000, 2000, 5000];

const poolOf = (scenario: JsonObject): JsonObject =>
  (scenario.pool ?? (Array.isArray(scenario.pools) ? scenario.pools[0] : undefined) ?? {}) as JsonObject;
export const isScaled = (scenario: JsonObject): boolean => poolOf(scenario).enableAutoScale === true;
const isFixed = (scenario: JsonObject): boolean => !isScaled(scenario);

/** Ways below the pool begin with `pool`, whichever of several pools is shown. */
// biome-ignore format: a table
export const POOL_FIELDS: readonly Field[] = [
  { label: 'Node size', way: ['pool', 'vmSize'], kind: 'size', help: 'What one node is.' },
  { label: 'Task slots a node', way: ['pool', 'taskSlotsPerNode'], kind: 'count', least: 1, most: 256, stops: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64], otherwise: '1', help: 'How many tasks of one slot a node runs at once.' },
  { label: 'Filling', way: ['pool', 'taskSchedulingPolicy', 'nodeFillType'], kind: 'choice', choices: [['', 'spread (default)'], ['spread', 'spread over nodes'], ['pack', 'pack onto few nodes']], help: 'Which node a task is given.' },
  { label: 'Evaluation every', way: ['pool', 'autoScaleEvaluationInterval'], kind: 'duration', stops: [300, 600, 900, 1200, 1800, 3600], otherwise: '15 min', isFor: isScaled, help: 'How often the formula is asked; five minutes is the least.' },
  { label: 'Dedicated nodes', way: ['pool', 'targetDedicatedNodes'], kind: 'count', least: 0, stops: NODES, otherwise: '0', isFor: isFixed, help: 'The size of the pool.' },
  { label: 'Low-priority nodes', way: ['pool', 'targetLowPriorityNodes'], kind: 'count', least: 0, stops: NODES, otherwise: '0', isFor: isFixed, help: 'Cheap nodes that can be taken away.' },
  { label: 'Dedicated core quota', way: ['account', 'dedicatedCoreQuota'], kind: 'count', least: 0, stops: CORES, otherwise: 'no limit', unit: 'cores', help: 'What the account may have of dedicated cores.' },
  { label: 'Low-priority core quota', way: ['account', 'lowPriorityCoreQuota'], kind: 'count', least: 0, stops: CORES, otherwise: 'no limit', unit: 'cores', help: 'What the account may have of low-priority cores.' },
  { label: 'Most dedicated nodes', way: ['world', 'capacity', 'dedicated'], kind: 'count', least: 0, stops: NODES, otherwise: 'no limit', help: 'What the region gives at most, whatever the quota is.' },
  { label: 'Most low-priority nodes', way: ['world', 'capacity', 'lowPriority'], kind: 'count', least: 0, stops: NODES, otherwise: 'no limit', help: 'What the region gives at most of cheap nodes.' },
];

// biome-ignore format: a table
export const WORLD_FIELDS: readonly Field[] = [
  { label: 'Allocation', way: ['world', 'allocation'], kind: 'delay', stops: SHORT, help: 'From a resize to its first node.' },
  { label: 'Creating', way: ['world', 'creating'], kind: 'delay', stops: SHORT, help: 'A node is there and does not boot yet.' },
  { label: 'Boot', way: ['world', 'starting'], kind: 'delay', stops: SHORT, help: 'From starting to ready, or to the start task.' },
  { label: 'Start task', way: ['world', 'startTask', 'duration'], kind: 'delay', stops: SHORT, help: 'How long a start task takes, where the pool has one.' },
  { label: 'Leaving', way: ['world', 'leaving'], kind: 'delay', stops: SHORT, help: 'How long a node takes to go.' },
  { label: 'Scheduling', way: ['world', 'scheduling'], kind: 'delay', stops: SHORT, help: 'From a free slot to the start of a task.' },
  { label: 'Samples come late by', way: ['world', 'samples', 'lag'], kind: 'duration', stops: [0, 10, 30, 60, 90, 120, 180, 300, 600], help: 'How old the newest sample is that a formula sees.' },
  { label: 'Samples lost', way: ['world', 'samples', 'loss'], kind: 'share', stops: SHARES, help: 'The share of samples that never comes.' },
  { label: 'Low-priority nodes taken', way: ['world', 'preemption', 'perNodeHour'], kind: 'number', least: 0, stops: [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5], unit: 'an hour each', help: 'How often in an hour a cheap node is preempted.' },
  { label: 'Back after', way: ['world', 'preemption', 'recovery'], kind: 'delay', stops: LONG, help: 'How long until a preempted node is replaced.' },
  { label: 'Boots that fail', way: ['world', 'failures', 'boot'], kind: 'share', stops: SHARES, help: 'The share of boots that ends in an unusable node.' },
  { label: 'Machines that break', way: ['world', 'failures', 'perNodeHour'], kind: 'number', least: 0, stops: [0, 0.0001, 0.001, 0.01, 0.05, 0.1], unit: 'an hour each', help: 'How often in an hour a node is lost for good.' },
];

// biome-ignore format: a table
export const RUN_FIELDS: readonly Field[] = [
  { label: 'Begins', way: ['start'], kind: 'time', help: 'The first moment of the run, in UTC.', otherwise: '2025-03-03 00:00' },
  { label: 'Ends after', way: ['until'], kind: 'duration', stops: DAYS, help: 'A duration, or “drained”: when every task is done.', otherwise: 'drained' },
  { label: 'Seed', way: ['seed'], kind: 'count', least: 0, help: 'The same seed gives the same run.', otherwise: '1' },
  { label: 'Given up after', way: ['stallAfter'], kind: 'duration', stops: DAYS, help: 'A run until drained ends when nothing moves for so long.', otherwise: '8 d', isFor: ({ until }) => until === undefined || until === 'drained' },
];
