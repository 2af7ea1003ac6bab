// What a run has been like so far: every event of the journal brings the ledgers of tasks, nodes and pools up to
// its instant and enters the change. Each event costs a constant amount of work; a task makes no objects.

import type { Duration, Instant } from '../../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  type Fact,
  type JournalSink,
  type Names,
  type NodeIdentity,
  type PriceList,
  type StretchEnd,
  type StretchPart,
} from '../../simulator/index.ts';
import type { Balance } from './control.ts';
import { FactLedger } from './facts.ts';
import { NodeLedger } from './nodes.ts';
import { PoolBook } from './pool-book.ts';
import type { PoolLedger } from './pools.ts';
import { PULSE, PULSE_COLUMNS } from './pulse.ts';
import { SeriesTable } from './series.ts';
import { type PartRoom, pulseCourses, sumPart } from './stretch.ts';
import { SubtaskLedger } from './subtasks.ts';
import {
  BLOCK,
  IS_PREPARING,
  PREPARE,
  REACTIVATE,
  TASK,
  type TaskMoves,
  TERMINATE,
  UNBLOCK,
  UNPREPARE,
  WITHDRAW,
} from './task-states.ts';
import { TaskLedger } from './tasks.ts';

const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** Whether a task that waited and is withdrawn was ended by a user, by its failure. */
export const isTerminated = (names: Names | undefined, task: number): boolean =>
  names?.failure(task)?.code === 'TaskEnded';

/** What a recorder is made with; the collector fills in what was left out. */
export interface RecorderOptions {
  readonly prices: PriceList;
  /** What an hour of a node costs. */
  readonly priceOf: (vmSize: string, isDedicated: boolean) => number;
  readonly expectedTasks: number;
  readonly names: Names | undefined;
}

/** Hears a journal; `now` is the instant up to which everything is known. */
export class RunRecorder implements JournalSink {
  readonly origin: Instant;
  /** When the latest event happened, since the origin. */
  now: Duration = 0;
  readonly tasks: TaskLedger;
  readonly nodes: NodeLedger;
  readonly book = new PoolBook();
  readonly facts: FactLedger;
  readonly pulse: SeriesTable;
  private readonly names: Names | undefined;
  private readonly subtasks = new SubtaskLedger();
  /** Where each preparing task is. */
  private readonly preparingOn = new Map<number, number>();

  constructor(origin: Instant, options: RecorderOptions) {
    const { names } = options;
    this.origin = origin;
    this.names = names;
    this.pulse = new SeriesTable(PULSE_COLUMNS);
    this.tasks = new TaskLedger(options.expectedTasks);
    this.nodes = new NodeLedger(this.pulse, options.priceOf);
    this.facts = new FactLedger(this.book, this.tasks, names);
  }

  fact(fact: Fact): void {
    this.now = fact.time - this.origin;
    this.facts.hear(fact, this.now);
  }

  taskAdded(instant: Instant, task: number, job: number, slots: number): void {
    const time = instant - this.origin;
    const { tasks } = this;
    const pool = this.book.ofJob(job, time);
    this.advance(time, pool);
    tasks.add(time, task, job, slots);
    pool.tasks += 1;
    const nodes = this.names === undefined ? 1 : this.names.nodeCount(task);
    if (nodes > 1) tasks.span(task, nodes);
    const wanted = pool.demandOf(slots, nodes);
    if (wanted > 0) {
      pool.wait(1, wanted);
      pool.want(wanted, time);
    }
    this.pulse.change(PULSE.active, tasks.active, time);
    if (this.book.only === undefined) this.book.sumUp(pool, time);
  }

  taskStarted(instant: Instant, task: number, node: number): void {
    const time = instant - this.origin;
    const { tasks, pulse } = this;
    let state = tasks.state(task);
    if (state >= TASK.succeeded) state = this.makeReady(instant, task);
    const pool = this.book.ofJob(tasks.job(task), time);
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (this.book.only === undefined) this.advanceOther(time, node, pool);
    if (state === TASK.waiting) {
      const wanted = pool.demandOf(slots, tasks.nodes(task));
      if (wanted > 0) pool.wait(-1, -wanted);
    }
    tasks.start(time, task);
    this.nodes.startTask(time, node, slots);
    pulse.change(PULSE.active, tasks.active, time);
    pulse.change(PULSE.running, tasks.running, time);
    if (this.book.only === undefined) this.sumUp(time, node, pool);
  }

