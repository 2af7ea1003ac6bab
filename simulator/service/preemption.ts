// Running tasks that make room for others: those of jobs that allow it, for tasks of higher priority (U-07); and one of
// any job of no higher priority, for a job manager that has to run again (U-08). They wait again, as after a requeue.

import { type Account, type Job, type Pool, slotsOn } from './account.ts';
import { takesTasks } from './availability.ts';
import { suits } from './demands.ts';
import { returnExecution } from './executions.ts';
import type { SharedSpec } from './task-table.ts';

/** Whether somebody may have to make room in the pool. */
export const mayPreempt = (account: Account, pool: Pool): boolean =>
  pool.waiting.size > 0 &&
  (account.preemptibleJobs.size > 0 || account.restartingManagers.size > 0) &&
  account.kernel.now >= pool.preemptedUntil;

/** Makes room for waiting tasks that fit nowhere; whether anything was sent back. */
export function preempt(account: Account, pool: Pool): boolean {
  const room = new Map<number, number>();
  const forManagers = makeRoomForManagers(account, pool, room);
  const forPriority = makeRoomForPriority(account, pool, room);
  if (!forManagers && !forPriority) return false;
  // Slots that are on their way to be free are not asked for twice.
  pool.preemptedUntil = account.kernel.now + account.settings.slotReuse;
  return true;
}

/** An execution that may have to leave. */
interface Victim {
  readonly execution: number;
  readonly node: number;
  readonly job: Job;
  readonly slots: number;
  readonly startedAt: number;
  readonly managesJob: boolean;
}

/** Slots that a node has free, with those that victims leave and without those that others get. */
type Room = Map<number, number>;
const roomOn = (account: Account, room: Room, node: number): number =>
  room.get(node) ?? account.nodes.freeSlots[node]!;

/** What is on the pool's nodes of these jobs, most recently started first. */
function victimsIn(account: Account, pool: Pool, isOf: (job: Job) => boolean): Victim[] {
  const { nodes, executions, tasks, jobs } = account;
  const found: Victim[] = [];
  for (const node of pool.nodes) {
    if (!takesTasks(nodes, node)) continue;
    for (let execution = nodes.heads[node]!; execution >= 0; execution = executions.next[execution]!) {
      const task = executions.tasks[execution]!;
      const job = jobs[tasks.jobs[task]!]!;
      if (!isOf(job)) continue;
      const slots = slotsOn(pool, tasks.specs[tasks.specsOf[task]!]!);
      // What has not begun yet came last.
      const startedAt = executions.isRunning(execution) ? executions.startedAt[execution]! : Infinity;
      found.push({ execution, node, job, slots, startedAt, managesJob: task === job.managerTask });
    }
  }
  return found.sort((a, b) => (a.startedAt === b.startedAt ? 0 : b.startedAt - a.startedAt));
}

/** Highest priority first, each waiting task takes the slots of tasks of strictly lower priority, the lowest first. */
function makeRoomForPriority(account: Account, pool: Pool, room: Room): boolean {
  const { preemptibleJobs, tasks, jobs } = account;
  if (preemptibleJobs.size === 0) return false;
  const victims = victimsIn(account, pool, (job) => preemptibleJobs.has(job.index));
  victims.sort((a, b) => a.job.spec.priority - b.job.spec.priority);
  const gone = new Set<Victim>();
  const served: (Claim & { readonly task: number })[] = [];
  for (let first = 0; first < victims.length; ) {
    const task = pool.waiting.take(pool.spec.taskSlotsPerNode);
    if (task < 0) break;
    const spec = tasks.specs[tasks.specsOf[task]!]!;
    const claim = { task, job: jobs[tasks.jobs[task]!]!, spec, slots: slotsOn(pool, spec) };
    const isAbove = claim.job.spec.priority > victims[first]!.job.spec.priority;
    const chosen = isAbove ? chooseVictims(account, { victims, first, gone }, room, claim) : [];
    if (chosen.length === 0) giveBack(pool, claim);
    else served.push(claim);
    if (!isAbove) break;
    // Nor can others that need as much of the same kind of node.
    if (chosen.length === 0) pool.waiting.park(claim.job.index, claim.slots, spec.kind);
    for (const victim of chosen) {
      gone.add(victim);
      returnExecution(account, victim.execution, 'requeue');
    }
    while (first < victims.length && gone.has(victims[first]!)) first++;
  }
  for (const claim of served) giveBack(pool, claim);
  return served.length > 0;
}

