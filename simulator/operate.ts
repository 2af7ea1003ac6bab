// What users ask of the service during a run: each operation, as data, to the service's own command. What the service
// refuses is told to the journal with Azure's code.

import { addTemplate, behave, giveTasks, noteScheduledWork, type Stage, tellRefusal } from './additions.ts';
import type { Account, Job, Pool } from './service/account.ts';
import { patchJob } from './service/job-updates.ts';
import { addJob, deleteJob, disableJob, enableJob, terminateJob } from './service/jobs.ts';
import {
  deallocateNode, disableScheduling, enableScheduling, findNode, rebootNode, reimageNode, startNode, upgradeOs,
} from './service/nodes.ts'; // biome-ignore format: one list
import { disableAutoScale, enableAutoScale, evaluateAutoScale } from './service/pool-formulas.ts';
import { removeNodes, resizePool, stopResize } from './service/pool-sizes.ts';
import { addPool, deletePool, updatePool } from './service/pools.ts';
import { isRefusal, REFUSALS, type Refusal } from './service/refusals.ts';
import type { JobSchedule } from './service/schedule-record.ts';
import {
  addJobSchedule, deleteJobSchedule, disableJobSchedule, enableJobSchedule, patchJobSchedule, terminateJobSchedule,
} from './service/schedules.ts'; // biome-ignore format: one list
import { deleteTask, reactivateTask, terminateTask, updateTask } from './service/task-commands.ts';
import { NONE } from './service/task-table.ts';
import type { NodeName, Operation, OperationArguments, OperationName } from './workload/operation.ts';

type Perform<Name extends OperationName> = (
  stage: Stage,
  given: OperationArguments[Name],
) => Refusal | undefined;

/** Does what is asked; a refusal becomes a fact. */
export function performOperation(stage: Stage, { name, given }: Operation): void {
  const perform = OPERATIONS[name] as ((stage: Stage, given: unknown) => Refusal | undefined) | undefined;
  const refusal = perform?.(stage, given);
  if (refusal !== undefined) tellRefusal(stage.account, name, idIn(given), refusal);
}

/** The id of what an operation is about. */
function idIn(given: object): string {
  const { taskId, jobId, poolId, jobScheduleId } = given as Readonly<Record<string, string | undefined>>;
  return taskId ?? jobId ?? poolId ?? jobScheduleId ?? '';
}

const inPool =
  <Given extends { readonly poolId: string }>(
    act: (account: Account, pool: Pool, given: Given) => Refusal | undefined,
  ) =>
  ({ account }: Stage, given: Given): Refusal | undefined => {
    const pool = account.poolIds.get(given.poolId.toLowerCase());
    return pool === undefined ? REFUSALS.poolNotFound : act(account, pool, given);
  };

const inJob =
  <Given extends { readonly jobId: string }>(
    act: (account: Account, job: Job, given: Given) => Refusal | undefined,
  ) =>
  ({ account }: Stage, given: Given): Refusal | undefined => {
    const job = account.jobIds.get(given.jobId.toLowerCase());
    return job === undefined ? REFUSALS.jobNotFound : act(account, job, given);
  };

const inSchedule =
  <Given extends { readonly jobScheduleId: string }>(
    act: (account: Account, schedule: JobSchedule, given: Given) => Refusal | undefined,
  ) =>
  ({ account }: Stage, given: Given): Refusal | undefined => {
    const schedule = account.scheduleIds.get(given.jobScheduleId.toLowerCase());
    return schedule === undefined ? REFUSALS.scheduleNotFound : act(account, schedule, given);
  };

const onNode =
  <Given extends { readonly poolId: string; readonly nodeId: NodeName }>(
    act: (account: Account, node: number, given: Given) => Refusal | undefined,
  ) =>
  (stage: Stage, given: Given): Refusal | undefined =>
    inPool((account, pool) => {
      const node = findNode(account, pool, given.nodeId);
      return node === NONE ? REFUSALS.nodeNotFound : act(account, node, given);
    })(stage, given);

/** Why a command was refused that answers something else when it is not. */
const refusalIn = (answer: object): Refusal | undefined => (isRefusal(answer) ? answer : undefined);

/** The stream that durations of tasks are drawn from that operations add. */
const ADDED_TASKS = 'tasks of operations';

