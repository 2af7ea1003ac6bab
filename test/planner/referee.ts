// A slow, plain recount of a journal: it keeps every event and asks, for every stretch between two instants, what
// was true. Written without a look at how the collector does it.

import { BILLED_STATES, BOOT_STATES, NODE_STATES, type NodeState } from '../../simulator/index.ts';
import { type Event, endCode } from './script.ts';

interface Attempt {
  readonly task: number;
  readonly node: number;
  readonly slots: number;
  readonly start: number;
  end: number;
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
  firstStart: number;
  over: number;
}

export interface Recount {
  readonly waits: readonly number[];
  readonly parts: { useful: number; idle: number; boot: number; held: number; lost: number };
  readonly hours: number;
  readonly peak: number;
  readonly under: number;
  readonly over: number;
  readonly waited: number;
  /** Integrals over time, in value times milliseconds. */
  readonly areas: { active: number; running: number; usedSlots: number; demand: number; supply: number };
}

/** Recounts a journal of one pool with `slots` slots a node that ends at `end`. */
export function recount(events: readonly Event[], slots: number, end: number): Recount {
  const { tasks, attempts, nodes } = lives(events, end);
  const instants = [...new Set([...events.map(timeOf), 0, end])].sort((left, right) => left - right);
  const parts = { useful: 0, idle: 0, boot: 0, held: 0, lost: 0 };
  const areas = { active: 0, running: 0, usedSlots: 0, demand: 0, supply: 0 };
  let hours = 0;
  let peak = 0;
  let under = 0;
  let over = 0;
  let waited = 0;
  instants.slice(0, -1).forEach((from, index) => {
    const length = instants[index + 1]! - from;
    const now = attempts.filter((attempt) => attempt.start <= from && from < attempt.end);
    const there = [...tasks.values()].filter((task) => task.added <= from && from < task.over);
    const present = [...nodes].filter(([, life]) => from < life.gone && life.states[0]!.from <= from);
    let billed = 0;
    let supply = 0;
    for (const [handle, life] of present) {
      const state = life.states.filter((one) => one.from <= from).at(-1)!.state;
      const mine = now.filter((attempt) => attempt.node === handle);
      if (state === 'idle' || state === 'running' || mine.length > 0) supply += 1;
      if (!BILLED_STATES.has(state)) continue;
      billed += 1;
      hours += length / 3_600_000;
      let free = life.slots;
      for (const attempt of mine) {
        free -= attempt.slots;
        const part = attempt.how === -1 || attempt.how === endCode('success') ? 'useful' : 'lost';
        parts[part] += (length * attempt.slots) / life.slots / 3_600_000;
      }
      const broken = state === 'unusable' || state === 'unknown' || state === 'starttaskfailed';
      const part = mine.length > 0 ? 'held' : BOOT_STATES.has(state) || broken ? 'boot' : 'idle';
      parts[part] += (length * free) / life.slots / 3_600_000;
    }
    const demand = Math.ceil(
      there.filter((task) => task.slots <= slots).reduce((sum, task) => sum + task.slots, 0) / slots,
    );
    peak = Math.max(peak, billed);
    under += Math.max(0, demand - supply) * length;
    over += Math.max(0, supply - demand) * length;
    waited += there.filter((task) => task.slots <= slots && from < task.firstStart).length * length;
    areas.active += (there.length - now.length) * length;
    areas.running += now.length * length;
    areas.usedSlots += now.reduce((sum, attempt) => sum + attempt.slots, 0) * length;
    areas.demand += demand * length;
    areas.supply += supply * length;
  });
  const waits = [...tasks.values()]
    .filter((task) => task.firstStart <= end)
    .map((task) => task.firstStart - task.added);
  return { waits: waits.sort((left, right) => left - right), parts, hours, peak, under, over, waited, areas };
}

function timeOf(event: Event): number {
  return event.kind === 'fact' ? event.fact.time : event.time;
}

function lives(events: readonly Event[], end: number) {
  const tasks = new Map<number, TaskLife>();
  const attempts: Attempt[] = [];
  const nodes = new Map<number, NodeLife>();
  for (const event of events) {
    switch (event.kind) {
      case 'added':
        tasks.set(event.task, {
          added: event.time,
          slots: event.slots,
          firstStart: Number.POSITIVE_INFINITY,
          over: Number.POSITIVE_INFINITY,
        });
        break;
      case 'started': {
        const task = tasks.get(event.task)!;
        task.firstStart = Math.min(task.firstStart, event.time);
        attempts.push({
          task: event.task,
          node: event.node,
          slots: task.slots,
          start: event.time,
          end: Number.POSITIVE_INFINITY,
          how: -1,
        });
        break;
      }
      case 'ended': {
        const attempt = attempts.findLast((one) => one.task === event.task)!;
        attempt.end = event.time;
        attempt.how = event.end;
        if (event.end <= endCode('terminated')) tasks.get(event.task)!.over = event.time;
        break;
      }
      case 'withdrawn':
        tasks.get(event.task)!.over = event.time;
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
  return { tasks, attempts, nodes, end };
}
