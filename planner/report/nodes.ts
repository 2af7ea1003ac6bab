// What the nodes did: slot time by what it was used for, by pool, size and kind; states over time. Slot times
// are whole milliseconds times slots, so that the parts of a bill add up to it exactly.

import type { Instant } from '../../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  BILLED_STATES,
  BOOT_STATES,
  NODE_STATES,
  type NodeIdentity,
  type NodeState,
  USABLE_STATES,
} from '../simulator.ts';
import { Float64List, Uint8List, Uint16List } from './columns.ts';
import type { PoolLedger } from './pools.ts';
import type { Parts, Series } from './report.ts';
import { SeriesRecorder } from './series.ts';

const CREATING = NODE_STATES.indexOf('creating');
const LEAVING = NODE_STATES.indexOf('leavingpool');
const PREEMPTED = NODE_STATES.indexOf('preempted');
const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** What the free slots of a node that runs nothing count as. */
const IDLE = 0;
const BOOT = 1;
const HELD = 2;

/** States other than boot in which a node costs and cannot work: it broke, or nobody knows how it does. */
const BROKEN: ReadonlySet<NodeState> = new Set([
  'unusable',
  'unknown',
  'starttaskfailed',
] satisfies NodeState[]);

const BILLED = NODE_STATES.map((state) => BILLED_STATES.has(state));
const USABLE = NODE_STATES.map((state) => USABLE_STATES.has(state));
const BOOTING = NODE_STATES.map((state) => BOOT_STATES.has(state));
const EMPTY_PART = NODE_STATES.map((state) => (BOOT_STATES.has(state) || BROKEN.has(state) ? BOOT : IDLE));

/** Slot time (slots times milliseconds) of the billed nodes of a class by use, and node time by state. */
export interface Tally {
  used: number;
  /** Free slots by `IDLE`, `BOOT`, `HELD`. */
  readonly free: Float64Array;
  /** Slot time of ended attempts by how they ended. */
  readonly endedBy: Float64Array;
  readonly inState: Float64Array;
}

/** Nodes of one pool, size, kind and number of slots. */
export interface NodeClass {
  readonly pool: PoolLedger;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly slots: number;
  readonly tally: Tally;
  /** Billed nodes now. */
  billed: number;
}

/** What a class of nodes did, in node hours; the five parts add up to `hours`. */
export interface Usage {
  readonly pool: PoolLedger;
  readonly vmSize: string;
  readonly isDedicated: boolean;
  readonly slots: number;
  readonly hours: number;
  readonly parts: Parts;
  /** By index of `ATTEMPT_ENDS`. */
  readonly endedBy: readonly number[];
  /** By index of `NODE_STATES`, billed or not. */
  readonly inState: readonly number[];
}

/** The columns of all nodes, and the classes they belong to. */
export class NodeLedger {
  started = 0;
  preemptions = 0;
  readonly classes: NodeClass[] = [];
  readonly byState: readonly SeriesRecorder[];
  readonly dedicatedSeries: SeriesRecorder;
  readonly lowPrioritySeries: SeriesRecorder;
  readonly slotSeries: SeriesRecorder;
  readonly usedSeries: SeriesRecorder;
  readonly costSeries: SeriesRecorder;
  private readonly keys = new Map<string, number>();
  private readonly classOf = new Uint16List(64);
  private readonly stateOf = new Uint8List(64);
  private readonly usedOn = new Uint16List(64);
  private readonly tasksOn = new Uint16List(64);
  private readonly heldIn = new Uint8List(64);
  private readonly gone = new Uint8List(64);
  private readonly since = new Float64List(64);
  private readonly priceOf: (vmSize: string, isDedicated: boolean) => number;
  private slots = 0;
  private used = 0;