/** Each operation's command. */
const OPERATIONS: { readonly [Name in OperationName]?: Perform<Name> } = {
  addPool: ({ account, arrivals }, { pool: spec, startTask }) => {
    const pool = addPool(account, spec);
    if (isRefusal(pool)) return pool;
    if (startTask !== undefined) arrivals.startTasks.set(pool.index, startTask);
    return undefined;
  },
  deletePool: inPool((account, pool) => deletePool(account, pool)),
  updatePool: ({ account, arrivals }, { poolId, behaviour, ...patch }) => {
    const pool = account.poolIds.get(poolId.toLowerCase());
    if (pool === undefined) return REFUSALS.poolNotFound;
    const refusal = updatePool(account, pool, patch);
    if (refusal !== undefined || patch.startTask === undefined) return refusal;
    if (behaviour === undefined) arrivals.startTasks.delete(pool.index);
    else arrivals.startTasks.set(pool.index, behaviour);
    return undefined;
  },
  resizePool: inPool((account, pool, given) => resizePool(account, pool, given)),
  removeNodes: inPool((account, pool, given) => removeNodes(account, pool, given)),
  enableAutoScale: inPool((account, pool, given) => enableAutoScale(account, pool, given)),
  disableAutoScale: inPool((account, pool) => disableAutoScale(account, pool)),
  evaluateAutoScale: inPool((account, pool, { autoScaleFormula }) =>
    refusalIn(evaluateAutoScale(account, pool, autoScaleFormula)),
  ),
  stopResize: inPool((account, pool) => stopResize(account, pool)),
  addJob: (stage, { job: { spec, behaviour }, tasks }) => {
    const job = addJob(stage.account, spec);
    if (isRefusal(job)) return job;
    behave(stage, job, behaviour);
    giveTasks(stage, job, tasks, ADDED_TASKS);
    return undefined;
  },
  updateJob: inJob((account, job, { jobId: _, ...patch }) => patchJob(account, job, patch)),
  disableJob: inJob((account, job, { disableTasks }) => disableJob(account, job, disableTasks)),
  enableJob: inJob((account, job) => enableJob(account, job)),
  addTask: (stage, { jobId, task }) =>
    inJob((_, job) => addTemplate(stage, job, task, ADDED_TASKS))(stage, { jobId }),
  updateTask: inJob((account, job, { taskId, constraints }) => updateTask(account, job, taskId, constraints)),
  terminateTask: inJob((account, job, { taskId }) => terminateTask(account, job, taskId)),
  reactivateTask: inJob((account, job, { taskId }) => reactivateTask(account, job, taskId)),
  deleteTask: inJob((account, job, { taskId }) => deleteTask(account, job, taskId)),
  terminateJob: inJob((account, job, { terminateReason }) => terminateJob(account, job, terminateReason)),
  deleteJob: inJob((account, job) => deleteJob(account, job)),
  addJobSchedule: (stage, { schedule: spec, ...work }) => {
    const schedule = addJobSchedule(stage.account, spec);
    if (isRefusal(schedule)) return schedule;
    noteScheduledWork(stage, schedule.index, work);
    return undefined;
  },
  updateJobSchedule: inSchedule((account, schedule, { jobScheduleId: _, ...patch }) =>
    patchJobSchedule(account, schedule, patch),
  ),
  disableJobSchedule: inSchedule((account, schedule) => disableJobSchedule(account, schedule)),
  enableJobSchedule: inSchedule((account, schedule) => enableJobSchedule(account, schedule)),
  terminateJobSchedule: inSchedule((account, schedule) => terminateJobSchedule(account, schedule)),
  deleteJobSchedule: inSchedule((account, schedule) => deleteJobSchedule(account, schedule)),
  rebootNode: onNode((account, node, { nodeRebootOption }) => rebootNode(account, node, nodeRebootOption)),
  reimageNode: onNode((account, node, { nodeReimageOption }) =>
    reimageNode(account, node, nodeReimageOption),
  ),
  deallocateNode: onNode((account, node, { nodeDeallocateOption }) =>
    deallocateNode(account, node, nodeDeallocateOption),
  ),
  startNode: onNode((account, node) => startNode(account, node)),
  disableScheduling: onNode((account, node, { nodeDisableSchedulingOption }) =>
    disableScheduling(account, node, nodeDisableSchedulingOption),
  ),
  enableScheduling: onNode((account, node) => enableScheduling(account, node)),
  upgradeOs: inPool((account, pool) => upgradeOs(account, pool)),
};
