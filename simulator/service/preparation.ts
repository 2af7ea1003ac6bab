// Job preparation: on each node a job's first task there waits, its slots held, until the preparation task is over.
// One that fails bars the node for the job. Source: REST JobPreparationTask; docs "job preparation and release".

import { failureOf } from '../model/failure.ts';
import { type Account, type Attempt, attemptOf, nodeInfoOf, touch } from './account.ts';
import { returnExecution } from './executions.ts';
import { isOfGang, nodesOfGang, primaryOf } from './gangs.ts';
import type { Job, NodePreparation } from './job-record.ts';
import { SPECIAL } from './special-table.ts';
import { dropSpecial, type SpecialOver, startSpecial } from './specials.ts';
import { begin } from './starting.ts';
import { taskIdOf } from './task-ids.ts';
import { TASK } from './task-table.ts';
import { prepareTask } from './transitions.ts';

/** The placed task begins once its job is prepared on the node; a preparation that is still to run starts now. */
export function beginPrepared(account: Account, attempt: Attempt): void {
  if (attempt.job.preparations === undefined || isPrepared(account, attempt)) begin(account, attempt, false);
  else prepareTask(account, attempt);
}

/** Whether the task may begin: its job is prepared on all its nodes, or does not wait for that. */
function isPrepared(account: Account, attempt: Attempt): boolean {
  const { job, task, node } = attempt;
  const nodes = isOfGang(attempt) ? nodesOfGang(account, task) : [node];
  const preparations = nodes.map((each) => preparationOn(account, job, each));
  const waits = job.spec.jobPreparationTask!.waitForSuccess;
  if (waits && preparations.some(({ isReady }) => !isReady)) return false;
  for (const preparation of preparations) preparation.hasRunTasks = true;
  return true;
}

/** The attempt of a placed execution begins, or waits for the job's preparation. */
export function startPlaced(account: Account, execution: number): void {
  beginPrepared(account, attemptOf(account, execution));
}

/** The preparation of the job on the node: one that ran, runs, or starts now. */
function preparationOn(account: Account, job: Job, node: number): NodePreparation {
  const found = job.preparations!.get(node);
  if (found !== undefined && (found.isReady || found.phase === 'running')) return found;
  const { now } = account.kernel;
  const preparation: NodePreparation = {
    phase: 'running',
    startTime: now,
    endTime: undefined,
    exitCode: undefined,
    failureInfo: undefined,
    retryCount: 0,
    isReady: false,
    hasCompleted: found?.hasCompleted ?? false,
    hasRunTasks: found?.hasRunTasks ?? false,
  };
  job.preparations!.set(node, preparation);
  startSpecial(account, SPECIAL.preparation, node, job.index);
  return preparation;
}

/** The preparation is over: who waits for it begins, or goes elsewhere because the node is barred. */
export function preparationOver(account: Account, over: SpecialOver): void {
  const { node, failure } = over;
  const job = account.jobs[over.job]!;
  const preparation = job.preparations!.get(node)!;
  preparation.phase = 'completed';
  preparation.startTime = over.startedAt;
  preparation.endTime = account.kernel.now;
  preparation.exitCode = over.exitCode ?? undefined;
  preparation.failureInfo = failure;
  preparation.retryCount = over.retries;
  preparation.hasCompleted = true;
  if (failure === undefined || !job.spec.jobPreparationTask!.waitForSuccess) {
    preparation.isReady = true;
    for (const part of attemptsOn(account, job, node, PREPARING)) {
      const attempt = isOfGang(part) ? primaryOf(account, part) : part;
      if (isPrepared(account, attempt)) begin(account, attempt, false);
    }
    return;
  }
  job.barredNodes ??= new Set();
  job.barredNodes.add(node);
  // Tasks that were only placed go with those that wait.
  for (const attempt of attemptsOn(account, job, node, NOT_BEGUN)) {
    if (account.tasks.states[attempt.task] === TASK.preparing) tellUnprepared(account, attempt);
    returnExecution(account, attempt.execution, 'unprepared');
  }
}

const PREPARING: ReadonlySet<number> = new Set([TASK.preparing]);
const NOT_BEGUN: ReadonlySet<number> = new Set([TASK.active, TASK.preparing]);

/** What is on the node of the job's tasks in these states, oldest task first. */
function attemptsOn(
  account: Account,
  job: Job,
  node: number,
  states: ReadonlySet<number>,
): readonly Attempt[] {
  const { executions, nodes, tasks } = account;
  const found: Attempt[] = [];
  for (let row = nodes.heads[node]!; row >= 0; row = executions.next[row]!) {
    const task = executions.tasks[row]!;
    if (tasks.jobs[task] === job.index && states.has(tasks.states[task]!))
      found.push(attemptOf(account, row));
  }
  return found.sort((a, b) => a.task - b.task);
}

function tellUnprepared(account: Account, { task, node, job, spec }: Attempt): void {
  const { code, message } = failureOf('JobPreparationTaskFailed');
  account.journal.fact({
    time: account.kernel.now,
    event: 'TaskScheduleFailEvent',
    jobId: job.spec.id,
    id: taskIdOf(account, task),
    requiredSlots: spec.requiredSlots,
    nodeInfo: nodeInfoOf(account, node),
    schedulingError: { category: 'UserError', code, message },
  });
}

/** What happened to a node, as far as it matters to preparations: it starts again, its disk is new, or it left. */
export type PreparationLoss = 'reboot' | 'disk' | 'gone';

/**
 * After a reboot preparations run again before further tasks, unless the user said no or they had not completed; on
 * a new disk they always do. A failed one that may not run again keeps its node barred (U-16).
 */
export function losePreparations(account: Account, node: number, loss: PreparationLoss): void {
  for (const index of account.preparedJobs) {
    const job = account.jobs[index]!;
    const preparation = job.preparations!.get(node);
    if (preparation === undefined) continue;
    const isCut = preparation.phase === 'running';
    if (loss === 'disk' || (isCut && !preparation.hasCompleted)) job.preparations!.delete(node);
    else if (loss === 'gone') preparation.hasRunTasks = false;
    else if (isCut || job.spec.jobPreparationTask!.rerunOnNodeRebootAfterSuccess) {
      preparation.phase = 'completed';
      preparation.isReady = false;
    } else continue;
    admitNode(account, job, node);
  }
}

/** The node is barred for the job no more. */
function admitNode(account: Account, job: Job, node: number): void {
  if (job.barredNodes?.delete(node) !== true) return;
  if (job.barredNodes.size === 0) job.barredNodes = undefined;
  if (job.pool !== undefined) touch(account, job.pool);
}

/** The job is over: preparations that run are stopped, and none counts any more. */
export function stopPreparations(account: Account, job: Job): void {
  account.preparedJobs.delete(job.index);
  for (const [node, preparation] of job.preparations ?? []) {
    if (preparation.phase !== 'running') continue;
    const special = account.specials.find(SPECIAL.preparation, node, job.index);
    if (special >= 0) dropSpecial(account, special);
    if (preparation.hasCompleted) preparation.phase = 'completed';
    else job.preparations!.delete(node);
  }
}
