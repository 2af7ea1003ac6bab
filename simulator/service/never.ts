// What can never run as things are, and why: tasks by job and reason, and pools that hold nodes for nothing. The
// service says nothing of it and lets them wait for ever; we look when a run has ended, or when somebody asks.

import { HOUR, type Instant } from '../../runtime/index.ts';
import type { Fact } from '../journal.ts';
import type { Account, Job, Pool } from './account.ts';
import { isUp } from './availability.ts';
import { isOver } from './job-record.ts';
import { neverReleased, type Root } from './never-blocked.ts';
import { NODE } from './node-table.ts';
import { type Obstacle, obstacleOf } from './obstacles.ts';
import { addedAt, taskIdOf } from './task-ids.ts';
import { type SharedSpec, TASK } from './task-table.ts';

/** A fact of tasks that can never run, and one of a pool that holds nodes for nothing. */
export type NeverRun = Extract<Fact, { readonly event: 'NeverRunEvent' }>;
export type PoolIdle = Extract<Fact, { readonly event: 'PoolIdleEvent' }>;

/** An obstacle, and since when it stands where that is known; else it stood when the first task came. */
interface Hindrance extends Obstacle {
  readonly since?: Instant;
}

type Look = (account: Account, job: Job, spec: SharedSpec) => Hindrance | undefined;

/** Why waiting tasks of a job cannot have a node, most telling first. */
const LOOKS: readonly Look[] = [
  (_, job) =>
    job.state === 'disabled' || job.state === 'disabling'
      ? { code: 'JobDisabled', message: `job ${job.spec.id} is disabled`, since: job.since }
      : undefined,
  (_, job, spec) => obstacleOf(job, spec),
  (account, { pool }) => (pool === undefined ? undefined : uselessNodes(account, pool)),
  (account, job) => barredEverywhere(account, job),
  (_, { pool }, spec) =>
    pool === undefined || pool.autoScale !== undefined ? undefined : tooFewNodes(pool, spec),
];

/** The nodes of a pool of fixed size that its targets can ever give a task. */
function tooFewNodes({ spec: { id }, target }: Pool, { demands }: SharedSpec): Hindrance | undefined {
  const [dedicated, lowPriority] = target;
  if (dedicated + lowPriority === 0)
    return { code: 'PoolHasNoNodes', message: `pool ${id} has no nodes and its targets are 0` };
  if (demands?.dedicatedOnly === true && dedicated === 0)
    return {
      code: 'NeedsDedicatedNode',
      message: `the task needs a dedicated node and pool ${id} is to have none`,
    };
  const wanted = demands?.nodeCount ?? 1;
  if (wanted > dedicated + lowPriority) {
    const message = `the task needs ${wanted} nodes at once and pool ${id} is to have ${dedicated + lowPriority}`;
    return { code: 'MultiInstanceNeedsMoreNodes', message };
  }
  return undefined;
}

/** States that nodes leave only when a user does something, or never. */
const USELESS: ReadonlySet<number> = new Set([NODE.starttaskfailed, NODE.offline, NODE.deallocated]);

/** All nodes of the pool are of no use, and no more are to come. */
function uselessNodes({ nodes }: Account, { spec, nodes: members, resize }: Pool): Hindrance | undefined {
  if (members.size === 0 || resize !== undefined) return undefined;
  let since = Number.NEGATIVE_INFINITY;
  let failed = 0;
  for (const node of members) {
    if (!USELESS.has(nodes.states[node]!)) return undefined;
    if (nodes.states[node] === NODE.starttaskfailed) failed++;
    since = Math.max(since, nodes.since[node]!);
  }
  return failed > 0
    ? { code: 'StartTaskFailed', message: `the start task failed on the nodes of pool ${spec.id}`, since }
    : { code: 'NodesTakeNoTasks', message: `the nodes of pool ${spec.id} are offline or turned off`, since };
}

/** The job's preparation failed on every node. */
function barredEverywhere(
  { nodes }: Account,
  { spec, pool, barredNodes, preparations }: Job,
): Hindrance | undefined {
  if (pool === undefined || barredNodes === undefined) return undefined;
  let since = Number.NEGATIVE_INFINITY;
  for (const node of pool.nodes) {
    if (nodes.seats[node]! < 0 && !isUp(nodes, node)) return undefined;
    if (!barredNodes.has(node)) return undefined;
    since = Math.max(since, preparations?.get(node)?.endTime ?? since);
  }
  const message = `the preparation of job ${spec.id} failed on every node`;
  return { code: 'JobPreparationTaskFailed', message, ...(Number.isFinite(since) ? { since } : {}) };
}

/** Tasks of one job that never run for one reason. */
interface Group {
  readonly code: string;
  readonly message: string;
  readonly first: number;
  tasks: number;
  since: Instant;
}

