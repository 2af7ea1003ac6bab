// When a run can go by the short way: what must hold for the whole of it, and what must hold at the moment. Everything
// else that could intervene is an event of the kernel, and a stretch ends before the next one.

import type { FeedState } from '../feed.ts';
import type { Scenario } from '../scenario.ts';
import type { Account, Job, Pool } from '../service/account.ts';
import { takesTasks } from '../service/availability.ts';
import { PLAIN } from '../service/waiting-lines.ts';
import type { Workload } from '../workload/workload.ts';
import type { Delay } from '../world/delay.ts';
import { LONGEST, MOST_STARTS } from './end-heap.ts';

/** What a run is made of, as far as a lane asks. */
export interface LaneRun {
  readonly account: Account;
  readonly scenario: Scenario;
  readonly workload: Workload;
  readonly feed: FeedState;
}

/** One thing that must hold, and what is told one by one, or depends on more, where it does not. */
interface Condition<Asked> {
  readonly holds: (asked: Asked) => boolean;
  readonly else: string;
}

const isNone = (delay: Delay): boolean => delay.kind === 'constant' && delay.value === 0;

/** What must hold for the whole run. */
const OF_RUN: readonly Condition<Omit<LaneRun, 'feed'>>[] = [
  { holds: ({ workload }) => workload.jobs.length === 1 && workload.specs.length === 1, else: 'jobs take turns, and kinds of tasks overtake' },
  { holds: ({ workload }) => isPlainSpec(workload), else: 'a task asks for more than one slot' },
  { holds: ({ workload }) => longestOf(workload) < LONGEST / 4, else: 'a time does not fit into a number of the heap' },
  { holds: ({ scenario: { world } }) => isNone(world.scheduling) && world.slotReuse === 0, else: 'a start, or a free slot, is an event of its own' },
  { holds: ({ scenario: { choices } }) => choices.taskOrder === 'creation' && choices.preferNodes === 'none', else: 'the order is not that of creation, or nodes differ' },
  { holds: ({ account }) => account.details === undefined && account.loads === undefined && account.retained === undefined, else: 'somebody keeps more of each task' },
  { holds: ({ account }) => account.executor.plain !== undefined, else: 'nobody knows how long tasks take' },
]; // biome-ignore format: a table

function longestOf({ taskDuration }: Workload): number {
  let longest = 0;
  for (let task = 0; task < taskDuration.length; task++) longest = Math.max(longest, taskDuration[task]!);
  return longest;
}

function isPlainSpec({ specs }: Workload): boolean {
  const { requiredSlots, constraints, multiInstanceSettings, affinityInfo, dependsOn } = specs[0]!;
  const asksMore =
    multiInstanceSettings !== undefined || affinityInfo !== undefined || dependsOn !== undefined;
  return requiredSlots === 1 && constraints.maxWallClockTime === undefined && !asksMore;
}

/** Whether some of the run may go by the short way. */
export const mayEverApply = (run: Omit<LaneRun, 'feed'>): boolean => OF_RUN.every(({ holds }) => holds(run));

/** What must hold at the moment of the job and the pool. */
interface Moment extends LaneRun {
  readonly job: Job;
  readonly pool: Pool;
}

/** What must hold for many tasks to come at once. */
const OF_COMING: readonly Condition<Moment>[] = [
  { holds: ({ account }) => account.journal.stretches !== undefined, else: 'somebody hears every event' },
  { holds: ({ feed, workload }) => feed.nextJob === workload.jobs.length, else: 'the job is still to come' },
  { holds: ({ account }) => account.tasks.specs.length === 1 && account.tasks.specs[0]!.kind === PLAIN, else: 'a user added other tasks' },
  { holds: ({ account }) => account.taskIndex === undefined && account.tasks.earlierAttempts.size === 0, else: 'tasks are sought by their ids, or run again' },
  { holds: ({ job }) => job.state === 'active' && job.dependencies === undefined, else: 'tasks of the job wait for more than a slot' },
  { holds: ({ job, pool }) => job.active === pool.waiting.size && pool.activeTasks === pool.waiting.size && job.running === job.placed, else: 'a task is neither in line nor running' },
  { holds: ({ job, pool }) => pool.seatGroups.length === 1 && pool.waiting.isRun(job.index), else: 'tasks of several kinds wait' },
  { holds: followsOn, else: 'those that wait are not the last that came' },
]; // biome-ignore format: a table

