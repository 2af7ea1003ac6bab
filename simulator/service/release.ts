// Job release: when a job ends, on each node where its tasks ran and its preparation completed. A node that is down is
// waited for, and given up after a while; a node that is gone is passed over. Source: REST JobReleaseTask.

import { NO_EVENT } from '../kernel/queue.ts';
import { RELEASE_LIMIT } from '../model/job.ts';
import { RANKS } from '../ranks.ts';
import type { Account } from './account.ts';
import { isUp } from './availability.ts';
import { finishJob } from './job-finish.ts';
import type { Job, NodeRelease } from './job-record.ts';
import { NODE, OUTSIDE } from './node-table.ts';
import type { PreparationLoss } from './preparation.ts';
import { closeSource, openSource } from './sources.ts';
import { SPECIAL } from './special-table.ts';
import { type SpecialOver, startSpecial } from './specials.ts';

/** Begins what is left to do of an ended job: its release tasks, if there are any; then it is finished. */
export function releaseJob(account: Account, job: Job): void {
  const { jobReleaseTask } = job.spec;
  if (jobReleaseTask !== undefined) {
    for (const [node, preparation] of job.preparations ?? [])
      if (preparation.hasCompleted && preparation.hasRunTasks) addRelease(account, job, node);
  }
  if (job.openReleases === 0) finishJob(account, job);
  else awaitReleases(account, job);
}

function addRelease(account: Account, job: Job, node: number): void {
  if (account.nodes.states[node] === OUTSIDE) return;
  const release: NodeRelease = {
    phase: 'waiting',
    startTime: undefined,
    endTime: undefined,
    exitCode: undefined,
    failureInfo: undefined,
  };
  job.releases ??= new Map();
  job.releases.set(node, release);
  job.openReleases++;
  if (isReachable(account, node)) run(account, job, node, release);
}

/** Whether the node can begin a release task now: it is up, or on its way out and not yet gone. */
const isReachable = ({ nodes }: Account, node: number): boolean =>
  isUp(nodes, node) || (nodes.states[node] === NODE.leavingpool && nodes.pending.has(node));

function run(account: Account, job: Job, node: number, release: NodeRelease): void {
  release.phase = 'running';
  release.startTime = account.kernel.now;
  startSpecial(account, SPECIAL.release, node, job.index);
}

/** The job stays `terminating` until all are over; nodes that are down are given up in the end (U-19). */
function awaitReleases(account: Account, job: Job): void {
  const { kernel, timers } = account;
  account.releasingJobs.add(job.index);
  openSource(account);
  job.releaseDeadline = kernel.at(kernel.now + RELEASE_LIMIT, RANKS.ended, timers.releaseDeadline, job.index);
}

/** A release task ended on its node, whether it failed or not. */
export function releaseOver(account: Account, over: SpecialOver): void {
  const job = account.jobs[over.job]!;
  const release = job.releases!.get(over.node)!;
  release.phase = 'completed';
  release.startTime = over.startedAt;
  release.endTime = account.kernel.now;
  release.exitCode = over.exitCode ?? undefined;
  release.failureInfo = over.failure;
  closeRelease(account, job);
}

function closeRelease(account: Account, job: Job): void {
  if (--job.openReleases > 0) return;
  account.kernel.cancel(job.releaseDeadline);
  account.releasingJobs.delete(job.index);
  finishJob(account, job);
  closeSource(account);
}

/** Nodes that were down all the while are given up. */
export function releaseDeadline(account: Account, index: number): void {
  const job = account.jobs[index]!;
  job.releaseDeadline = NO_EVENT;
  for (const [node, { phase }] of job.releases ?? []) if (phase === 'waiting') passOver(account, job, node);
}

function passOver(account: Account, job: Job, node: number): void {
  job.releases!.delete(node);
  closeRelease(account, job);
}

/** A node goes down: release tasks run again once it is up, unless its disk is new then or it is gone. */
export function loseReleases(account: Account, node: number, loss: PreparationLoss): void {
  for (const index of account.releasingJobs) {
    const job = account.jobs[index]!;
    const release = job.releases!.get(node);
    if (release === undefined || release.phase === 'completed') continue;
    if (loss === 'reboot' && job.releaseDeadline !== NO_EVENT) release.phase = 'waiting';
    else passOver(account, job, node);
  }
}

/** Release tasks that wait for a node run once it is up. */
export function resumeReleases(account: Account, node: number): void {
  if (account.releasingJobs.size === 0 || !isReachable(account, node)) return;
  for (const index of account.releasingJobs) {
    const job = account.jobs[index]!;
    const release = job.releases!.get(node);
    if (release?.phase === 'waiting') run(account, job, node, release);
  }
}
