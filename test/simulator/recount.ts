// Counts again, the slow way, everything that the service counts as it goes; returns what does not agree.

import { NODE_STATES } from '../../simulator/model/node.ts';
import { type Account, type Pool, slotsOn } from '../../simulator/service/account.ts';
import { CLOSED } from '../../simulator/service/availability.ts';
import { isOver } from '../../simulator/service/job-record.ts';
import type { Loads } from '../../simulator/service/loads.ts';
import { readingOf } from '../../simulator/service/metrics.ts';
import { DEDICATED, LOW_PRIORITY, OUTSIDE } from '../../simulator/service/node-table.ts';
import { ABSENT, NONE, TASK } from '../../simulator/service/task-table.ts';

/** Disagreements between kept and recounted figures, as sentences; none when all is well. */
export function recount(account: Account, slotReuse: number): readonly string[] {
  const wrong: string[] = [];
  const expect = (what: string, kept: number, counted: number): void => {
    if (kept !== counted) wrong.push(`${what}: kept ${kept}, counted ${counted}`);
  };
  recountTasks(account, expect);
  const running = new Set<number>();
  for (const pool of account.pools) recountNodes(account, pool, slotReuse, running, expect, wrong);
  const cores = [0, 0];
  for (const pool of account.pools) {
    for (const kind of [DEDICATED, LOW_PRIORITY] as const) {
      cores[kind]! += (pool.current[kind] + pool.requested[kind].size) * pool.coresPerNode;
    }
  }
  expect('dedicated cores in use', account.coresInUse[DEDICATED], cores[DEDICATED]!);
  expect('low-priority cores in use', account.coresInUse[LOW_PRIORITY], cores[LOW_PRIORITY]!);
  for (const pool of account.pools) {
    for (const { id, series } of pool.isUnsettled ? [] : pool.recordings) {
      const reading = readingOf(account, id)!(pool);
      if (!Number.isNaN(reading))
        expect(`${id} of pool ${pool.spec.id}`, series.latest ?? Number.NaN, reading);
    }
  }
  if (account.loads !== undefined) recountLoads(account, account.loads, wrong);
  return wrong;
}

type Expect = (what: string, kept: number, counted: number) => void;

function recountTasks(account: Account, expect: Expect): void {
  const { tasks, jobs, pools } = account;
  const byJob = jobs.map(() => ({ active: 0, running: 0, completed: 0, weight: 0 }));
  for (let task = 0; task < tasks.count; task++) {
    const state = tasks.states[task];
    if (state === ABSENT) continue;
    const counts = byJob[tasks.jobs[task]!]!;
    if (state === TASK.active) {
      counts.active++;
      const isBlocked = jobs[tasks.jobs[task]!]!.dependencies?.isBlocked(task) === true;
      if (!isBlocked) counts.weight += tasks.specs[tasks.specsOf[task]!]!.weight;
    } else if (state === TASK.running || state === TASK.preparing) counts.running++;
    else counts.completed++;
  }
  jobs.forEach((job, index) => {
    expect(`active tasks of job ${job.spec.id}`, job.active, byJob[index]!.active);
    expect(`running tasks of job ${job.spec.id}`, job.running, byJob[index]!.running);
    expect(`completed tasks of job ${job.spec.id}`, job.completed, byJob[index]!.completed);
    for (const task of job.dependencies?.blocked() ?? []) {
      expect(`the state of blocked task ${task}`, tasks.states[task]!, TASK.active);
      expect(`what blocked task ${task} is linked to`, tasks.links[task]!, NONE);
    }
  });
  const blocked = jobs.reduce((sum, job) => sum + (job.dependencies?.size ?? 0), 0);
  expect('blocked tasks', account.watch.blocked, blocked);
  for (const pool of pools) {
    const own = jobs.filter((job) => job.pool === pool);
    const live = own.filter((job) => !isOver(job));
    expect(
      `active tasks of pool ${pool.spec.id}`,
      pool.activeTasks,
      live.reduce((sum, job) => sum + byJob[job.index]!.weight, 0),
    );
    expect(
      `running tasks of pool ${pool.spec.id}`,
      pool.runningTasks,
      own.reduce((sum, job) => sum + job.running, 0),
    );
    const done = own.reduce((sum, job) => sum + job.completed, 0);
    expect(`completed tasks of pool ${pool.spec.id}`, pool.succeededTasks + pool.failedTasks, done);
  }
}