  constructor(origin: Instant, priceOf: (vmSize: string, isDedicated: boolean) => number) {
    this.priceOf = priceOf;
    this.byState = NODE_STATES.map(() => new SeriesRecorder(origin));
    this.dedicatedSeries = new SeriesRecorder(origin);
    this.lowPrioritySeries = new SeriesRecorder(origin);
    this.slotSeries = new SeriesRecorder(origin);
    this.usedSeries = new SeriesRecorder(origin);
    this.costSeries = new SeriesRecorder(origin);
  }

  pool(node: number): PoolLedger {
    return this.classes[this.classOf.data[node]!]!.pool;
  }

  add(time: Instant, node: number, identity: NodeIdentity, pool: PoolLedger): void {
    this.started += 1;
    this.classOf.set(node, this.classIndex(pool, identity));
    this.stateOf.set(node, CREATING);
    this.usedOn.set(node, 0);
    this.tasksOn.set(node, 0);
    this.heldIn.set(node, 0);
    this.gone.set(node, 0);
    this.since.set(node, time);
    this.count(time, node, 1);
  }

  private classIndex(pool: PoolLedger, identity: NodeIdentity): number {
    const key = `${pool.id}\n${identity.vmSize}\n${identity.isDedicated}\n${identity.taskSlotsPerNode}`;
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const { vmSize, isDedicated } = identity;
    const slots = Math.max(1, identity.taskSlotsPerNode);
    this.classes.push({ pool, vmSize, isDedicated, slots, tally: emptyTally(), billed: 0 });
    this.keys.set(key, this.classes.length - 1);
    return this.classes.length - 1;
  }

  change(time: Instant, node: number, state: number): void {
    if (this.gone.data[node] === 1) return;
    this.hold(time, node);
    this.count(time, node, -1);
    if (state === PREEMPTED && this.stateOf.data[node] !== PREEMPTED) this.preemptions += 1;
    this.stateOf.data[node] = state;
    this.heldIn.data[node] = state === LEAVING && this.pool(node).retainsData ? 1 : 0;
    this.count(time, node, 1);
  }

  remove(time: Instant, node: number): void {
    if (this.gone.data[node] === 1) return;
    this.hold(time, node);
    this.count(time, node, -1);
    this.gone.data[node] = 1;
  }

  startTask(time: Instant, node: number, slots: number): void {
    this.hold(time, node);
    this.use(time, node, slots, 1);
  }

  endTask(time: Instant, node: number, slots: number, end: number, length: number): void {
    this.hold(time, node);
    this.use(time, node, -slots, -1);
    this.classes[this.classOf.data[node]!]!.tally.endedBy[end]! += length * slots;
  }

  private use(time: Instant, node: number, slots: number, tasks: number): void {
    this.used += slots;
    this.usedSeries.set(time, this.used);
    if (this.gone.data[node] === 1) return;
    const { pool } = this.classes[this.classOf.data[node]!]!;
    const before = this.tasksOn.data[node]!;
    const after = Math.max(0, before + tasks);
    this.usedOn.data[node] = Math.max(0, this.usedOn.data[node]! + slots);
    this.tasksOn.data[node] = after;
    if (USABLE[this.stateOf.data[node]!]) pool.free -= slots;
    else if (before > 0 !== after > 0) pool.balance.supply += after > 0 ? 1 : -1;
  }

  /** The node was as it is from its last change until `time`. */
  private hold(time: Instant, node: number): void {
    const length = time - this.since.data[node]!;
    if (!(length > 0) || this.gone.data[node] === 1) return;
    this.since.data[node] = time;
    const kind = this.classes[this.classOf.data[node]!]!;
    this.spread(kind.tally, kind.slots, node, length);
  }

  private spread(tally: Tally, slots: number, node: number, length: number): void {
    const state = this.stateOf.data[node]!;
    tally.inState[state]! += length;
    if (!BILLED[state]) return;
    const used = Math.min(this.usedOn.data[node]!, slots);
    const free = slots - used;
    tally.used += used * length;
    if (free === 0) return;
    const part = this.tasksOn.data[node]! > 0 || this.heldIn.data[node] === 1 ? HELD : EMPTY_PART[state]!;
    tally.free[part]! += free * length;
  }

