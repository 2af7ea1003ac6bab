// Random choices into a journal of one pool that could have happened: tasks start on free slots of nodes that take
// tasks, wait for others, are prepared for, run on several nodes, are withdrawn, fail and are made to wait again.

import { ATTEMPT_ENDS, NODE_STATES } from '../../simulator/index.ts';
import type { PoolRules } from './referee.ts';
import {
  added,
  blocked,
  type Event,
  ended,
  gone,
  jobStart,
  joined,
  left,
  node,
  poolCreate,
  preparing,
  reactivated,
  runEnd,
  runStart,
  started,
  state,
  stateCode,
  unblocked,
  unprepared,
  withdrawn,
} from './script.ts';

export type Choice = readonly [step: number, action: number, pick: number];

const USABLE = [stateCode('idle'), stateCode('running')];
/** Actions there are. */
export const ACTIONS = 14;
const ACTION = { addTask: 0, addNode: 4 } as const;

interface Task {
  readonly task: number;
  readonly slots: number;
}
type Placed = Task & { readonly node: number };

/** The pool: of nodes with four slots, or of nodes with one that talk to each other. */
export const poolRules = (joinsNodes: boolean): PoolRules => ({
  slots: joinsNodes ? 1 : 4,
  joinsNodes,
  nodeCount: (task) => (task % 3 === 2 ? 1 + (task % 4) : 1),
  isTerminated: (task) => task % 2 === 1,
});

/** A run of these choices, and when it ends. */
export function runOf(
  choices: readonly Choice[],
  pool: PoolRules,
): { readonly events: readonly Event[]; readonly end: number } {
  const run = new RandomRun(pool);
  for (const [step, action, pick] of choices) run.act(step, action, pick);
  run.events.push(runEnd(run.now, 'horizon'));
  return { events: run.events, end: run.now };
}

class RandomRun {
  readonly events: Event[];
  now = 0;
  private readonly pool: PoolRules;
  private readonly waiting: Task[] = [];
  private readonly blocked: Task[] = [];
  private readonly preparing: Placed[] = [];
  private readonly running: Placed[] = [];
  private readonly subtasks: Placed[] = [];
  /** Tasks that failed, and those that were withdrawn. */
  private readonly over: Task[] = [];
  private readonly nodes = new Map<number, number>();
  private tasks = 0;
  private handles = 0;

  constructor(pool: PoolRules) {
    const { slots, joinsNodes } = pool;
    this.pool = pool;
    this.events = [runStart(), poolCreate({ slots, joinsNodes, dedicated: 2 }), jobStart()];
    for (let count = 0; count < 4; count += 1) {
      this.act(0, ACTION.addNode, 0);
      this.events.push(state(0, count, 'idle'));
      this.nodes.set(count, stateCode('idle'));
      this.act(0, ACTION.addTask, 0);
    }
  }

  act(step: number, action: number, pick: number): void {
    this.now += step;
    this.actions[action % ACTIONS]!(pick);
  }

