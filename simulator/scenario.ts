// The whole question: account, pools, workload, world, seed, horizon. Here is its shape and what holds when
// nothing is said; `read-scenario.ts` reads one from a document.

import type { Decisions, Duration, Instant } from '../runtime/index.ts';
import type { PoolSpec } from './model/pool.ts';
import type { AccountQuotas } from './model/quota.ts';
import { findSize, type NodeSize, type PriceList } from './sizes.ts';
import type { TimedBehaviour } from './world/behaviour.ts';
import type { World } from './world/world.ts';

export interface Scenario {
  readonly title: string;
  readonly account: AccountQuotas;
  readonly pools: readonly PoolSpec[];
  /** How the start tasks of pools behave, by the pool's id in lower case; as the world says where there is none. */
  readonly startTasks?: Readonly<Record<string, TimedBehaviour>>;
  /** The size of each pool's nodes, and sizes of one's own, by name in lower case; see `coresOf`. */
  readonly sizes: Readonly<Record<string, NodeSize>>;
  readonly prices: PriceList;
  readonly world: World;
  readonly seed: number;
  readonly start: Instant;
  /** `drained`: until every task that can ever run has completed; else this long. */
  readonly until: 'drained' | Duration;
  /** A run that waits this long with nothing started, ended or added, and nothing running, stops as stalled. */
  readonly stallAfter: Duration;
  /** The formula language's undocumented choices. */
  readonly decisions: Partial<Decisions>;
  /** The service's undocumented choices. */
  readonly choices: ServiceChoices;
}

/** Where Azure's behaviour is not documented: one named option each, the default is the recommended one. */
export interface ServiceChoices {
  /** U-06: which nodes a task prefers. */
  readonly preferNodes: 'none' | 'dedicated' | 'lowpriority';
  /** U-04: whether idle nodes are held for a multi-instance task that is next, or others may overtake it. */
  readonly multiInstance: 'accumulate' | 'backfill';
  /** Whether the resource metrics have samples: none since their retirement, or what running tasks use. */
  readonly resourceMetrics: 'retired' | 'modelled';
  /** The scale of `$CPUPercent`: Azure says percent, and its own formulas compare it with fractions. */
  readonly cpuPercent: 'fraction' | 'percent';
}

/** Every undocumented choice of the service: the recommended value first. */
export const SERVICE_CHOICES: { readonly [Name in keyof ServiceChoices]: readonly ServiceChoices[Name][] } = {
  preferNodes: ['none', 'dedicated', 'lowpriority'],
  multiInstance: ['accumulate', 'backfill'],
  resourceMetrics: ['retired', 'modelled'],
  cpuPercent: ['fraction', 'percent'],
};

/** The recommended choices. */
export const DEFAULT_CHOICES = Object.fromEntries(
  Object.entries(SERVICE_CHOICES).map(([name, values]) => [name, values[0]]),
) as unknown as ServiceChoices;

/** What holds when a scenario does not say. The start is a Monday, so that weeks begin at the beginning. */
export const SCENARIO_DEFAULTS = {
  seed: 1,
  start: 1_740_960_000_000 as Instant,
  until: 'drained',
  /** Longer than a week, so that a formula that starts nodes on Mondays gets its chance. */
  stallAfter: (8 * 24 * 3_600_000) as Duration,
} as const;

/** The cores of a node of that size in this scenario; 1 when nobody knows the size. */
export function coresOf(scenario: Pick<Scenario, 'sizes'>, vmSize: string): number {
  const key = vmSize.toLowerCase();
  const own = Object.hasOwn(scenario.sizes, key) ? scenario.sizes[key] : undefined;
  return (own ?? findSize(key))?.cores ?? 1;
}
