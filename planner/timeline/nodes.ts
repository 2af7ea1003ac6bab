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
  readonly identity: NodeIdentity;
  readonly pool: number;
  readonly came: number;
  went: number;
}

/** Nodes by handle, and their changes of state in the order of time. */
export class NodeBook {
  private readonly nodes: Node[] = [];
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
    this.nodes[node] = { identity, pool, came: time, went: Number.POSITIVE_INFINITY };
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

  read(): NodeColumns {
    const { nodes, bars } = this;
    const count = nodes.length;
    const slots = nodes.map(({ identity }, node) => bars.slotsOf(node, identity.taskSlotsPerNode));
    return {
      count,
      id: nodes.map(({ identity }) => identity.nodeId),
      pool: Uint16Array.from(nodes, ({ pool }) => pool),
      isDedicated: Uint8Array.from(nodes, ({ identity }) => Number(identity.isDedicated)),
      slots: Uint16Array.from(slots),
      came: Float64Array.from(nodes, ({ came }) => came),
      went: Float64Array.from(nodes, ({ went }) => went),
      isKept: Uint8Array.from(nodes, (_, node) => Number(bars.isKept(node))),
      ...this.readStates(count),
    };
  }

  /** The changes by node; the order of time stays within each. */
  private readStates(count: number): Pick<NodeColumns, 'firstState' | 'stateTime' | 'state'> {
    const { bars, changed, times, states } = this;
    const last = new Uint8Array(count).fill(255);
    const rows: number[] = [];
    const firstState = new Uint32Array(count + 1);
    for (let row = 0; row < changed.length; row += 1) {
      const node = changed.data[row]!;
      const state = states.data[row]!;
      if (!bars.isKept(node) && isWork(state) && isWork(last[node]!)) continue;
      last[node] = state;
      rows.push(row);
      firstState[node + 1]! += 1;
    }
    for (let node = 0; node < count; node += 1) firstState[node + 1]! += firstState[node]!;
    const next = firstState.slice();
    const stateTime = new Float64Array(rows.length);
    const state = new Uint8Array(rows.length);
    for (const row of rows) {
      const place = next[changed.data[row]!]!++;
      stateTime[place] = times.data[row]!;
      state[place] = states.data[row]!;
    }
    return { firstState, stateTime, state };
  }
}