  private readonly actions: readonly ((pick: number) => void)[] = [
    (pick) => {
      const slots = 1 + (pick % (this.pool.slots + 1));
      this.events.push(added(this.now, this.tasks, slots));
      this.waiting.push({ task: this.tasks, slots });
      this.tasks += 1;
    },
    (pick) => this.start(pick, this.waiting),
    (pick) => this.end(pick),
    (pick) => this.end(pick + 3),
    () => {
      this.events.push(node(this.now, this.handles, { slots: this.pool.slots }));
      this.nodes.set(this.handles, stateCode('creating'));
      this.handles += 1;
    },
    (pick) => this.change(pick),
    (pick) => {
      const handle = chosen([...this.nodes.keys()], pick);
      if (handle === undefined || pick % 4 !== 0) return;
      this.evict(handle);
      this.events.push(gone(this.now, handle));
      this.nodes.delete(handle);
    },
    (pick) => {
      if (pick % 3 !== 0) return;
      const task = taken(pick % 2 === 0 ? this.waiting : this.blocked, pick);
      if (task === undefined) return;
      this.events.push(withdrawn(this.now, task.task));
      this.over.push(task);
    },
    (pick) => {
      const task = taken(this.waiting, pick);
      if (task === undefined) return;
      this.events.push(blocked(this.now, task.task));
      this.blocked.push(task);
    },
    (pick) => {
      const task = taken(this.blocked, pick);
      if (task === undefined) return;
      this.events.push(unblocked(this.now, task.task));
      this.waiting.push(task);
    },
    (pick) => {
      const task = chosen(this.waiting, pick);
      const place = task === undefined ? undefined : this.place(task.slots, pick);
      if (task === undefined || place === undefined) return;
      taken(this.waiting, pick);
      this.events.push(preparing(this.now, task.task, place));
      this.preparing.push({ ...task, node: place });
    },
    (pick) => {
      const one = taken(this.preparing, pick);
      if (one === undefined) return;
      const { task, slots, node } = one;
      if (pick % 3 === 0) {
        this.events.push(unprepared(this.now, task, node));
        this.waiting.push({ task, slots });
      } else if (pick % 7 === 1) {
        this.events.push(withdrawn(this.now, task));
        this.over.push({ task, slots });
      } else {
        this.events.push(started(this.now, task, node));
        this.running.push(one);
      }
    },
    (pick) => {
      const task = taken(this.over, pick);
      if (task === undefined) return;
      this.events.push(reactivated(this.now, task.task));
      this.waiting.push(task);
    },
    (pick) => {
      const attempt = chosen(this.running, pick);
      const done = pick % 3 === 0 ? taken(this.subtasks, pick) : undefined;
      if (done !== undefined) this.events.push(left(this.now, done.task, done.node));
      if (done !== undefined || attempt === undefined) return;
      const place = this.place(attempt.slots, pick);
      const isThere = this.subtasks.some((one) => one.task === attempt.task && one.node === place);
      if (place === undefined || place === attempt.node || isThere) return;
      this.events.push(joined(this.now, attempt.task, place));
      this.subtasks.push({ ...attempt, node: place });
    },
  ];

  private place(slots: number, pick: number): number | undefined {
    const stays = [...this.running, ...this.preparing, ...this.subtasks];
    const free = [...this.nodes].filter(([handle, code]) => {
      const used = stays.filter((one) => one.node === handle).reduce((sum, one) => sum + one.slots, 0);
      return USABLE.includes(code) && used + slots <= this.pool.slots;
    });
    return chosen(free, pick)?.[0];
  }

  private start(pick: number, from: Task[]): void {
    const task = chosen(from, pick);
    const place = task === undefined ? undefined : this.place(task.slots, pick);
    if (task === undefined || place === undefined) return;
    taken(from, pick);
    this.events.push(started(this.now, task.task, place));
    this.running.push({ ...task, node: place });
  }

  private end(pick: number): void {
    const attempt = taken(this.running, pick);
    if (attempt === undefined) return;
    const { task, slots } = attempt;
    const end = ATTEMPT_ENDS[pick % ATTEMPT_ENDS.length]!;
    this.events.push(ended(this.now, task, attempt.node, end));
    if (end === 'retry' || end === 'requeue' || end === 'recovery') this.waiting.push({ task, slots });
    else if (end !== 'success') this.over.push({ task, slots });
  }

  private change(pick: number): void {
    const handle = chosen([...this.nodes.keys()], pick);
    if (handle === undefined) return;
    const code = pick % 5 === 0 ? (pick / 5) % NODE_STATES.length : USABLE[pick % 2]!;
    const name = NODE_STATES[code]!;
    // Some attempts outlive their node's machine, as when nobody has noticed yet.
    if ((name === 'preempted' || name === 'deallocated') && pick % 4 !== 1) this.evict(handle);
    this.events.push(state(this.now, handle, name));
    this.nodes.set(handle, code);
  }

  private evict(handle: number): void {
    for (const { task, slots } of takenOf(this.running, handle)) {
      this.events.push(ended(this.now, task, handle, 'recovery'));
      this.waiting.push({ task, slots });
    }
    for (const { task, slots } of takenOf(this.preparing, handle)) {
      this.events.push(unprepared(this.now, task, handle));
      this.waiting.push({ task, slots });
    }
    for (const { task } of takenOf(this.subtasks, handle)) this.events.push(left(this.now, task, handle));
  }
}

const chosen = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(1, items.length)];

function taken<Item>(items: Item[], pick: number): Item | undefined {
  return items.splice(pick % Math.max(1, items.length), 1)[0];
}

function takenOf(items: Placed[], node: number): readonly Placed[] {
  const found = items.filter((one) => one.node === node);
  for (const one of found) items.splice(items.indexOf(one), 1);
  return found;
}
