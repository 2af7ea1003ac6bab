// Everything the service remembers: Azure's resources wrapped with bookkeeping. Only data and how to mark a
// pool unsettled; what changes it stands in transitions.ts, why it changes in the files named after that.

import { createRandom, type Decisions, type Duration, drawAt, type Instant } from '../../runtime/index.ts';
import { type JournalSink, joinSinks, type Names, type NodeInfo } from '../journal.ts';
import type { HandlerId, Kernel } from '../kernel/kernel.ts';
import type { JobOrder } from '../model/pool.ts';
import type { AccountQuotas } from '../model/quota.ts';
import type { ServiceChoices } from '../scenario.ts';
import type { Executor } from '../world/executor.ts';
import type { Machines } from '../world/machines.ts';
import type { EvaluatorOf } from './autoscale-settings.ts';
import { ExecutionTable } from './execution-table.ts';
import type { Gang } from './gangs.ts';
import { IndexList } from './index-list.ts';
import type { Job } from './job-record.ts';
import { createLoadSink, type Loads } from './loads.ts';
import { NodeTable } from './node-table.ts';
import type { Pool } from './pool-record.ts';
import type { RetainedData } from './retention.ts';
import type { JobSchedule } from './schedule-record.ts';
import { SpecialTable } from './special-table.ts';
import { createDetailsSink, type TaskDetails } from './task-details.ts';
import { taskIdOf } from './task-ids.ts';
import { type SharedSpec, TaskTable } from './task-table.ts';
import { Waiting } from './waiting.ts';

export type { Job } from './job-record.ts';
export type { Pool, Resize } from './pool-record.ts';

/** A figure for dedicated and one for low-priority nodes, in that order. */
export type ByKind = [dedicated: number, lowPriority: number];

/** Attempts in a row that complete nothing, after which a workload is taken for one that never drains. */
export const FUTILE_ATTEMPTS = 10_000_000;

/** An execution with all that belongs to it, looked up once. */
export interface Attempt {
  readonly execution: number;
  readonly task: number;
  readonly node: number;
  readonly spec: SharedSpec;
  readonly job: Job;
  readonly pool: Pool;
}

/** What belongs to an execution. */
export function attemptOf(account: Account, execution: number): Attempt {
  const { executions, tasks } = account;
  const task = executions.tasks[execution]!;
  const node = executions.nodes[execution]!;
  const spec = tasks.specs[tasks.specsOf[task]!]!;
  const job = account.jobs[tasks.jobs[task]!]!;
  return { execution, task, node, spec, job, pool: account.pools[account.nodes.pools[node]!]! };
}

/** What a run learns from watching: who can still finish, and when something last moved. */
export interface Watch {
  /** Tasks added that are not over, wait for no other and can run as things are. */
  unfinished: number;
  /** Tasks that wait for others of their job. */
  blocked: number;
  /** What may still bring work: the workload while it is fed, operations to come, job schedules that go on. */
  sources: number;
  /** Tasks that can never run as things are. */
  neverSchedulable: number;
  lastProgress: Instant;
  /** Attempts ended since a task was completed or added; at FUTILE_ATTEMPTS the run is told. */
  futileAttempts: number;
  onFutile: () => void;
  /** Called when `unfinished` falls to zero; the run decides what that means. */
  onIdle: () => void;
}

export interface AccountSettings extends AccountQuotas {
  readonly choices: ServiceChoices;
  readonly decisions: Partial<Decisions>;
  readonly seed: number;
  /** From the moment a task could be placed to its start; 0 means at once. */
  readonly schedulingDelay: () => Duration;
  readonly slotReuse: Duration;
  readonly retryDelay: () => Duration;
  /** From the end of a multi-instance task until a subtask leaves its node. */
  readonly subtaskEnd: () => Duration;
  readonly samples: { readonly lag: Duration; readonly loss: number };
  /** Whether it is written down when things happened to each task, for whoever asks. */
  readonly keepsDetails: boolean;
  /** Whether it is written down which task's files are on which node, because tasks may be deleted. */
  readonly keepsRetention: boolean;
  /** The ids of the workload's tasks. */
  readonly taskId: (task: number) => string;
  /** When each task of the workload is added. */
  readonly plannedAt: (task: number) => Instant;
  /** The cores of a node of that size. */
  readonly coresOf: (vmSize: string) => number;
  /** From the end of a deleted pool's last node until the pool is gone. */
  readonly poolDeletion: () => Duration;
  /** Formulas that are known to be given to a pool some day: what they read is recorded from its creation. */
  readonly foreseenFormulas: (poolId: string) => readonly string[];
  /** Makes the evaluator of each pool's formula. */
  readonly evaluatorOf: EvaluatorOf;
  /** Called for each job once it is there, before anything of it can start. */
  readonly onJob: (job: Job) => void;
}