/** What can never run as things are, by job and reason; a task is in one group at most. */
export function findNeverRun(account: Account): readonly NeverRun[] {
  const { tasks, jobs, kernel } = account;
  const live = jobs.filter((job) => job.active > 0 && !isOver(job));
  if (live.length === 0) return [];
  const hindranceOf = createHindrances(account);
  const placed = placedTasks(account);
  const isStuck = (task: number): boolean => !placed.has(task) && hindranceOf(task) !== undefined;
  const groups = new Map<Job, Map<string, Group>>(live.map((job) => [job, new Map()]));
  const blocked = new Map(live.map((job) => [job, neverReleased(account, job, isStuck)]));
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.states[task] !== TASK.active) continue;
    const job = jobs[tasks.jobs[task]!]!;
    const found = groups.get(job);
    if (found === undefined || placed.has(task)) continue;
    const root = blocked.get(job)!.get(task);
    if (root !== undefined) note(found, task, root.code, tellRoot(account, task, root), root.since);
    else if (job.dependencies?.isBlocked(task) !== true) {
      const hindrance = hindranceOf(task);
      if (hindrance === undefined) continue;
      const { code, message, since } = hindrance;
      note(found, task, code, message, Math.max(since ?? 0, addedAt(account, task)));
    }
  }
  return live.flatMap((job) =>
    [...groups.get(job)!.values()].map(({ code, message, first, tasks: count, since }) => ({
      time: kernel.now,
      event: 'NeverRunEvent' as const,
      jobId: job.spec.id,
      code,
      message:
        job.spec.onAllTasksComplete === 'terminatejob'
          ? `${message}; job ${job.spec.id} waits for it and never ends`
          : message,
      tasks: count,
      firstTaskId: taskIdOf(account, first),
      since,
    })),
  );
}

function note(groups: Map<string, Group>, task: number, code: string, message: string, since: Instant): void {
  const group = groups.get(code);
  if (group === undefined) groups.set(code, { code, message, first: task, tasks: 1, since });
  else {
    group.tasks++;
    group.since = Math.min(group.since, since);
  }
}

/** Why waiting tasks cannot run: asked once for each job and specification. */
function createHindrances(account: Account): (task: number) => Hindrance | undefined {
  const { tasks, jobs } = account;
  const known = new Map<string, Hindrance | undefined>();
  return (task) => {
    const key = `${tasks.jobs[task]} ${tasks.specsOf[task]}`;
    if (!known.has(key)) {
      const job = jobs[tasks.jobs[task]!]!;
      const spec = tasks.specs[tasks.specsOf[task]!]!;
      let found: Hindrance | undefined;
      for (const look of LOOKS) found ??= look(account, job, spec);
      known.set(key, found);
    }
    return known.get(key);
  };
}

/** Active tasks that have a node already: placed, or waiting for another attempt. */
function placedTasks({ pools, nodes, executions }: Account): ReadonlySet<number> {
  const placed = new Set<number>();
  for (const pool of pools) {
    for (const node of pool.nodes) {
      for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!)
        placed.add(executions.tasks[row]!);
    }
  }
  return placed;
}

const FATES: Record<Exclude<Root['code'], 'DependencyCycle'>, string> = {
  DependencyFailed: 'which failed and does not satisfy it',
  DependencyMissing: 'which is not there',
  DependencyCannotRun: 'which can never run itself',
};

function tellRoot(account: Account, task: number, { code, id, isFar }: Root): string {
  if (code === 'DependencyCycle') return `task ${taskIdOf(account, task)} waits in a circle of dependencies`;
  return `task ${taskIdOf(account, task)} waits ${isFar === true ? 'through others ' : ''}for task ${id}, ${FATES[code]}`;
}

/** Nodes that are held shorter than this with nothing to run are not worth a word. */
const WORTH_TELLING = HOUR;

/** Pools that hold nodes now on which nothing runs, and for which nothing waits that could. */
export function findIdlePools(account: Account, never: readonly NeverRun[]): readonly PoolIdle[] {
  const { kernel, jobs } = account;
  const stuck = new Map<string, number>();
  for (const { jobId, tasks } of never) stuck.set(jobId, (stuck.get(jobId) ?? 0) + tasks);
  /** Active tasks of each pool that may still run. */
  const hopeful = new Map<Pool, number>();
  for (const job of jobs) {
    if (job.pool === undefined || isOver(job)) continue;
    const count = job.active - (stuck.get(job.spec.id) ?? 0);
    hopeful.set(job.pool, (hopeful.get(job.pool) ?? 0) + count);
  }
  return account.pools.flatMap((pool) => {
    if (pool.runningTasks > 0 || (hopeful.get(pool) ?? 0) > 0) return [];
    const idle = idleNodes(account, pool);
    if (idle.nodes === 0 || kernel.now - idle.since < WORTH_TELLING) return [];
    const { id } = pool.spec;
    return [{ time: kernel.now, event: 'PoolIdleEvent', id, ...idle, message: reasonToHold(pool) }];
  });
}

/** How many nodes cost money and run nothing, and since when that is so of all of them. */
function idleNodes({ nodes }: Account, pool: Pool): { readonly nodes: number; readonly since: Instant } {
  let count = 0;
  let since = pool.createdAt;
  for (const node of pool.nodes) {
    const state = nodes.states[node]!;
    if (state === NODE.preempted || state === NODE.deallocated) continue;
    count++;
    since = Math.max(since, nodes.since[node]!);
  }
  return { nodes: count, since };
}

function reasonToHold({ autoScale, target }: Pool): string {
  if (autoScale === undefined)
    return `its targets stay ${target[0]} dedicated and ${target[1]} low-priority nodes`;
  const error = autoScale.run?.error;
  return error === undefined
    ? `its formula asks for ${target[0]} dedicated and ${target[1]} low-priority nodes`
    : `its formula fails with ${error.code}, and the last targets stay`;
}
