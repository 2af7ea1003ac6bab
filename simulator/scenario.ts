// The whole question: account, pools, workload, world, seed, horizon; read from YAML or JSON and validated.

import type { Decisions, Duration, Instant } from '../runtime/index.ts';
import type { PoolSpec } from './model/pool.ts';
import type { World } from './world/world.ts';

export interface Scenario {
  readonly title: string;
  readonly account: { readonly dedicatedCoreQuota: number; readonly lowPriorityCoreQuota: number };
  readonly pools: readonly PoolSpec[];
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
  /** U-01: order of tasks inside a job: creation order. */
  readonly taskOrder: 'creation';
  /** U-06: which nodes a task prefers. */
  readonly preferNodes: 'none' | 'dedicated' | 'lowpriority';
}