/** The handlers of events the service schedules for itself; registered once by service.ts. */
export interface Timers {
  readonly evaluate: HandlerId;
  readonly resizeTimeout: HandlerId;
  readonly poolGone: HandlerId;
  readonly specialLimit: HandlerId;
  readonly specialAgain: HandlerId;
  readonly begin: HandlerId;
  readonly again: HandlerId;
  readonly taskLimit: HandlerId;
  readonly subtaskEnd: HandlerId;
  readonly slotFree: HandlerId;
  readonly jobLimit: HandlerId;
  readonly jobEnabled: HandlerId;
  readonly releaseDeadline: HandlerId;
  readonly schedule: HandlerId;
  readonly scheduleWindow: HandlerId;
  readonly dropPool: HandlerId;
  readonly retentionEnd: HandlerId;
}

export interface Account {
  readonly kernel: Kernel;
  journal: JournalSink;
  readonly settings: AccountSettings;
  readonly machines: Machines;
  readonly executor: Executor;
  readonly timers: Timers;
  readonly tasks: TaskTable;
  readonly nodes: NodeTable;
  readonly executions: ExecutionTable;
  readonly specials: SpecialTable;
  readonly pools: Pool[];
  /** When things happened to each task; undefined where nobody asks. */
  readonly details: TaskDetails | undefined;
  /** What running tasks take of their nodes; undefined where the resource metrics have no samples. */
  readonly loads: Loads | undefined;
  /** The files of completed tasks; undefined where tasks are never deleted. */
  readonly retained: RetainedData | undefined;
  /** Multi-instance tasks that are on their nodes, and subtasks whose task is over. */
  readonly gangs: Map<number, Gang>;
  readonly endingSubtasks: Set<number>;
  /** Pools that something touched in this instant. */
  readonly unsettled: IndexList;
  readonly jobs: Job[];
  /** The tasks of jobs whose pool is not there. */
  readonly poolless: Waiting;
  /** Jobs whose release tasks are not over. */
  readonly releasingJobs: Set<number>;
  /** Jobs that have a preparation task and are not over. */
  readonly preparedJobs: Set<number>;
  /** Jobs whose running tasks may make room for others, until they are over. */
  readonly preemptibleJobs: Set<number>;
  /** Job manager tasks that ran and wait to run again. */
  readonly restartingManagers: Set<number>;
  /** Jobs and job schedules that are neither completed nor being deleted. */
  activeCount: number;
  readonly schedules: JobSchedule[];
  /** Pools, jobs and job schedules that are there, by id in lower case. */
  readonly poolIds: Map<string, Pool>;
  readonly jobIds: Map<string, Job>;
  readonly scheduleIds: Map<string, JobSchedule>;
  /** Tasks by job and id; undefined until somebody asks for one. See task-ids.ts. */
  taskIndex: Map<string, number> | undefined;
  /** Cores of all pools' nodes, created or asked for, by kind. */
  readonly coresInUse: ByKind;
  /** The dedicated ones by family; only while quotas by family are enforced. */
  readonly familyCores: Map<string, number>;
  /** Jobs whose pool is not there, by its id in lower case. */
  readonly danglingJobs: Map<string, Set<number>>;
  readonly watch: Watch;
}

/** Nothing waits yet. Tasks of a job go by their creation, or in any order drawn from the seed (U-01). */
export function createWaiting(
  { tasks, settings }: Pick<Account, 'tasks' | 'settings'>,
  order: JobOrder,
  random: () => number,
): Waiting {
  const isShuffled = settings.choices.taskOrder === 'shuffle';
  const salt = isShuffled ? 1 + Math.floor(drawAt(settings.seed, 'order of tasks', 0) * 0x7fffffff) : 0;
  return new Waiting(tasks, order, random, salt);
}

/** Something about the pool changed: it is settled once, at the end of this instant. */
export function touch(account: Account, pool: Pool): void {
  if (pool.isUnsettled) return;
  pool.isUnsettled = true;
  account.unsettled.push(pool.index);
  account.kernel.close();
}

type Named = Pick<Account, 'tasks' | 'nodes' | 'jobs' | 'pools' | 'settings'>;

/** The names behind the numbers that sinks are told. */
function namesOf(account: Named): Names {
  const { tasks, nodes, jobs, pools } = account;
  return {
    taskId: (task) => taskIdOf(account, task),
    jobIdOf: (task) => jobs[tasks.jobs[task]!]!.spec.id,
    requiredSlots: (task) => tasks.slotsOf(task),
    isJobManager: (task) => tasks.specs[tasks.specsOf[task]!]!.demands?.managesJob === true,
    nodeCount: (task) => tasks.specs[tasks.specsOf[task]!]!.demands?.nodeCount ?? 1,
    failure: (task) => tasks.failures.get(task),
    retryLimit: (task) => retryLimitOf(account, task),
    retryCount: (task) => tasks.retries[task]!,
    requeueCount: (task) => tasks.requeues[task]!,
    recoveryCount: (task) => tasks.recoveries[task]!,
    nodeId: (node) => nodes.ids[node]!,
    poolIdOf: (node) => pools[nodes.pools[node]!]!.spec.id,
  };
}

