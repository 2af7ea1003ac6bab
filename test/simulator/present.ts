// What a service remembers at the moment, as plain data that two runs can be compared by; numbers that are used again
// and again (executions, events) are left out.

import type { Account, Job, Pool } from '../../simulator/service/account.ts';
import { TASK } from '../../simulator/service/task-table.ts';

/** Tasks, nodes, pools and jobs as they are. */
export function presentOf(account: Account): object {
  const { tasks, nodes, watch, kernel } = account;
  return {
    now: kernel.now,
    next: kernel.peek(),
    tasks: Array.from({ length: tasks.count }, (_, task) => [
      tasks.states[task],
      tasks.jobs[task],
      tasks.specsOf[task],
      tasks.attemptsOf(task),
      tasks.states[task] === TASK.completed ? tasks.links[task] : 0,
    ]),
    nodes: Array.from({ length: nodes.count }, (_, node) => nodeOf(account, node)),
    pools: account.pools.map(poolOf),
    jobs: account.jobs.map(jobOf),
    watch: Object.fromEntries(Object.entries(watch).filter(([, value]) => typeof value === 'number')),
  };
}

function nodeOf({ nodes, executions }: Account, node: number): object {
  const running: (readonly number[])[] = [];
  for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!)
    running.push([executions.tasks[row]!, executions.nodes[row]!, executions.startedAt[row]!]);
  const { states, seats, freeSlots, since, retainUntil, tasksRun, tasksSucceeded } = nodes;
  const columns = [states, seats, freeSlots, nodes.executions, since, retainUntil, tasksRun, tasksSucceeded];
  return { running, columns: columns.map((column) => column[node]) };
}

function poolOf(pool: Pool): object {
  const { activeTasks, runningTasks, succeededTasks, failedTasks, current, target, nodesByState } = pool;
  const seats = pool.seatGroups.map(({ byFreeSlots, counts }) => [
    byFreeSlots.map((set) => [...set.members()]),
    [...counts.members()],
  ]);
  return {
    counts: [activeTasks, runningTasks, succeededTasks, failedTasks, pool.waiting.size],
    nodes: [[...current], [...target], nodesByState.map((counts) => [...counts])],
    seats,
    series: pool.recordings.map(({ id, series }) => [id, series.latest]),
  };
}

const jobOf = (job: Job): readonly unknown[] => [
  job.state, job.active, job.running, job.completed, job.failed, job.placed, job.firstTask, job.lastTask, job.isFilled,
]; // biome-ignore format: a list
