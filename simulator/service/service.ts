// The Batch service: wires the account to kernel, world and journal. What it does stands in pools, jobs and
// tasks; which world it works in it does not know.

import type { JournalSink, Names } from '../journal.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { RANKS } from '../ranks.ts';
import type { Executor, ExecutorEvents } from '../world/executor.ts';
import type { MachineEvents, Machines } from '../world/machines.ts';
import {
  type Account,
  type AccountSettings,
  createAccount,
  type Job,
  type Timers,
  touch,
} from './account.ts';
import { dropAutoPool } from './auto-pools.ts';
import { evaluationDue } from './autoscale.ts';
import {
  executionCutShort,
  executionEnded,
  executionNotStarted,
  executionNotUploaded,
  executionTimedOut,
  isTriedAgain,
} from './completion.ts';
import { returnExecution } from './executions.ts';
import { subtaskEnded } from './gangs.ts';
import { jobEnabled, jobTimedOut } from './jobs.ts';
import { enterMeasured } from './loads.ts';
import {
  nodeBooted, nodeCreated, nodeDeallocated, nodeFailed, nodeFound, nodeLost, nodePreempted, nodeReleased,
  nodeStarting,
} from './node-life.ts'; // biome-ignore format: one list
import { LOW_PRIORITY } from './node-table.ts';
import { missingPackages } from './packages.ts';
import { checkPending } from './pending.ts';
import { poolGone } from './pools.ts';
import { startPlaced } from './preparation.ts';
import { releaseDeadline } from './release.ts';
import { resizeTimedOut } from './resizing.ts';
import { scheduleDue, windowOver } from './schedule-jobs.ts';
import { settleAll } from './settle.ts';
import { slotsFreed } from './slot-reuse.ts';
import { specialCutShort, specialEnded, specialNotStarted, specialTimedOut } from './special-sequels.ts';
import type { SpecialKind } from './special-table.ts';
import { beginSpecial, restartSpecial } from './specials.ts';
import { restartExecution } from './starting.ts';

/** What a world may ask the service while it works. */
export interface ServiceFacts {
  isLowPriority(node: number): boolean;
  taskOf(execution: number): number;
  attemptOf(task: number): number;
  isTriedAgain(task: number): boolean;
  isLastOfJob(task: number): boolean;
  /** What a special task is: its kind, its node and pool, and the index of its job (-1 for none). */
  special(special: number): {
    readonly kind: SpecialKind;
    readonly pool: number;
    readonly job: number;
    readonly node: number;
    /** Attempts that ended before the one that runs. */
    readonly attempt: number;
  };
  nodeOf(execution: number): number;
  /** Application packages of its pool that the node has not got yet. */
  missingPackages(node: number): number;
}

/** Makes a world for a service: the service's ears are given, the world's two interfaces come back. */
export type WorldMaker = (
  kernel: Kernel,
  events: MachineEvents & ExecutorEvents,
  facts: ServiceFacts,
) => { readonly machines: Machines; readonly executor: Executor };

/** A Batch service with nothing in it yet. Handlers are registered in a fixed order: service, then world. */
export function createService(
  kernel: Kernel,
  makeJournal: (names: Names) => JournalSink,
  settings: AccountSettings,
  makeWorld: WorldMaker,
): Account {
  const timers = registerTimers(kernel, () => account);
  const events: MachineEvents & ExecutorEvents = {
    created: (node) => nodeCreated(account, node),
    starting: (node) => nodeStarting(account, node),
    booted: (node) => nodeBooted(account, node),
    preempted: (node) => nodePreempted(account, node),
    released: (node) => nodeReleased(account, node),
    deallocated: (node) => nodeDeallocated(account, node),
    lost: (node) => nodeLost(account, node),
    found: (node) => nodeFound(account, node),
    failed: (node, error) => nodeFailed(account, node, error),
    ended: (execution, exitCode) => executionEnded(account, execution, exitCode),
    notStarted: (execution, failure) => executionNotStarted(account, execution, failure),
    notUploaded: (execution, exitCode, failure) =>
      executionNotUploaded(account, execution, exitCode, failure),
    vanished: (execution) => returnExecution(account, execution, 'recovery'),
    specialEnded: (special, exitCode) => specialEnded(account, special, exitCode),
    specialNotStarted: (special, failure) => specialNotStarted(account, special, failure),
    specialVanished: (special) => restartSpecial(account, special),
    cutShort: (execution, failure) => executionCutShort(account, execution, failure),
    specialCutShort: (special, failure) => specialCutShort(account, special, failure),
    attemptUsed: (use) => account.journal.fact({ time: kernel.now, event: 'TaskUseEvent', ...use }),
    nodeUses(node, use) {
      enterMeasured(account, node, use);
      touch(account, account.pools[account.nodes.pools[node]!]!);
    },
  };
  const facts: ServiceFacts = {
    isLowPriority: (node) => account.nodes.kinds[node] === LOW_PRIORITY,
    taskOf: (execution) => account.executions.tasks[execution]!,
    attemptOf: (task) => account.tasks.attemptsOf(task),
    isTriedAgain: (task) => isTriedAgain(account, task),
    isLastOfJob: (task) => isLastOfJob(account.jobs[account.tasks.jobs[task]!]!),
    special: (special) => ({
      kind: account.specials.kinds[special] as SpecialKind,
      pool: account.nodes.pools[account.specials.nodes[special]!]!,
      job: account.specials.jobs[special]!,
      node: account.specials.nodes[special]!,
      attempt: account.specials.retries[special]!,
    }),
    nodeOf: (execution) => account.executions.nodes[execution]!,
    missingPackages: (node) => missingPackages(account, node),
  };
  const account: Account = createAccount(
    { kernel, settings, timers, ...makeWorld(kernel, events, facts) },
    makeJournal,
  );
  kernel.closing(RANKS.settle, () => settleAll(account));
  return account;
}

/** Whether a running task of the job is the only one that is not completed, and no more come. */
const isLastOfJob = (job: Job): boolean => job.isFilled && job.active === 0 && job.running === 1;

function registerTimers(kernel: Kernel, account: () => Account): Timers {
  return {
    evaluate: kernel.handler((pool) => evaluationDue(account(), pool)),
    resizeTimeout: kernel.handler((pool) => resizeTimedOut(account(), account().pools[pool]!)),
    begin: kernel.handler((execution) => startPlaced(account(), execution)),
    again: kernel.handler((execution) => restartExecution(account(), execution)),
    poolGone: kernel.handler((pool) => poolGone(account(), pool)),
    specialLimit: kernel.handler((special) => specialTimedOut(account(), special)),
    specialAgain: kernel.handler((special) => beginSpecial(account(), special)),
    taskLimit: kernel.handler((execution) => executionTimedOut(account(), execution)),
    subtaskEnd: kernel.handler((subtask) => subtaskEnded(account(), subtask)),
    slotFree: kernel.handler((packed) => slotsFreed(account(), packed)),
    jobLimit: kernel.handler((job) => jobTimedOut(account(), job)),
    jobEnabled: kernel.handler((job) => jobEnabled(account(), job)),
    releaseDeadline: kernel.handler((job) => releaseDeadline(account(), job)),
    schedule: kernel.handler((schedule) => scheduleDue(account(), schedule)),
    scheduleWindow: kernel.handler((schedule) => windowOver(account(), schedule)),
    dropPool: kernel.handler((pool) => dropAutoPool(account(), pool)),
    retentionEnd: kernel.handler((node) => checkPending(account(), node)),
  };
}