/** What nodes use, from all that runs on each. */
function recountLoads(account: Account, { nodes: kept }: Loads, wrong: string[]): void {
  const { nodes, executions, executor, specials } = account;
  for (const pool of account.pools) {
    for (const node of pool.nodes) {
      let attempts = 0;
      let cores = 0;
      for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
        if (!executions.isRunning(row)) continue;
        attempts++;
        cores += executor.uses?.(executions.tasks[row]!)?.cores ?? 0;
      }
      for (const special of specials.on(node)) {
        if (Number.isNaN(specials.startedAt[special]!)) continue;
        attempts++;
        cores += executor.usesOfSpecial?.(special)?.cores ?? 0;
      }
      const [keptAttempts = 0, keptCores = 0] = kept.get(node) ?? [];
      if (keptAttempts !== attempts || Math.abs(keptCores - cores * 1e6) > 1e-3)
        wrong.push(
          `load of node ${node}: kept ${keptAttempts} with ${keptCores} cores, counted ${attempts} with ${cores}`,
        );
    }
  }
  for (const node of kept.keys())
    if (nodes.states[node] === OUTSIDE) wrong.push(`node ${node} is gone and loaded`);
}

function recountNodes(
  account: Account,
  pool: Pool,
  slotReuse: number,
  seen: Set<number>,
  expect: Expect,
  wrong: string[],
): void {
  const { nodes, executions, tasks } = account;
  const byState = [new Map<number, number>(), new Map<number, number>()];
  const current = [0, 0];
  const leaving = [0, 0];
  for (const node of pool.nodes) {
    const kind = nodes.kindOf(node);
    const state = nodes.states[node]!;
    if (state === OUTSIDE) wrong.push(`node ${node} is in the pool and outside`);
    current[kind]!++;
    if (NODE_STATES[state] === 'leavingpool') leaving[kind]!++;
    byState[kind]!.set(state, (byState[kind]!.get(state) ?? 0) + 1);
    let slots = 0;
    let count = 0;
    for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
      const task = executions.tasks[row]!;
      const gang = account.gangs.get(task);
      if (gang?.subtasks.has(row) !== true && !account.endingSubtasks.has(row)) {
        if (seen.has(task)) wrong.push(`task ${task} has two executions`);
        seen.add(task);
        if (tasks.links[task] !== row) wrong.push(`task ${task} does not know its execution`);
        if (
          (tasks.specs[tasks.specsOf[task]!]!.demands?.isMultiInstance === true) !==
          (gang?.primary === row)
        )
          wrong.push(`task ${task} is no multi-instance task, or does not know its nodes`);
      }
      slots += slotsOn(pool, tasks.specs[tasks.specsOf[task]!]!);
      count++;
    }
    expect(`executions on node ${node}`, nodes.executions[node]!, count);
    const free = pool.spec.taskSlotsPerNode - slots;
    const isUp = NODE_STATES[state] === 'idle' || NODE_STATES[state] === 'running';
    const takesTasks = isUp && nodes.closed[node] === 0;
    if (nodes.pending.has(node) !== ((nodes.closed[node]! & CLOSED.pending) !== 0))
      wrong.push(`node ${node} has something pending and does not say so`);
    if (takesTasks && slotReuse === 0) expect(`free slots of node ${node}`, nodes.freeSlots[node]!, free);
    if (takesTasks && nodes.freeSlots[node]! > free) wrong.push(`node ${node} offers slots that are taken`);
    if (takesTasks !== nodes.seats[node]! >= 0)
      wrong.push(`node ${node} is ${NODE_STATES[state]} and its seat says otherwise`);
    const filed =
      nodes.seats[node]! >= 0 &&
      pool.groupOfKind[kind].byFreeSlots[nodes.freeSlots[node]!]!.has(nodes.seats[node]!);
    if (takesTasks && !filed) wrong.push(`node ${node} is not filed by its free slots`);
  }
  for (const kind of [DEDICATED, LOW_PRIORITY] as const) {
    expect(`current nodes of kind ${kind}`, pool.current[kind], current[kind]!);
    expect(`leaving nodes of kind ${kind}`, pool.leaving[kind], leaving[kind]!);
    NODE_STATES.forEach((name, state) =>
      expect(
        `nodes ${name} of kind ${kind}`,
        pool.nodesByState[kind][state]!,
        byState[kind]!.get(state) ?? 0,
      ),
    );
  }
}
