// Every documented move of nodes, pools, their allocation, tasks, jobs and job schedules is taken in some story, and no
// other: the service throws at a move that no table has.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact, JournalSink } from '../../simulator/journal.ts';
import { SILENCE } from '../../simulator/journal.ts';
import { JOB_MOVES, SCHEDULE_MOVES } from '../../simulator/model/job.ts';
import type { Moves } from '../../simulator/model/moves.ts';
import { NODE_MOVES, NODE_STATES } from '../../simulator/model/node.ts';
import { ALLOCATION_MOVES, type AllocationState, POOL_MOVES } from '../../simulator/model/pool.ts';
import { ATTEMPT_ENDS, type AttemptEnd, TASK_MOVES, type TaskState } from '../../simulator/model/task.ts';
import { TASK } from '../../simulator/service/task-table.ts';
import { readCases, storyFiles } from './corpus-cases.ts';
import { type Account, story } from './story.ts';

type Taken = Set<string>;
const taken = {
  nodes: new Set<string>(),
  pools: new Set<string>(),
  allocations: new Set<string>(),
  tasks: new Set<string>(),
  jobs: new Set<string>(),
  schedules: new Set<string>(),
};

beforeAll(async () => {
  for (const file of storyFiles()) {
    for (const { scenario } of readCases(file)) {
      const eyes = createEyes();
      await story(scenario, [watch(), eyes.hear], eyes.look);
    }
  }
}, 120_000);

/** Hears one run and writes down each move of nodes and pools. */
function watch(): JournalSink {
  const nodes = new Map<number, string>();
  const allocations = new Map<string, AllocationState>();
  const allocate = (id: string, to: AllocationState): void => {
    taken.allocations.add(`${allocations.get(id) ?? 'steady'} to ${to}`);
    allocations.set(id, to);
  };
  return {
    ...SILENCE,
    nodeChanged: (_, node, state) => {
      const to = NODE_STATES[state]!;
      const from = nodes.get(node);
      if (from !== undefined) taken.nodes.add(`${from} to ${to}`);
      nodes.set(node, to);
    },
    fact: (fact: Fact) => {
      if (fact.event === 'PoolResizeStartEvent') allocate(fact.id, 'resizing');
      if (fact.event === 'PoolResizeStopEvent') allocate(fact.id, 'stopping');
      if (fact.event === 'PoolResizeCompleteEvent') allocate(fact.id, 'steady');
      if (fact.event === 'PoolDeleteStartEvent') taken.pools.add('active to deleting');
    },
  };
}

interface Stateful {
  readonly state: string;
  readonly previous: { readonly state: string; readonly since: number } | undefined;
}

/** Sees the states of tasks as their moves are told, and those of jobs and schedules after each event. */
function createEyes() {
  let account: Account | undefined;
  const tasks = new Map<number, TaskState>();
  const move = (task: number, to: TaskState): void => {
    const from = tasks.get(task);
    if (from !== undefined) taken.tasks.add(`${from} to ${to}`);
    tasks.set(task, to);
  };
  // Nothing ends before the first event, so the account is known by then.
  const isCompleted = (task: number): boolean => account?.tasks.states[task] === TASK.completed;
  const hear: JournalSink = {
    ...SILENCE,
    taskAdded: (_, task) => void tasks.set(task, 'active'),
    taskPreparing: (_, task) => move(task, 'preparing'),
    taskUnprepared: (_, task) => move(task, isCompleted(task) ? 'completed' : 'active'),
    taskStarted: (_, task) => move(task, 'running'),
    taskEnded: (_, task, __, end) => move(task, WAITS_AGAIN.has(ATTEMPT_ENDS[end]!) ? 'active' : 'completed'),
    taskWithdrawn: (_, task) => {
      if (isCompleted(task) && tasks.get(task) !== 'completed') move(task, 'completed');
    },
    taskReactivated: (_, task) => move(task, 'active'),
  };
  const seen = new Map<Stateful, Pick<Stateful, 'state' | 'previous'>>();
  const look = (now: Account): void => {
    account = now;
    for (const job of now.jobs) note(taken.jobs, seen, job);
    for (const schedule of now.schedules) note(taken.schedules, seen, schedule);
  };
  return { hear, look };
}

const WAITS_AGAIN: ReadonlySet<AttemptEnd> = new Set<AttemptEnd>(['retry', 'requeue', 'recovery']);

/** One event may move a resource twice; the state before the last tells by which way. */
function note(moves: Taken, seen: Map<Stateful, Pick<Stateful, 'state' | 'previous'>>, now: Stateful): void {
  const before = seen.get(now)?.state ?? 'active';
  if (seen.get(now)?.previous !== now.previous && now.previous !== undefined) {
    if (now.previous.state !== before) moves.add(`${before} to ${now.previous.state}`);
    moves.add(`${now.previous.state} to ${now.state}`);
  }
  seen.set(now, { state: now.state, previous: now.previous });
}

const documented = <State extends string>(moves: Moves<State>): readonly string[] =>
  Object.entries<readonly State[]>(moves).flatMap(([from, all]) => all.map((to) => `${from} to ${to}`));

describe('every documented move is taken, and no other', () => {
  const rows: readonly (readonly [string, Taken, readonly string[]])[] = [
    ['nodes', taken.nodes, documented(NODE_MOVES)],
    ['pools', taken.pools, documented(POOL_MOVES)],
    ['allocation', taken.allocations, documented(ALLOCATION_MOVES)],
    ['tasks', taken.tasks, documented(TASK_MOVES)],
    ['jobs', taken.jobs, documented(JOB_MOVES)],
    ['job schedules', taken.schedules, documented(SCHEDULE_MOVES)],
  ];
  test.each(rows)('%s', (_, moves, all) => {
    expect(all.filter((move) => !moves.has(move))).toEqual([]);
    expect([...moves].filter((move) => !all.includes(move))).toEqual([]);
  });
});
