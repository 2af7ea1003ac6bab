// What the nodes did: a few columns a node, tallies by pool, size and kind, and series of how many there were.

import type { Duration } from '../../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  BILLED_STATES,
  BOOT_STATES,
  NODE_STATES,
  type NodeIdentity,
  type NodeState,
  USABLE_STATES,
} from '../../simulator/index.ts';
import { Uint8List, Uint16List } from './columns.ts';
import type { PoolLedger } from './pools.ts';
import { PULSE } from './pulse.ts';
import type { NodeCounts, Series } from './report.ts';
import { SeriesRecorder, type SeriesTable } from './series.ts';
import { BOOT, HELD, IDLE, NodeClass, SETUP, type ShareChange, USED, type Usage } from './usage.ts';

const CREATING = NODE_STATES.indexOf('creating');
const LEAVING = NODE_STATES.indexOf('leavingpool');
const IDLE_STATE = NODE_STATES.indexOf('idle');
const RUNNING_STATE = NODE_STATES.indexOf('running');
const PREEMPTED = NODE_STATES.indexOf('preempted');
const DEALLOCATED = NODE_STATES.indexOf('deallocated');

/** States other than boot in which a node costs and cannot work: it broke, or nobody knows how it does. */
const BROKEN = ['unusable', 'unknown', 'starttaskfailed'] as const satisfies readonly NodeState[];
const IS_BROKEN = NODE_STATES.map((state) => BROKEN.some((one) => one === state));

const BILLED = NODE_STATES.map((state) => BILLED_STATES.has(state));
const USABLE = NODE_STATES.map((state) => USABLE_STATES.has(state));
/** Nodes that a target is met by: not those on their way out or taken away, but those a user deallocated (U-33). */
const PRESENT = NODE_STATES.map((_, state) => (BILLED[state]! && state !== LEAVING) || state === DEALLOCATED);
const BOOTING = NODE_STATES.map((state) => BOOT_STATES.has(state));
const EMPTY_PART = NODE_STATES.map((_, state) => (BOOTING[state] || IS_BROKEN[state] ? BOOT : IDLE));
/** States alike in all that is counted by pool and class: to go from one to the other changes none of it. */
const ALIKE = NODE_STATES.map((state, index) => {
  const counted = [BILLED[index], USABLE[index], BOOTING[index], EMPTY_PART[index], PRESENT[index]];
  return [...counted, state === 'leavingpool', state === 'preempted'].join();
}).map((kind, _, kinds) => kinds.indexOf(kind));

/** What happened on nodes that stayed, from one instant to another. */
export interface Stay {
  readonly from: { readonly time: Duration; readonly busy: number };
  readonly to: Duration;
  /** The integrals, from what was before, and the differences at the end. */
  readonly areas: ShareChange;
  readonly changes: ShareChange;
  /** How long the attempts took that succeeded. */
  readonly length: Duration;
}

const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** The columns of all nodes, and the classes they belong to. */
export class NodeLedger {
  started = 0;
  preemptions = 0;
  /** Times that a node entered a state in which it is broken. */
  private readonly breakdowns = new Float64Array(NODE_STATES.length);
  readonly classes: NodeClass[] = [];
  readonly byState: readonly SeriesRecorder[];
  readonly dedicatedSeries: SeriesRecorder;
  readonly lowPrioritySeries: SeriesRecorder;
  readonly slotSeries: SeriesRecorder;
  /** Billed nodes of all pools. */
  readonly billedSeries: SeriesRecorder;
  readonly costSeries: SeriesRecorder;
  private readonly keys = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly classOf = new Uint16List(64);
  private readonly stateOf = new Uint8List(64);
  private readonly usedOn = new Uint16List(64);
  private readonly tasksOn = new Uint16List(64);
  private readonly heldIn = new Uint8List(64);
  /** 1 while the node is there; numbers of nodes that never came are passed over. */
  private readonly here = new Uint8List(64);
  /** Slots that tasks hold while the node prepares itself for their job; only nodes that do are in it. */
  private readonly preparingOn = new Map<number, number>();
  private readonly priceOf: (vmSize: string, isDedicated: boolean) => number;
  private slots = 0;
  private billed = 0;
  private readonly pulse: SeriesTable;

  constructor(pulse: SeriesTable, priceOf: (vmSize: string, isDedicated: boolean) => number) {
    this.pulse = pulse;
    this.priceOf = priceOf;
    this.byState = NODE_STATES.map(() => new SeriesRecorder());
    this.dedicatedSeries = new SeriesRecorder();
    this.lowPrioritySeries = new SeriesRecorder();
    this.slotSeries = new SeriesRecorder();
    this.billedSeries = new SeriesRecorder();
    this.costSeries = new SeriesRecorder();
  }

  pool(node: number): PoolLedger {
    return this.classes[this.classOf.data[node]!]!.pool;
  }

