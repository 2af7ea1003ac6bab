// Nodes counted by their pools: how many are in which state, how many cores for how long.

import { type Duration, HOUR, type Instant, printDuration, printInstant } from '../../runtime/index.ts';
import { BILLED_STATES, NODE_STATES, type NodeIdentity } from '../../simulator/index.ts';
import { CORE_GAUGES, GAUGES, type GaugeName, NODE_GAUGES, STATE_NAMES } from './metric-names.ts';
import type { MinuteGauges } from './minutes.ts';
import type { PoolFigures, PoolNodeCounts, PoolUsageMetrics, UsageStatistics } from './statistics.ts';

const CREATING = NODE_STATES.indexOf('creating');
/** Whether a node has a machine in this state, and so cores. */
const HAS_CORES = NODE_STATES.map((state) => BILLED_STATES.has(state));
const GAUGE_OF = NODE_STATES.map((state): GaugeName | undefined => STATE_NAMES[state][1]);

interface Node {
  readonly pool: PoolSums;
  /** 0 for dedicated, 1 for low-priority. */
  readonly kind: 0 | 1;
  /** NaN when nobody knows the size. */
  readonly cores: number;
  state: number;
  isHere: boolean;
}

/** What is summed up of a pool. */
class PoolSums {
  readonly id: string;
  readonly startTime: Instant;
  state = 'active';
  vmSize = '';
  readonly counts = [new Float64Array(NODE_STATES.length), new Float64Array(NODE_STATES.length)] as const;
  /** Cores now, by kind; NaN once a node's are unknown. */
  readonly cores = new Float64Array(2);
  dedicatedCoreTime: Duration = 0;
  readonly usage: { readonly start: Instant; readonly vmSize: string; time: Duration }[] = [];
  private since: Instant;

  constructor(id: string, time: Instant) {
    this.id = id;
    this.startTime = time;
    this.since = time;
  }

  /** The cores were as they are from the last change until `time`; usage goes to intervals counted from 1970. */
  advance(time: Instant, interval: Duration): void {
    const [dedicated = 0, lowPriority = 0] = this.cores;
    const total = dedicated + lowPriority;
    this.dedicatedCoreTime += dedicated * (time - this.since);
    while (this.since < time) {
      const start = Math.floor(this.since / interval) * interval;
      const until = Math.min(time, start + interval);
      if (total !== 0) this.use(start, total * (until - this.since));
      this.since = total === 0 ? time : until;
    }
  }

  private use(start: Instant, time: Duration): void {
    const last = this.usage.at(-1);
    if (last?.start === start && last.vmSize === this.vmSize) last.time += time;
    else this.usage.push({ start, vmSize: this.vmSize, time });
  }
}

/** Told of what happens to nodes; asked for counts, usage and core time. */
export class NodeBook {
  private readonly pools: PoolSums[] = [];
  /** The last pool of each name: one can be deleted and another made. */
  private readonly byId = new Map<string, PoolSums>();
  private readonly nodes: Node[] = [];
  private readonly gauges: MinuteGauges;
  private readonly interval: Duration;
  private readonly coresOf: (vmSize: string) => number;

  constructor(gauges: MinuteGauges, interval: Duration, coresOf: (vmSize: string) => number) {
    this.gauges = gauges;
    this.interval = interval;
    this.coresOf = coresOf;
  }

  private pool(id: string, time: Instant): PoolSums {
    return this.byId.get(id) ?? this.newPool(id, time);
  }

  private newPool(id: string, time: Instant): PoolSums {
    const pool = new PoolSums(id, time);
    this.pools.push(pool);
    this.byId.set(id, pool);
    return pool;
  }

  setState(id: string, state: string, time: Instant): void {
    this.pool(id, time).state = state;
  }

  /** A pool of this size is made. */
  create(id: string, vmSize: string, time: Instant): void {
    const isAnother = this.byId.get(id)?.state === 'deleted';
    const pool = isAnother ? this.newPool(id, time) : this.pool(id, time);
    pool.advance(time, this.interval);
    pool.vmSize = vmSize;
  }

  poolId(node: number): string {
    return this.nodes[node]!.pool.id;
  }

  add(time: Instant, node: number, { poolId, vmSize, isDedicated }: NodeIdentity): void {
    const pool = this.pool(poolId, time);
    if (pool.vmSize === '') pool.vmSize = vmSize;
    const kind = isDedicated ? 0 : 1;
    this.nodes[node] = { pool, kind, cores: this.coresOf(vmSize), state: CREATING, isHere: true };
    this.gauges.change(NODE_GAUGES[kind], 1, time);
    this.count(time, this.nodes[node]!, 1);
  }

  change(time: Instant, node: number, state: number): void {
    const one = this.nodes[node]!;
    if (!one.isHere) return;
    this.count(time, one, -1);
    one.state = state;
    this.count(time, one, 1);
  }

  remove(time: Instant, node: number): void {
    const one = this.nodes[node]!;
    if (!one.isHere) return;
    this.count(time, one, -1);
    one.isHere = false;
    this.gauges.change(NODE_GAUGES[one.kind], -1, time);
  }

  private count(time: Instant, { pool, kind, cores, state }: Node, sign: number): void {
    pool.advance(time, this.interval);
    pool.counts[kind][state]! += sign;
    const gauge = GAUGE_OF[state];
    if (gauge !== undefined) this.gauges.change(GAUGES.indexOf(gauge), sign, time);
    if (!HAS_CORES[state]) return;
    pool.cores[kind]! += sign * cores;
    this.gauges.change(CORE_GAUGES[kind], sign * cores, time);
  }

  figures(now: Instant): readonly PoolFigures[] {
    return this.pools.map((pool) => ({
      id: pool.id,
      state: pool.state,
      dedicated: countsOf(pool.counts[0]),
      lowPriority: countsOf(pool.counts[1]),
      usageStats: this.usageStats([pool], pool.startTime, now),
    }));
  }

  usage(now: Instant): readonly PoolUsageMetrics[] {
    return this.pools.flatMap((pool) => {
      pool.advance(now, this.interval);
      return pool.usage
        .filter(({ time }) => !Number.isNaN(time))
        .map(({ start, vmSize, time }) => ({
          poolId: pool.id,
          startTime: printInstant(start),
          endTime: printInstant(start + this.interval),
          vmSize,
          totalCoreHours: time / HOUR,
        }));
    });
  }

  /** Over all pools, since the first of them, or since `origin`. */
  allUsage(origin: Instant, now: Instant): UsageStatistics {
    const { pools } = this;
    return this.usageStats(pools, pools[0]?.startTime ?? origin, now);
  }

  private usageStats(pools: readonly PoolSums[], start: Instant, now: Instant): UsageStatistics {
    for (const pool of pools) pool.advance(now, this.interval);
    const time = pools.reduce((sum, pool) => sum + pool.dedicatedCoreTime, 0);
    return {
      startTime: printInstant(start),
      lastUpdateTime: printInstant(now),
      ...(Number.isNaN(time) ? {} : { dedicatedCoreTime: printDuration(time) }),
    };
  }
}

function countsOf(counts: Float64Array): PoolNodeCounts {
  const named = NODE_STATES.map((state, index) => [STATE_NAMES[state][0], counts[index]!] as const);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { ...Object.fromEntries(named), total } as PoolNodeCounts;
}