  /** A start out of another state than that of waiting: what leads there is made up for; the state it led to. */
  private makeReady(instant: Instant, task: number): number {
    this.taskUnprepared(instant, task);
    this.taskUnblocked(instant, task);
    this.taskReactivated(instant, task);
    return this.tasks.state(task);
  }

  taskEnded(instant: Instant, task: number, node: number, end: number, exitCode: number): void {
    const time = instant - this.origin;
    const { tasks, pulse } = this;
    if (!tasks.isRunning(task)) this.taskStarted(instant, task, node);
    const pool = this.book.ofJob(tasks.job(task), time);
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (this.book.only === undefined) this.advanceOther(time, node, pool);
    const active = tasks.active;
    const length = tasks.end(time, task, end);
    const completes = tasks.active === active;
    if (completes) {
      const wanted = pool.demandOf(slots, tasks.nodes(task));
      if (wanted > 0) pool.want(-wanted, time);
    }
    this.nodes.endTask(time, node, slots, end, length);
    if (end !== SUCCESS) this.facts.incidents.attemptFailed(task, node, end, exitCode);
    if (!this.subtasks.isEmpty) {
      this.subtasks.conclude(task, end);
      this.settleSubtasks(task);
    }
    pulse.change(PULSE.running, tasks.running, time);
    if (completes) pulse.change(PULSE.completed, tasks.completed, time);
    else pulse.change(PULSE.active, tasks.active, time);
    if (this.book.only === undefined) this.sumUp(time, node, pool);
  }

  subtaskStarted(instant: Instant, task: number, node: number): void {
    const time = instant - this.origin;
    this.advance(time, this.nodes.pool(node));
    this.subtasks.start(time, task, node);
    this.nodes.join(time, node, this.tasks.slots(task));
    this.book.sumUp(this.nodes.pool(node), time);
  }

  subtaskEnded(instant: Instant, task: number, node: number): void {
    const time = instant - this.origin;
    this.advance(time, this.nodes.pool(node));
    if (!this.subtasks.stop(time, task, node)) return;
    this.nodes.leave(time, node, this.tasks.slots(task));
    this.settleSubtasks(task);
    this.book.sumUp(this.nodes.pool(node), time);
  }

  /** Enters the time of the subtasks of which it is known what it was worth. */
  private settleSubtasks(task: number): void {
    const slots = this.tasks.slots(task);
    for (const { node, length, end } of this.subtasks.settle(task)) {
      this.nodes.value(node, slots, end, length);
      this.tasks.jobs.use(this.tasks.job(task), length * slots);
    }
  }

  taskBlocked(instant: Instant, task: number): void {
    this.turn(instant, task, BLOCK);
  }

  taskUnblocked(instant: Instant, task: number): void {
    this.turn(instant, task, UNBLOCK);
  }

  taskPreparing(instant: Instant, task: number, node: number): void {
    if (!this.turn(instant, task, PREPARE)) return;
    this.preparingOn.set(task, node);
    this.nodes.prepare(instant - this.origin, node, this.tasks.slots(task));
    this.book.sumUp(this.nodes.pool(node), instant - this.origin);
  }

  taskUnprepared(instant: Instant, task: number): void {
    if (this.turn(instant, task, UNPREPARE)) this.leavePreparation(instant, task);
  }

  taskWithdrawn(instant: Instant, task: number): void {
    const wasPreparing = IS_PREPARING[this.tasks.state(task)] === 1;
    const moves = isTerminated(this.names, task) ? TERMINATE : WITHDRAW;
    if (this.turn(instant, task, moves) && wasPreparing) this.leavePreparation(instant, task);
  }

  /** What happened to the task stays in the report. */
  taskDeleted(): void {}

