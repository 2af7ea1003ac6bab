// What a formula can see at one moment, as a plain value: what a state file says, or a search tries.

import type { Decisions, LiveId, PoolContext } from '../compiler/index.ts';
import type { Environment } from './environment.ts';
import { createRandom } from './random.ts';
import { createSampleStore, type Sample } from './samples.ts';
import { type Instant, parseInstant } from './time.ts';

/** The moment of an evaluation when nobody names one: the same input gives the same answer on every day. */
export const DEFAULT_NOW: Instant = parseInstant('2025-03-05T12:00:00Z')!;

/** What a state file says. Ages are seconds before `now`. */
export interface State {
  readonly now?: Instant;
  readonly seed: number;
  readonly pool: PoolCounts;
  readonly samples: Readonly<Record<string, readonly AgedValue[]>>;
  readonly decisions: Partial<Decisions>;
}

export type AgedValue = readonly [age: number, value: number];
/** The counts of a pool that a state may name. */
export interface PoolCounts {
  readonly targetDedicatedNodes?: number;
  readonly targetLowPriorityNodes?: number;
  readonly currentDedicatedNodes?: number;
  readonly currentLowPriorityNodes?: number;
  readonly preemptedNodeCount?: number;
  readonly usableNodeCount?: number;
  readonly taskSlotsPerNode?: number;
}

/** An empty pool without samples. */
export const EMPTY_STATE: State = { seed: 1, pool: {}, samples: {}, decisions: {} };

/** The state in a pool of which something is known: that counts where the state says nothing. */
export const inPool = (state: State, { taskSlotsPerNode }: PoolContext): State =>
  taskSlotsPerNode === undefined ? state : { ...state, pool: { taskSlotsPerNode, ...state.pool } };

/** Where each live count of the catalog stands in a state file, and its value in an empty pool. */
export const LIVE_FIELDS: Readonly<Record<LiveId, readonly [field: keyof PoolCounts, whenEmpty: number]>> = {
  $CurrentDedicatedNodes: ['currentDedicatedNodes', 0],
  $CurrentLowPriorityNodes: ['currentLowPriorityNodes', 0],
  $PreemptedNodeCount: ['preemptedNodeCount', 0],
  $UsableNodeCount: ['usableNodeCount', 0],
  $TaskSlotsPerNode: ['taskSlotsPerNode', 1],
};

/** The environment of an evaluation in this state, at its own time or at another. */
export function environmentOf(state: State, at?: Instant): Environment {
  const now = at ?? state.now ?? DEFAULT_NOW;
  const samples = Object.entries(state.samples).map(
    ([name, aged]) => [name, aged.map(([seconds, value]): Sample => [now - seconds * 1000, value])] as const,
  );
  return {
    now,
    samples: createSampleStore(Object.fromEntries(samples)),
    targetDedicatedNodes: state.pool.targetDedicatedNodes ?? 0,
    targetLowPriorityNodes: state.pool.targetLowPriorityNodes ?? 0,
    live: liveCounts(state),
    random: createRandom(state.seed, 'rand'),
    decisions: state.decisions,
  };
}

/** A count the pool does not state is that of an empty pool, unless there are samples to read it from. */
function liveCounts({ pool, samples }: State): Environment['live'] {
  const live: Partial<Record<LiveId, number>> = {};
  for (const [id, [field, whenEmpty]] of Object.entries(LIVE_FIELDS) as [
    LiveId,
    (typeof LIVE_FIELDS)[LiveId],
  ][]) {
    const value = pool[field] ?? (id in samples ? undefined : whenEmpty);
    if (value !== undefined) live[id] = value;
  }
  return live;
}