  /** Enters a node into the counts of its pool and state, or takes it out: `sign` is 1 or -1. */
  private count(time: Instant, node: number, sign: number): void {
    const kind = this.classes[this.classOf.data[node]!]!;
    const state = this.stateOf.data[node]!;
    const { pool } = kind;
    const series = this.byState[state]!;
    series.set(time, series.value + sign);
    if (USABLE[state]) pool.free += sign * (kind.slots - this.usedOn.data[node]!);
    if (USABLE[state] || this.tasksOn.data[node]! > 0) pool.balance.supply += sign;
    if (BOOTING[state]) pool.booting += sign;
    if (!BILLED[state]) return;
    if (state !== LEAVING) pool.present += sign;
    pool.billed += sign;
    pool.billedSeries.set(time, pool.billed);
    const byKind = kind.isDedicated ? this.dedicatedSeries : this.lowPrioritySeries;
    byKind.set(time, byKind.value + sign);
    this.slots += sign * kind.slots;
    this.slotSeries.set(time, this.slots);
    kind.billed += sign;
    this.costSeries.set(time, this.hourlyCost());
  }

  /** Nodes by state over time, of the states that occurred. */
  readStates(end: Instant): Readonly<Record<string, Series>> {
    const seen = NODE_STATES.map((state, index) => [state, this.byState[index]!] as const);
    return Object.fromEntries(
      seen.filter(([, series]) => series.most() > 0).map(([state, series]) => [state, series.read(end)]),
    );
  }

  /** NaN when a size has no price. Summed anew each time: sums and differences of prices would drift. */
  private hourlyCost(): number {
    let sum = 0;
    for (const kind of this.classes) {
      if (kind.billed > 0) sum += kind.billed * this.priceOf(kind.vmSize, kind.isDedicated);
    }
    return sum;
  }

  /** What every class did up to `end`; recording may go on. */
  usage(end: Instant): readonly Usage[] {
    const tallies = this.classes.map(({ tally }) => ({
      used: tally.used,
      free: tally.free.slice(),
      endedBy: tally.endedBy.slice(),
      inState: tally.inState.slice(),
    }));
    for (let node = 0; node < this.since.length; node += 1) {
      const length = end - this.since.data[node]!;
      if (this.gone.data[node] === 1 || !(length > 0)) continue;
      const index = this.classOf.data[node]!;
      this.spread(tallies[index]!, this.classes[index]!.slots, node, length);
    }
    return this.classes.map((kind, index) => usageOf(kind, tallies[index]!));
  }
}

/** Attempts that came to nothing are taken out of the used time; the rest of it was useful, or still runs. */
function usageOf(kind: NodeClass, tally: Tally): Usage {
  const { used, free, endedBy, inState } = tally;
  const wasted = endedBy.reduce((sum, time, end) => (end === SUCCESS ? sum : sum + time), 0);
  const lost = Math.min(used, wasted);
  const hours = (slotTime: number) => slotTime / kind.slots / 3_600_000;
  return {
    pool: kind.pool,
    vmSize: kind.vmSize,
    isDedicated: kind.isDedicated,
    slots: kind.slots,
    hours: hours(used + free[IDLE]! + free[BOOT]! + free[HELD]!),
    parts: {
      useful: hours(used - lost),
      idle: hours(free[IDLE]!),
      boot: hours(free[BOOT]!),
      held: hours(free[HELD]!),
      lost: hours(lost),
    },
    endedBy: Array.from(endedBy, hours),
    inState: Array.from(inState, (time) => time / 3_600_000),
  };
}

function emptyTally(): Tally {
  return {
    used: 0,
    free: new Float64Array(3),
    endedBy: new Float64Array(ATTEMPT_ENDS.length),
    inState: new Float64Array(NODE_STATES.length),
  };
}