const giveBack = (pool: Pool, { job, task, spec, slots }: Claim & { readonly task: number }): void =>
  pool.waiting.giveBack(job.index, task, slots, spec.kind);

/** What asks for room. */
interface Claim {
  readonly job: Job;
  readonly spec: SharedSpec;
  readonly slots: number;
}

/** Who may leave: from the first on, but for those that do already. */
interface Candidates {
  readonly victims: readonly Victim[];
  readonly first: number;
  readonly gone: ReadonlySet<Victim>;
}

/** Those who leave the first node where that is enough, none too many; nobody when it is enough nowhere. */
function chooseVictims(
  account: Account,
  { victims, first, gone }: Candidates,
  room: Room,
  { job, spec, slots }: Claim,
): readonly Victim[] {
  if ((spec.demands?.nodeCount ?? 1) > 1) return [];
  const byNode = new Map<number, Victim[]>();
  for (let place = first; place < victims.length; place++) {
    const victim = victims[place]!;
    const { node } = victim;
    if (victim.job.spec.priority >= job.spec.priority) break;
    if (gone.has(victim) || !suits(account, job, node, spec.demands)) continue;
    const leaving = byNode.get(node) ?? [];
    leaving.push(victim);
    byNode.set(node, leaving);
    const free = roomOn(account, room, node) + sumOf(leaving);
    if (free < slots) continue;
    return settleOn(account, room, { leaving, surplus: free - slots, slots });
  }
  return [];
}

const sumOf = (victims: readonly Victim[]): number => victims.reduce((sum, { slots }) => sum + slots, 0);

/** Spares those whose slots are not needed, the longest running first, and notes what the node has left. */
function settleOn(
  account: Account,
  room: Room,
  { leaving, surplus, slots }: { leaving: readonly Victim[]; surplus: number; slots: number },
): readonly Victim[] {
  let spare = surplus;
  const chosen = leaving.filter((victim, index) => {
    const isLast = index === leaving.length - 1;
    if (isLast || victim.slots > spare) return true;
    spare -= victim.slots;
    return false;
  });
  const { node } = leaving[0]!;
  room.set(node, roomOn(account, room, node) + sumOf(chosen) - slots);
  return chosen;
}

/** A job manager that ran already and fits nowhere makes one task leave, once. */
function makeRoomForManagers(account: Account, pool: Pool, room: Room): boolean {
  const { restartingManagers, tasks, jobs } = account;
  let isAny = false;
  for (const task of restartingManagers) {
    const job = jobs[tasks.jobs[task]!]!;
    if (job.pool !== pool || job.state !== 'active') continue;
    const spec = tasks.specs[tasks.specsOf[task]!]!;
    const slots = slotsOn(pool, spec);
    const victims = victimsIn(account, pool, (other) => other.spec.priority <= job.spec.priority);
    victims.sort((a, b) => Number(b.job === job) - Number(a.job === job));
    const victim = victims.find(
      (one) =>
        !one.managesJob &&
        suits(account, job, one.node, spec.demands) &&
        roomOn(account, room, one.node) + one.slots >= slots,
    );
    if (victim === undefined) continue;
    restartingManagers.delete(task);
    room.set(victim.node, roomOn(account, room, victim.node) + victim.slots - slots);
    returnExecution(account, victim.execution, 'requeue');
    isAny = true;
  }
  return isAny;
}
