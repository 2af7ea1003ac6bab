// A slow, plain recount of a journal: it keeps every event and asks, for every stretch between two instants, what
// was true. Written without a look at how the collector does it.

import {
  ATTEMPT_ENDS,
  BILLED_STATES,
  BOOT_STATES,
  NODE_STATES,
  type NodeState,
} from '../../simulator/index.ts';
import { type Event, endCode } from './script.ts';

type Phase = 'waiting' | 'blocked' | 'preparing' | 'running' | 'completed' | 'withdrawn' | 'terminated';

/** A task's slots on a node for a while. */
interface Stay {
  readonly task: number;
  readonly node: number;
  readonly slots: number;
  readonly start: number;
  readonly kind: 'attempt' | 'subtask' | 'preparation';
  /** Of a subtask: what it worked for. */
  readonly attempt?: Stay;
  end: number;
  /** How the attempt ended; -1 while nothing is known. */
  how: number;
}

interface NodeLife {
  readonly slots: number;
  readonly states: { readonly from: number; readonly state: NodeState }[];
  gone: number;
}

interface TaskLife {
  readonly added: number;
  readonly slots: number;
  /** Slots on all its nodes; 0 when the pool can never run it. */
  readonly wanted: number;
  readonly phases: { readonly from: number; readonly phase: Phase }[];
  firstStart: number;
  result: 'success' | 'failure' | undefined;
  turnaround: number;
  run: number;
}

export interface Recount {
  readonly waits: readonly number[];
  /** Of the tasks that are completed at the end; milliseconds. */
  readonly turnarounds: readonly number[];
  readonly runs: readonly number[];
  readonly counts: { succeeded: number; failed: number; blocked: number; withdrawn: number };
  readonly parts: { useful: number; idle: number; boot: number; held: number; lost: number };
  readonly hours: number;
  readonly peak: number;
  readonly under: number;
  readonly over: number;
  readonly waited: number;
  readonly dependencies: number;
  readonly preparation: number;
  /** Integrals over time, in value times milliseconds. */
  readonly areas: { active: number; running: number; usedSlots: number; demand: number; supply: number };
}

export interface PoolRules {
  readonly slots: number;
  readonly joinsNodes: boolean;
  readonly nodeCount: (task: number) => number;
  /** Whether a task that is withdrawn was terminated, and so completed. */
  readonly isTerminated: (task: number) => boolean;
}

/** Recounts a journal of one pool that ends at `end`. */
export function recount(events: readonly Event[], pool: PoolRules, end: number): Recount {
  const { tasks, stays, nodes } = lives(events, pool);
  const instants = [...new Set([...events.map(timeOf), 0, end])].sort((left, right) => left - right);
  const parts = { useful: 0, idle: 0, boot: 0, held: 0, lost: 0 };
  const areas = { active: 0, running: 0, usedSlots: 0, demand: 0, supply: 0 };
  const sums = { hours: 0, peak: 0, under: 0, over: 0, waited: 0, dependencies: 0, preparation: 0 };
  instants.slice(0, -1).forEach((from, index) => {
    const length = instants[index + 1]! - from;
    const now = stays.filter((stay) => stay.start <= from && from < stay.end);
    const phases = [...tasks.values()].map((task) => ({ task, phase: phaseAt(task, from) }));
    const count = (...wanted: readonly Phase[]) =>
      phases.filter(({ phase }) => phase !== undefined && wanted.includes(phase)).length;
    const present = [...nodes].filter(([, life]) => from < life.gone && life.states[0]!.from <= from);
    let billed = 0;
    let supply = 0;
    for (const [handle, life] of present) {
      const state = life.states.filter((one) => one.from <= from).at(-1)!.state;
      const mine = now.filter((stay) => stay.node === handle);
      if (state === 'idle' || state === 'running' || mine.length > 0) supply += 1;
      if (!BILLED_STATES.has(state)) continue;
      billed += 1;
      sums.hours += length / 3_600_000;
      let free = life.slots;
      for (const stay of mine) {
        free -= stay.slots;
        parts[partOf(stay, end)] += (length * stay.slots) / life.slots / 3_600_000;
      }
      const broken = state === 'unusable' || state === 'unknown' || state === 'starttaskfailed';
      const part = mine.length > 0 ? 'held' : BOOT_STATES.has(state) || broken ? 'boot' : 'idle';
      parts[part] += (length * free) / life.slots / 3_600_000;
    }
    const wantedSlots = phases
      .filter(({ phase }) => phase === 'waiting' || phase === 'preparing' || phase === 'running')
      .reduce((sum, { task }) => sum + task.wanted, 0);
    const demand = Math.ceil(wantedSlots / pool.slots);
    const fresh = phases.filter(({ task }) => task.wanted > 0 && from < task.firstStart);
    const freshIn = (one: Phase) => fresh.filter(({ phase }) => phase === one).length;
    sums.peak = Math.max(sums.peak, billed);
    sums.under += Math.max(0, demand - supply) * length;
    sums.over += Math.max(0, supply - demand) * length;
    sums.dependencies += freshIn('blocked') * length;
    sums.preparation += freshIn('preparing') * length;
    sums.waited += (freshIn('waiting') + freshIn('blocked') + freshIn('preparing')) * length;
    areas.active += count('waiting', 'blocked') * length;
    areas.running += count('preparing', 'running') * length;
    areas.usedSlots += now.reduce((sum, stay) => sum + stay.slots, 0) * length;
    areas.demand += demand * length;
    areas.supply += supply * length;
  });
  const all = [...tasks.values()];
  const waits = all.filter((task) => task.firstStart <= end).map((task) => task.firstStart - task.added);
  const completed = all.filter((task) => phaseAt(task, end) === 'completed');
  return {
    ...sums,
    waits: waits.sort((left, right) => left - right),
    turnarounds: completed.map(({ turnaround }) => turnaround),
    runs: completed.map(({ run }) => run),
    counts: {
      succeeded: completed.filter(({ result }) => result === 'success').length,
      failed:
        completed.filter(({ result }) => result === 'failure').length +
        all.filter((task) => phaseAt(task, end) === 'terminated').length,
      blocked: all.filter((task) => phaseAt(task, end) === 'blocked').length,
      withdrawn: all.filter((task) => phaseAt(task, end) === 'withdrawn').length,
    },
    parts,
    areas,
  };
}

