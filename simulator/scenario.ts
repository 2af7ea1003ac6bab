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

/** Where Azure's behaviour is not documented: one named option each; docs/undocumented.md has the numbers. */
export interface ServiceChoices {
  readonly taskOrder: 'creation' | 'shuffle';
  readonly largeTasks: 'backfill' | 'reserve';
  readonly multiInstance: 'accumulate' | 'backfill';
  readonly preferNodes: 'none' | 'dedicated' | 'lowpriority';
  readonly killedExitCode: 'linux' | 'windows';
  readonly firstEvaluation: 'at-once' | 'after-interval';
  readonly resourceMetrics: 'retired' | 'modelled' | 'measured';
  readonly cpuPercent: 'fraction' | 'percent';
}

/** One choice: what it can be, the recommended value first, and what it decides. */
export interface ChoiceRow<Choice> {
  readonly choices: readonly Choice[];
  readonly prose: string;
}

/** Every undocumented choice of the service: the recommended value first. */
// biome-ignore format: a table
export const SERVICE_CHOICES: { readonly [Name in keyof ServiceChoices]: ChoiceRow<ServiceChoices[Name]> } = {
  taskOrder:       { choices: ['creation', 'shuffle'], prose: 'The order of tasks inside a job: as they were created, or any, drawn from the seed (U-01).' },
  largeTasks:      { choices: ['backfill', 'reserve'], prose: 'What happens while the next task needs more slots than any node has free: smaller ones overtake it, or the node with the most free slots takes nothing else (U-03).' },
  multiInstance:   { choices: ['accumulate', 'backfill'], prose: 'Whether idle nodes are held for a multi-instance task that is next, or others may overtake it (U-04).' },
  preferNodes:     { choices: ['none', 'dedicated', 'lowpriority'], prose: 'Which kind of node a task prefers (U-06).' },
  killedExitCode:  { choices: ['linux', 'windows'], prose: 'The exit code of a process that is killed: -9, or -1073741510 (U-23).' },
  firstEvaluation: { choices: ['at-once', 'after-interval'], prose: 'When the formula of a pool that is created with one, or newly given one, is first evaluated (U-29).' },
  resourceMetrics: { choices: ['retired', 'modelled', 'measured'], prose: 'Whether the resource metrics have samples: none, as since their retirement; what behaviours say that running tasks use; or what real tasks are measured to use, which a simulation models.' },
  cpuPercent:      { choices: ['fraction', 'percent'], prose: 'The scale of $CPUPercent: 0 to 1, as Azure\'s own formulas compare it, or 0 to 100, as its name says.' },
};

/** The recommended choices. */
export const DEFAULT_CHOICES = Object.fromEntries(
  Object.entries(SERVICE_CHOICES).map(([name, { choices }]) => [name, choices[0]]),
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
