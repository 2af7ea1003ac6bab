// The nodes of a timeline while a run goes on: when each came and went, and its states. Where bars are not kept, nor
// are the moves between idle and running, of which there are as many.

import { NODE_STATES, type NodeIdentity } from '../../simulator/index.ts';
import { Float64List, Uint8List, Uint32List } from '../report/columns.ts';
import type { BarBook } from './bars.ts';
import type { NodeColumns } from './timeline.ts';

const IDLE = NODE_STATES.indexOf('idle');
const RUNNING = NODE_STATES.indexOf('running');
const isWork = (state: number): boolean => state === IDLE || state === RUNNING;

interface Node {
  readonly handle: number;
  readonly identity: NodeIdentity;
  readonly pool: number;
  readonly came: number;
  went: number;
}

/** Nodes that came, in the order of their handles, and their changes of state in the order of time. */
export class NodeBook {
  /** By handle. What was asked for and never came has a handle too, so there are holes. */
  private readonly nodes: (Node | undefined)[] = [];
  private readonly changed = new Uint32List(0);
  private readonly times = new Float64List(0);
  private readonly states = new Uint8List(0);
  /** The state that each node is in, one more than its code. */
  private readonly last = new Uint8List(0);
  private readonly bars: BarBook;

  constructor(bars: BarBook) {
    this.bars = bars;
  }

  add(time: number, node: number, identity: NodeIdentity, pool: number): void {
    this.nodes[node] = { handle: node, identity, pool, came: time, went: Number.POSITIVE_INFINITY };
    this.bars.addNode(node, identity.taskSlotsPerNode);
  }

  change(time: number, node: number, state: number): void {
    const before = this.last.data[node] ?? 0;
    this.last.set(node, state + 1);
    if (!this.bars.isKept(node) && isWork(state) && isWork(before - 1)) return;
    const row = this.changed.length;
    this.changed.set(row, node);
    this.times.set(row, time);
    this.states.set(row, state);
  }

  remove(time: number, node: number): void {
    const known = this.nodes[node];
    if (known !== undefined) known.went = time;
  }

  /** The place of each handle among the nodes that came. */
  rows(): Uint32Array {
    const rows = new Uint32Array(this.nodes.length);
    for (const [row, { handle }] of this.came().entries()) rows[handle] = row;
    return rows;
  }

  private came(): readonly Node[] {
    return this.nodes.filter((node) => node !== undefined);
  }

  read(): NodeColumns {
    const { bars } = this;
    const nodes = this.came();
    const count = nodes.length;
    const slots = nodes.map(({ identity, handle }) => bars.slotsOf(handle, identity.taskSlotsPerNode));
    return {
      count,
      id: nodes.map(({ identity }) => identity.nodeId),
      pool: Uint16Array.from(nodes, ({ pool }) => pool),
      isDedicated: Uint8Array.from(nodes, ({ identity }) => Number(identity.isDedicated)),
      slots: Uint16Array.from(slots),
      came: Float64Array.from(nodes, ({ came }) => came),
      went: Float64Array.from(nodes, ({ went }) => went),
      isKept: Uint8Array.from(nodes, ({ handle }) => Number(bars.isKept(handle))),
      ...this.readStates(count),
    };
  }

  /** The changes by node; the order of time stays within each. */
  private readStates(count: number): Pick<NodeColumns, 'firstState' | 'stateTime' | 'state'> {
    const { bars, changed, times, states } = this;
    const places = this.rows();
    const last = new Uint8Array(count).fill(255);
    const rows: number[] = [];
    const firstState = new Uint32Array(count + 1);
    for (let row = 0; row < changed.length; row += 1) {
      const node = places[changed.data[row]!]!;
      const state = states.data[row]!;
      if (!bars.isKept(changed.data[row]!) && isWork(state) && isWork(last[node]!)) continue;
      last[node] = state;
      rows.push(row);
      firstState[node + 1]! += 1;
    }
    for (let node = 0; node < count; node += 1) firstState[node + 1]! += firstState[node]!;
    const next = firstState.slice();
    const stateTime = new Float64Array(rows.length);
    const state = new Uint8Array(rows.length);
    for (const row of rows) {
      const place = next[places[changed.data[row]!]!]!++;
      stateTime[place] = times.data[row]!;
      state[place] = states.data[row]!;
    }
    return { firstState, stateTime, state };
  }
}