function timeOf(event: Event): number {
  return event.kind === 'fact' ? event.fact.time : event.time;
}

const phaseAt = (task: TaskLife, time: number): Phase | undefined =>
  task.phases.filter(({ from }) => from <= time).at(-1)?.phase;

/** A subtask's time is known to be lost once both it and its attempt are over. */
function partOf(stay: Stay, end: number): 'useful' | 'lost' | 'boot' {
  if (stay.kind === 'preparation') return 'boot';
  const how = stay.kind === 'attempt' ? stay.how : stay.end <= end ? stay.attempt!.how : -1;
  return how === -1 || how === endCode('success') ? 'useful' : 'lost';
}

function lives(events: readonly Event[], pool: PoolRules) {
  const tasks = new Map<number, TaskLife>();
  const stays: Stay[] = [];
  const nodes = new Map<number, NodeLife>();
  const enter = (task: number, from: number, phase: Phase) =>
    void tasks.get(task)!.phases.push({ from, phase });
  const stay = (event: { time: number; task: number; node: number }, kind: Stay['kind'], attempt?: Stay) =>
    void stays.push({
      task: event.task,
      node: event.node,
      slots: tasks.get(event.task)!.slots,
      start: event.time,
      kind,
      ...(attempt === undefined ? {} : { attempt }),
      end: Number.POSITIVE_INFINITY,
      how: -1,
    });
  const last = (task: number, kind: Stay['kind'], node?: number) =>
    stays.findLast(
      (one) => one.task === task && one.kind === kind && (node === undefined || one.node === node),
    );
  const unprepare = (task: number, time: number) => {
    const preparation = last(task, 'preparation');
    if (preparation !== undefined) preparation.end = Math.min(preparation.end, time);
  };
  for (const event of events) {
    switch (event.kind) {
      case 'added': {
        const count = pool.nodeCount(event.task);
        const fits = event.slots <= pool.slots && (count === 1 || (pool.joinsNodes && pool.slots === 1));
        tasks.set(event.task, {
          added: event.time,
          slots: event.slots,
          wanted: fits ? event.slots * count : 0,
          phases: [],
          firstStart: Number.POSITIVE_INFINITY,
          result: undefined,
          turnaround: 0,
          run: 0,
        });
        enter(event.task, event.time, 'waiting');
        break;
      }
      case 'started': {
        const task = tasks.get(event.task)!;
        unprepare(event.task, event.time);
        task.firstStart = Math.min(task.firstStart, event.time);
        stay(event, 'attempt');
        enter(event.task, event.time, 'running');
        break;
      }
      case 'ended': {
        const task = tasks.get(event.task)!;
        const attempt = last(event.task, 'attempt')!;
        attempt.end = event.time;
        attempt.how = event.end;
        const again = ['retry', 'requeue', 'recovery'].includes(ATTEMPT_ENDS[event.end]!);
        enter(event.task, event.time, again ? 'waiting' : 'completed');
        if (again) break;
        task.result = event.end === endCode('success') ? 'success' : 'failure';
        task.turnaround = event.time - task.added;
        task.run = event.time - attempt.start;
        break;
      }
      case 'taskWithdrawn':
        unprepare(event.task, event.time);
        enter(event.task, event.time, pool.isTerminated(event.task) ? 'terminated' : 'withdrawn');
        break;
      case 'taskBlocked':
        enter(event.task, event.time, 'blocked');
        break;
      case 'taskUnblocked':
      case 'taskReactivated':
        enter(event.task, event.time, 'waiting');
        break;
      case 'taskPreparing':
        stay(event, 'preparation');
        enter(event.task, event.time, 'preparing');
        break;
      case 'taskDeleted':
        break;
      case 'taskUnprepared':
        unprepare(event.task, event.time);
        enter(event.task, event.time, 'waiting');
        break;
      case 'subtaskStarted':
        stay(event, 'subtask', last(event.task, 'attempt')!);
        break;
      case 'subtaskEnded':
        last(event.task, 'subtask', event.node)!.end = event.time;
        break;
      case 'node':
        nodes.set(event.node, {
          slots: event.identity.taskSlotsPerNode,
          states: [{ from: event.time, state: 'creating' }],
          gone: Number.POSITIVE_INFINITY,
        });
        break;
      case 'state':
        nodes.get(event.node)!.states.push({ from: event.time, state: NODE_STATES[event.state]! });
        break;
      case 'gone':
        nodes.get(event.node)!.gone = event.time;
        break;
      case 'fact':
        break;
    }
  }
  return { tasks, stays, nodes };
}