/** What must hold besides for them to start and end by the short way. */
const OF_RUNNING: readonly Condition<Moment>[] = [
  { holds: ({ account }) => account.kernel.isAtRest(), else: 'the instant is not over' },
  { holds: ({ account }) => account.executor.plain!.arePlain(), else: 'a task fails or moves files, or a node is not heard' },
  { holds: ({ job }) => job.preparations === undefined && job.barredNodes === undefined, else: 'nodes are prepared for the job' },
  { holds: ({ job }) => job.managerTask < 0 && job.spec.maxParallelTasks < 0, else: 'the job may not go everywhere at once' },
  { holds: ({ job }) => job.spec.onTaskFailure === 'noaction', else: 'an exit code has a meaning to the job' },
  { holds: ({ job, feed, workload }) => !job.isFilled || feed.nextTask >= workload.count, else: 'the job may end amid the stretch' },
  { holds: ({ account }) => account.preemptibleJobs.size === 0 && account.restartingManagers.size === 0, else: 'tasks make room for others' },
  { holds: ({ account, pool }) => account.nodes.pending.size === 0 && pool.upgrade === undefined, else: 'nodes wait for their tasks' },
  { holds: ({ pool }) => pool.resize === undefined && !pool.isRetargeted && pool.heldFor < 0, else: 'every settling looks at the nodes' },
  { holds: ({ account, pool }) => hasLikeNodes(account, pool), else: 'something runs where no more tasks go, or nodes differ' },
]; // biome-ignore format: a table

/** The one job and the one pool of a run. */
export interface Place {
  readonly job: Job;
  readonly pool: Pool;
}

/** Where many tasks can come at once now; undefined where each has to come for itself. */
export const comesAtOnce = (run: LaneRun): Place | undefined => placeWhere(run, OF_COMING);

/** Where tasks can go by the short way now; undefined where something could intervene. */
export const appliesNow = (run: LaneRun): Place | undefined => placeWhere(run, [...OF_COMING, ...OF_RUNNING]);

function placeWhere(run: LaneRun, conditions: readonly Condition<Moment>[]): Place | undefined {
  const { jobs, pools } = run.account;
  const job = jobs[0];
  const pool = pools[0];
  if (jobs.length !== 1 || pools.length !== 1 || job === undefined || pool === undefined) return undefined;
  if (job.pool !== pool || !conditions.every(({ holds }) => holds({ ...run, job, pool }))) return undefined;
  return { job, pool };
}

/** Whether all that runs is on nodes that take tasks, and these are all of one kind. */
function hasLikeNodes({ nodes }: Account, pool: Pool): boolean {
  if (pool.seatNodes.length * pool.spec.taskSlotsPerNode * 4 > MOST_STARTS) return false;
  const kinds = new Set<number>();
  for (const node of pool.nodes) {
    if (takesTasks(nodes, node)) kinds.add(nodes.kindOf(node));
    else if (nodes.executions[node]! > 0) return false;
  }
  return kinds.size === 1;
}

/** Whether the tasks that wait are the workload's last so far, so that those that come follow on. */
function followsOn({ feed, workload, job, pool }: Moment): boolean {
  const { waiting } = pool;
  if (waiting.size === 0) return true;
  const next = waiting.firstOfRun(job.index) + waiting.size;
  return feed.nextTask >= workload.count ? next <= workload.count : next === feed.nextTask;
}