  private leavePreparation(instant: Instant, task: number): void {
    const time = instant - this.origin;
    const node = this.preparingOn.get(task)!;
    this.nodes.unprepare(time, node, this.tasks.slots(task));
    this.preparingOn.delete(task);
    this.book.sumUp(this.nodes.pool(node), time);
  }

  taskReactivated(instant: Instant, task: number): void {
    this.turn(instant, task, REACTIVATE);
  }

  /** The task follows one of the rarer events; whether that led anywhere. */
  private turn(instant: Instant, task: number, moves: TaskMoves): boolean {
    const time = instant - this.origin;
    const { tasks, pulse, book } = this;
    const pool = book.ofJob(tasks.job(task), time);
    this.advance(time, pool);
    book.count(tasks, task, pool, -1, time);
    const moved = tasks.move(time, task, moves);
    book.count(tasks, task, pool, 1, time);
    if (!moved) return false;
    pulse.change(PULSE.active, tasks.active, time);
    pulse.change(PULSE.running, tasks.running, time);
    pulse.change(PULSE.completed, tasks.completed, time);
    book.sumUp(pool, time);
    return true;
  }

  /** The next part of a stretch of plain tasks, which the run's one pool has to itself. */
  followPart(part: StretchPart, room: PartRoom): void {
    const { tasks, nodes, pulse, book, origin } = this;
    const pool = book.ofJob(part.job, this.now);
    const sums = sumPart(part, origin, pool, room);
    const { from, to, count, times, changes } = sums;
    this.advance(from, pool);
    const length = tasks.follow(part, origin);
    tasks.shift(changes.waiting, changes.running);
    pool.tasks += part.added.length;
    pulse.follow(times, count, pulseCourses(part, pulse));
    pool.balance.follow(times, sums.demands, count);
    pool.follow(to, { waited: sums.waited, ...changes });
    if (part.node >= 0)
      nodes.follow(part.node, {
        from: { time: from, busy: part.busyBefore },
        to,
        areas: { used: sums.used, busy: sums.busy },
        changes: { used: changes.running, busy: changes.busy },
        length,
      });
    this.now = to;
  }

  /** The stretch is over; what runs is known. */
  endStretch({ tasks, startedAt, nodes, tasksOn }: StretchEnd): void {
    tasks.forEach((task, index) => this.tasks.keepStart(startedAt[index]! - this.origin, task));
    nodes.forEach((node, index) => this.nodes.settle(node, tasksOn[index]!));
  }

  nodeAdded(instant: Instant, node: number, identity: NodeIdentity): void {
    const time = instant - this.origin;
    const pool = this.book.named(identity.poolId, this.now);
    this.advance(time, pool);
    this.nodes.add(time, node, identity, pool);
    this.book.sumUp(pool, time);
  }

  nodeChanged(instant: Instant, node: number, state: number): void {
    const time = instant - this.origin;
    this.advance(time, this.book.only ?? this.nodes.pool(node));
    this.nodes.change(time, node, state);
    if (this.book.only === undefined) this.book.sumUp(this.nodes.pool(node), time);
  }

  nodeRemoved(instant: Instant, node: number): void {
    const time = instant - this.origin;
    this.advance(time, this.book.only ?? this.nodes.pool(node));
    this.nodes.remove(time, node);
    if (this.book.only === undefined) this.book.sumUp(this.nodes.pool(node), time);
  }

  /** Brings the integrals of a pool, and of all pools together, up to `time`. */
  private advance(time: Duration, pool: PoolLedger): void {
    this.now = time;
    pool.advance(time);
  }

  /** A node of another pool than its task's: only a journal from elsewhere can say so. */
  private advanceOther(time: Duration, node: number, pool: PoolLedger): void {
    const other = this.nodes.pool(node);
    if (other !== pool) other.advance(time);
  }

  private sumUp(time: Duration, node: number, pool: PoolLedger): void {
    this.book.sumUp(pool, time);
    const other = this.nodes.pool(node);
    if (other !== pool) this.book.sumUp(other, time);
  }

  /** Demand against supply over all pools, up to now. */
  balance(): Balance {
    return this.book.balance(this.now);
  }
}