  add(time: Duration, node: number, identity: NodeIdentity, pool: PoolLedger): void {
    this.started += 1;
    this.ids[node] = identity.nodeId;
    this.classOf.set(node, this.classIndex(time, pool, identity));
    this.stateOf.set(node, CREATING);
    this.usedOn.set(node, 0);
    this.tasksOn.set(node, 0);
    this.heldIn.set(node, 0);
    this.here.set(node, 1);
    this.count(time, node, 1);
  }

  private classIndex(time: Duration, pool: PoolLedger, identity: NodeIdentity): number {
    const { vmSize, isDedicated, taskSlotsPerNode } = identity;
    const key = `${pool.id}\n${vmSize}\n${isDedicated}\n${taskSlotsPerNode}`;
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    this.classes.push(new NodeClass(pool, identity, this.priceOf(vmSize, isDedicated), time));
    this.keys.set(key, this.classes.length - 1);
    return this.classes.length - 1;
  }

  change(time: Duration, node: number, state: number): void {
    if (this.here.data[node] !== 1) return;
    const kind = this.classes[this.classOf.data[node]!]!;
    const before = this.stateOf.data[node]!;
    if (IS_BROKEN[state] && before !== state) this.breakdowns[state]! += 1;
    if (ALIKE[before] === ALIKE[state]) {
      this.stateOf.data[node] = state;
      this.countState(time, kind, before, -1);
      this.countState(time, kind, state, 1);
      return;
    }
    this.count(time, node, -1);
    this.stateOf.data[node] = state;
    this.heldIn.data[node] = state === LEAVING && kind.pool.retainsData ? 1 : 0;
    if (state === PREEMPTED) {
      this.preemptions += 1;
      kind.pool.preemptions += 1;
    }
    this.count(time, node, 1);
  }

  /** Plain tasks came and went on nodes of one kind, of which `node` is one, that were idle or running all along. */
  follow(node: number, { from, to, areas, changes, length }: Stay): void {
    const kind = this.classes[this.classOf.data[node]!]!;
    kind.advance(from.time);
    kind.follow(to, areas, changes);
    kind.endedBy[SUCCESS]! += length;
    // The times at which nodes began to run, less those at which they ceased.
    const entered =
      (from.busy + changes.busy) * to - from.busy * from.time - (areas.busy + from.busy * (to - from.time));
    kind.shiftState(IDLE_STATE, RUNNING_STATE, changes.busy, entered);
  }

  /** After a stretch: so many tasks, of a slot each, run on the node. */
  settle(node: number, tasks: number): void {
    this.tasksOn.data[node] = tasks;
    this.usedOn.data[node] = tasks;
    this.stateOf.data[node] = tasks > 0 ? RUNNING_STATE : IDLE_STATE;
  }

  remove(time: Duration, node: number): void {
    if (this.here.data[node] !== 1) return;
    this.count(time, node, -1);
    this.here.data[node] = 0;
  }

  startTask(time: Duration, node: number, slots: number): void {
    this.use(time, node, slots, 1);
  }

  endTask(time: Duration, node: number, slots: number, end: number, length: number): void {
    this.use(time, node, -slots, -1);
    this.classes[this.classOf.data[node]!]!.endedBy[end]! += length * slots;
  }

  /** A task takes its slots, and the node prepares itself. */
  prepare(time: Duration, node: number, slots: number): void {
    this.use(time, node, slots, 1);
    this.setUp(time, node, slots);
  }

  /** The preparing task leaves without having started. */
  unprepare(time: Duration, node: number, slots: number): void {
    this.setUp(time, node, -slots);
    this.use(time, node, -slots, -1);
  }

  /** The preparing task starts. */
  prepared(time: Duration, node: number, slots: number): void {
    this.setUp(time, node, -slots);
  }

  private setUp(time: Duration, node: number, slots: number): void {
    const before = this.preparingOn.get(node) ?? 0;
    const after = Math.max(0, before + slots);
    if (after === 0) this.preparingOn.delete(node);
    else this.preparingOn.set(node, after);
    if (this.here.data[node] !== 1 || !BILLED[this.stateOf.data[node]!]) return;
    const kind = this.classes[this.classOf.data[node]!]!;
    kind.advance(time);
    kind.shares[SETUP]! += Math.min(after, kind.slots) - Math.min(before, kind.slots);
  }

  /** A subtask takes slots. */
  join(time: Duration, node: number, slots: number): void {
    this.use(time, node, slots, 1);
  }

  leave(time: Duration, node: number, slots: number): void {
    this.use(time, node, -slots, -1);
  }

  /** What a subtask's time came to, once that is known. */
  value(node: number, slots: number, end: number, length: number): void {
    this.classes[this.classOf.data[node]!]!.endedBy[end]! += length * slots;
  }

