// Everything the service remembers: Azure's resources wrapped with bookkeeping. Only data and how to mark a
// pool unsettled; what changes it stands in transitions.ts, why it changes in the files named after that.

import { createRandom, type Decisions, type Duration, type Instant } from '../../runtime/index.ts';
import type { JournalSink, Names, NodeInfo } from '../journal.ts';
import type { HandlerId, Kernel } from '../kernel/kernel.ts';
import type { EventId } from '../kernel/queue.ts';
import type { NodeDeallocationOption } from '../model/node.ts';
import type { AllocationState, PoolSpec, PoolState, ResizeError } from '../model/pool.ts';
import type { AccountQuotas } from '../model/quota.ts';
import type { ServiceChoices } from '../scenario.ts';
import type { Executor } from '../world/executor.ts';
import type { Machines } from '../world/machines.ts';
import type { AutoScale } from './autoscale-settings.ts';
import { ExecutionTable } from './execution-table.ts';
import { IndexList } from './index-list.ts';
import { IndexBag, IndexSet } from './index-set.ts';
import type { Job } from './job-record.ts';
import { NodeTable } from './node-table.ts';
import { SpecialTable } from './special-table.ts';
import { taskIdOf } from './task-ids.ts';
import { type SharedSpec, TaskTable } from './task-table.ts';
import { Waiting } from './waiting.ts';

export type { Job } from './job-record.ts';

/** A figure for dedicated and one for low-priority nodes, in that order. */
export type ByKind = [dedicated: number, lowPriority: number];

/** A resize under way. */
export interface Resize {
  readonly startedAt: Instant;
  readonly option: NodeDeallocationOption;
  readonly isGrowing: boolean;
  /** Nodes that a core quota refuses, by kind. */
  readonly refused: ByKind;
  /** The end of patience; none under autoscale. */
  readonly timeout: EventId;
  /** Whether a shortfall ends the resize; under autoscale only from the next evaluation on (U-54). */
  endsShort: boolean;
}

/** Nodes that still wait for a new system, and those that get it now. */
export interface PoolUpgrade {
  readonly size: number;
  readonly waiting: number[];
  batch: readonly number[];
}

/** Seats by how many slots are free there, and which of these counts occur. */
export interface SeatGroup {
  readonly byFreeSlots: readonly IndexSet[];
  readonly counts: IndexSet;
}

export interface Pool {
  readonly index: number;
  spec: PoolSpec;
  readonly coresPerNode: number;
  readonly createdAt: Instant;
  state: PoolState;
  /** When its deletion was asked for. */
  deletedAt: Instant | undefined;
  allocationState: AllocationState;
  autoScale: AutoScale | undefined;
  resize: Resize | undefined;
  resizeErrors: readonly ResizeError[];
  readonly target: ByKind;
  /** Nodes in the pool: from `creating` until they are gone, leaving and preempted ones included. */
  readonly current: ByKind;
  /** Nodes asked for that are not yet created. */
  readonly requested: [IndexBag, IndexBag];
  /** Nodes on their way out. */
  readonly leaving: ByKind;
  /** Nodes in each state, by kind; the index is the state's code. */
  readonly nodesByState: [Int32Array, Int32Array];
  /** The nodes in the pool. */
  readonly nodes: Set<number>;
  /** All nodes that ever joined, in order. */
  readonly joined: number[];
  /** Tasks of this pool's jobs by what formulas count. */
  activeTasks: number;
  runningTasks: number;
  succeededTasks: number;
  failedTasks: number;
  readonly waiting: Waiting;
  /** The node in each seat; seats that are free again. */
  readonly seatNodes: number[];
  readonly freeSeats: IndexSet;
  /** Addresses that were ever used; those that are free again. */
  addressCount: number;
  readonly freeAddresses: IndexSet;
  /** A new system on its way to all nodes, if there is one. */
  upgrade: PoolUpgrade | undefined;
  /** Where placement looks, in order of preference; each node kind's seats are in one of them. */
  readonly seatGroups: readonly SeatGroup[];
  readonly groupOfKind: readonly [SeatGroup, SeatGroup];
  /** Nodes whose executions changed since the last settling. */
  readonly touchedNodes: IndexList;
  isUnsettled: boolean;
  /** Targets changed, or a refused resize is to be tried again. */
  isRetargeted: boolean;
}

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
  readonly samples: { readonly lag: Duration; readonly loss: number };
  /** The ids of the workload's tasks. */
  readonly taskId: (task: number) => string;
  /** The cores of a node of that size. */
  readonly coresOf: (vmSize: string) => number;
  /** Called for each job once it is there, before anything of it can start. */
  readonly onJob: (job: Job) => void;
}