/** A node as events name it. */
export const nodeInfoOf = ({ nodes, pools }: Pick<Account, 'nodes' | 'pools'>, node: number): NodeInfo => ({
  poolId: pools[nodes.pools[node]!]!.spec.id,
  nodeId: nodes.ids[node]!,
});

/** The slots that a task takes of a node of the pool: all of them when it runs alone there. */
export const slotsOn = (pool: Pool, spec: SharedSpec): number =>
  spec.demands?.runExclusive === true ? pool.spec.taskSlotsPerNode : spec.requiredSlots;

/** Whether such a task of the job can ever run as things are. */
export function canRun({ pool }: Job, { requiredSlots, demands }: SharedSpec): boolean {
  if (pool === undefined || requiredSlots > pool.spec.taskSlotsPerNode) return false;
  return demands?.isMultiInstance !== true || takesGangs(pool);
}

/** Whether multi-instance tasks can run on the pool. Source: docs "multi-instance tasks". */
export const takesGangs = ({ spec }: Pool): boolean =>
  spec.enableInterNodeCommunication && spec.taskSlotsPerNode === 1;

/** The retries a task may have: its own constraint, else its job's. Source: REST TaskConstraints; U-27. */
export function retryLimitOf(account: Pick<Account, 'tasks' | 'jobs'>, task: number): number {
  const own = account.tasks.specOf(task).constraints.maxTaskRetryCount;
  return own ?? account.jobs[account.tasks.jobs[task]!]!.spec.constraints.maxTaskRetryCount;
}

/** The journal, and before it the service's own listeners: who writes down the details of tasks, who sums up loads. */
export function withListeners(account: () => Account, journal: JournalSink, kept: Kept): JournalSink {
  const { details, loads, tasks } = kept;
  const own = [
    ...(details === undefined ? [] : [createDetailsSink(details, tasks)]),
    ...(loads === undefined ? [] : [createLoadSink(account)]),
  ];
  return own.length === 0 ? journal : joinSinks([...own, journal]);
}

/** What the service's own listeners write to. */
type Kept = Pick<Account, 'details' | 'loads' | 'tasks'>;

/** What an account is made of; the rest begins empty. */
export type AccountParts = Pick<Account, 'kernel' | 'settings' | 'machines' | 'executor' | 'timers'>;

/** An account with nothing in it; the journal is made once the names behind its numbers can be asked. */
export function createAccount(parts: AccountParts, makeJournal: (names: Names) => JournalSink): Account {
  const tables = {
    tasks: new TaskTable(),
    nodes: new NodeTable(),
    executions: new ExecutionTable(),
    specials: new SpecialTable(),
    pools: [],
    jobs: [],
  };
  const journal = makeJournal(namesOf({ ...tables, settings: parts.settings }));
  const details: TaskDetails | undefined = parts.settings.keepsDetails ? new Map() : undefined;
  const loads: Loads | undefined =
    parts.settings.choices.resourceMetrics === 'retired'
      ? undefined
      : { nodes: new Map(), pools: new Map(), unknown: new Set(parts.executor.unmeasured) };
  const account: Account = {
    ...parts,
    ...tables,
    journal: withListeners(() => account, journal, { details, loads, tasks: tables.tasks }),
    details,
    loads,
    retained: parts.settings.keepsRetention ? { byNode: new Map(), byTask: new Map() } : undefined,
    gangs: new Map(),
    endingSubtasks: new Set(),
    unsettled: new IndexList(),
    poolless: createWaiting(
      { ...tables, ...parts },
      'creationtime',
      createRandom(parts.settings.seed, 'tasks without a pool'),
    ),
    releasingJobs: new Set(),
    preparedJobs: new Set(),
    preemptibleJobs: new Set(),
    restartingManagers: new Set(),
    activeCount: 0,
    poolIds: new Map(),
    jobIds: new Map(),
    schedules: [],
    scheduleIds: new Map(),
    taskIndex: undefined,
    coresInUse: [0, 0],
    familyCores: new Map(),
    danglingJobs: new Map(),
    watch: createWatch(parts.kernel.now),
  };
  return account;
}

const createWatch = (now: Instant): Watch => ({
  unfinished: 0,
  blocked: 0,
  sources: 0,
  neverSchedulable: 0,
  lastProgress: now,
  futileAttempts: 0,
  onIdle: () => {},
  onFutile: () => {},
});