  private use(time: Duration, node: number, slots: number, tasks: number): void {
    this.pulse.change(PULSE.usedSlots, this.pulse.now[PULSE.usedSlots]! + slots, time);
    if (this.here.data[node] !== 1) return;
    const kind = this.classes[this.classOf.data[node]!]!;
    const state = this.stateOf.data[node]!;
    const before = this.tasksOn.data[node]!;
    const after = Math.max(0, before + tasks);
    const usedBefore = this.usedOn.data[node]!;
    const used = Math.max(0, usedBefore + slots);
    this.usedOn.data[node] = used;
    this.tasksOn.data[node] = after;
    if (BILLED[state]) {
      const empty = this.heldIn.data[node] === 1 ? HELD : EMPTY_PART[state]!;
      const most = kind.slots;
      kind.shift(
        time,
        before > 0 ? HELD : empty,
        Math.min(usedBefore, most),
        after > 0 ? HELD : empty,
        Math.min(used, most),
      );
    }
    const { pool } = kind;
    if (USABLE[state]) pool.free -= slots;
    else if (before > 0 !== after > 0)
      pool.balance.changeSupply(pool.balance.supply + (after > 0 ? 1 : -1), time);
  }

  /** Enters the slots of a node into the shares of its class, or takes them out: `sign` is 1 or -1. */
  private share({ slots, shares }: NodeClass, node: number, sign: number): void {
    const state = this.stateOf.data[node]!;
    if (!BILLED[state]) return;
    const used = Math.min(this.usedOn.data[node]!, slots);
    const held = this.tasksOn.data[node]! > 0 || this.heldIn.data[node] === 1;
    shares[USED]! += sign * used;
    if (this.preparingOn.size > 0) shares[SETUP]! += sign * Math.min(this.preparingOn.get(node) ?? 0, slots);
    shares[held ? HELD : EMPTY_PART[state]!]! += sign * (slots - used);
  }

  /** Enters a node into the counts of its class, pool and state, or takes it out: `sign` is 1 or -1. */
  private count(time: Duration, node: number, sign: number): void {
    const kind = this.classes[this.classOf.data[node]!]!;
    const state = this.stateOf.data[node]!;
    const { pool } = kind;
    kind.advance(time);
    this.share(kind, node, sign);
    this.countState(time, kind, state, sign);
    if (USABLE[state]) pool.free += sign * (kind.slots - this.usedOn.data[node]!);
    if (USABLE[state] || this.tasksOn.data[node]! > 0)
      pool.balance.changeSupply(pool.balance.supply + sign, time);
    if (BOOTING[state]) pool.booting += sign;
    if (PRESENT[state]) pool.present += sign;
    if (!BILLED[state]) return;
    pool.billed += sign;
    pool.billedSeries.set(time, pool.billed);
    const byKind = kind.isDedicated ? this.dedicatedSeries : this.lowPrioritySeries;
    byKind.set(time, byKind.value + sign);
    this.billed += sign;
    this.billedSeries.set(time, this.billed);
    this.slots += sign * kind.slots;
    this.slotSeries.set(time, this.slots);
    kind.billed += sign;
    this.costSeries.set(time, this.hourlyCost());
  }

  private countState(time: Duration, kind: NodeClass, state: number, sign: number): void {
    kind.countState(time, state, sign);
    if (state === RUNNING_STATE) this.addTo(PULSE.runningNodes, sign, time);
    else if (state === IDLE_STATE) this.addTo(PULSE.idleNodes, sign, time);
    else {
      const series = this.byState[state]!;
      series.set(time, series.value + sign);
    }
  }

  private addTo(column: number, amount: number, time: Duration): void {
    this.pulse.change(column, this.pulse.now[column]! + amount, time);
  }

  /** Whose the node is, and its id. */
  nameOf(node: number): { readonly poolId: string; readonly nodeId: string } {
    return { poolId: this.pool(node).id, nodeId: this.ids[node] ?? '' };
  }

  /** Times that a node broke, by the state it entered. */
  broken(): NodeCounts['broken'] {
    const [unusable = 0, unknown = 0, starttaskfailed = 0] = BROKEN.map(
      (state) => this.breakdowns[NODE_STATES.indexOf(state)],
    );
    return { unusable, unknown, starttaskfailed };
  }

  /** Nodes by state over time, of the states that occurred. */
  readStates(end: Duration): Readonly<Record<string, Series>> {
    const { pulse, byState } = this;
    const rows = NODE_STATES.map((state, index): [string, number, () => Series] => {
      const column = index === IDLE_STATE ? PULSE.idleNodes : PULSE.runningNodes;
      return index === IDLE_STATE || index === RUNNING_STATE
        ? [state, pulse.most(column), () => pulse.read(column, end)]
        : [state, byState[index]!.most(), () => byState[index]!.read(end)];
    });
    return Object.fromEntries(rows.filter(([, most]) => most > 0).map(([state, , read]) => [state, read()]));
  }

  /** NaN when a size has no price. Summed anew each time: sums and differences of prices would drift. */
  private hourlyCost(): number {
    let sum = 0;
    for (const kind of this.classes) {
      if (kind.billed > 0) sum += kind.billed * kind.hourly;
    }
    return sum;
  }

  /** What every class did up to `end`; recording may go on. */
  usage(end: Duration): readonly Usage[] {
    return this.classes.map((kind) => kind.usage(end));
  }
}