/** The handlers of events the service schedules for itself; registered once by service.ts. */
export interface Timers {
  readonly evaluate: HandlerId;
  readonly resizeTimeout: HandlerId;
  readonly specialLimit: HandlerId;
  readonly specialAgain: HandlerId;
  readonly begin: HandlerId;
  readonly again: HandlerId;
  readonly taskLimit: HandlerId;
  readonly slotFree: HandlerId;
  readonly jobLimit: HandlerId;
  readonly jobEnabled: HandlerId;
  readonly releaseDeadline: HandlerId;
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
  /** Pools that something touched in this instant. */
  readonly unsettled: IndexList;
  readonly jobs: Job[];
  /** The tasks of jobs whose pool is not there. */
  readonly poolless: Waiting;
  /** Jobs whose release tasks are not over. */
  readonly releasingJobs: Set<number>;
  /** Jobs that have a preparation task and are not over. */
  readonly preparedJobs: Set<number>;
  /** Jobs that are neither completed nor being deleted. */
  activeJobs: number;
  /** Pools and jobs that are there, by id in lower case. */
  readonly poolIds: Map<string, Pool>;
  readonly jobIds: Map<string, Job>;
  /** Tasks by job and id; undefined until somebody asks for one. See task-ids.ts. */
  taskIndex: Map<string, number> | undefined;
  /** Cores of all pools' nodes, created or asked for, by kind. */
  readonly coresInUse: ByKind;
  readonly watch: Watch;
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
export const canRun = (job: Job, spec: SharedSpec): boolean =>
  job.pool !== undefined && spec.requiredSlots <= job.pool.spec.taskSlotsPerNode;

/** The retries a task may have: its own constraint, else its job's. Source: REST TaskConstraints; U-27. */
export function retryLimitOf(account: Pick<Account, 'tasks' | 'jobs'>, task: number): number {
  const own = account.tasks.specOf(task).constraints.maxTaskRetryCount;
  return own ?? account.jobs[account.tasks.jobs[task]!]!.spec.constraints.maxTaskRetryCount;
}

/** One group for all nodes, or one for each kind when one is preferred. */
function groupSeats(
  slots: number,
  prefer: ServiceChoices['preferNodes'],
): Pick<Pool, 'seatGroups' | 'groupOfKind'> {
  const group = (): SeatGroup => ({
    byFreeSlots: Array.from({ length: slots + 1 }, () => new IndexSet()),
    counts: new IndexSet(),
  });
  const first = group();
  if (prefer === 'none') return { seatGroups: [first], groupOfKind: [first, first] };
  const second = group();
  return {
    seatGroups: [first, second],
    groupOfKind: prefer === 'dedicated' ? [first, second] : [second, first],
  };
}

/** A new pool's bookkeeping, empty and unsettled. */
export function createPool(
  account: Account,
  spec: PoolSpec,
  coresPerNode: number,
  random: () => number,
): Pool {
  const states = (): Int32Array => new Int32Array(256);
  return {
    index: account.pools.length,
    spec,
    coresPerNode,
    createdAt: account.kernel.now,
    state: 'active',
    deletedAt: undefined,
    allocationState: 'steady',
    autoScale: undefined,
    resize: undefined,
    resizeErrors: [],
    target: [0, 0],
    current: [0, 0],
    requested: [new IndexBag(), new IndexBag()],
    leaving: [0, 0],
    nodesByState: [states(), states()],
    nodes: new Set(),
    joined: [],
    activeTasks: 0,
    runningTasks: 0,
    succeededTasks: 0,
    failedTasks: 0,
    waiting: new Waiting(account.tasks, spec.taskSchedulingPolicy.jobDefaultOrder, random),
    seatNodes: [],
    freeSeats: new IndexSet(),
    addressCount: 0,
    freeAddresses: new IndexSet(),
    upgrade: undefined,
    ...groupSeats(spec.taskSlotsPerNode, account.settings.choices.preferNodes),
    touchedNodes: new IndexList(),
    isUnsettled: false,
    isRetargeted: false,
  };
}

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
  return {
    ...parts,
    ...tables,
    journal: makeJournal(namesOf({ ...tables, settings: parts.settings })),
    unsettled: new IndexList(),
    poolless: new Waiting(
      tables.tasks,
      'creationtime',
      createRandom(parts.settings.seed, 'tasks without a pool'),
    ),
    releasingJobs: new Set(),
    preparedJobs: new Set(),
    activeJobs: 0,
    poolIds: new Map(),
    jobIds: new Map(),
    taskIndex: undefined,
    coresInUse: [0, 0],
    watch: {
      unfinished: 0,
      blocked: 0,
      sources: 0,
      neverSchedulable: 0,
      lastProgress: parts.kernel.now,
      futileAttempts: 0,
      onIdle: () => {},
      onFutile: () => {},
    },
  };
}
