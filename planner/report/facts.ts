// What the facts of a journal say of a run: its beginning and end, its pools and which job is on which, what was
// evaluated, resized and refused. What happens once per task is the recorder's.

import type { Duration } from '../../runtime/index.ts';
import type { Fact, Names } from '../../simulator/index.ts';
import { Incidents } from './incidents.ts';
import { EvaluationLog, ResizeLog, UnschedulableLog } from './logs.ts';
import type { PoolBook } from './pool-book.ts';
import type { PoolLedger } from './pools.ts';
import type { RunEnd } from './report.ts';
import { readTargets } from './results.ts';
import type { TaskLedger } from './tasks.ts';
import { UseLedger } from './uses.ts';

type Named<Event extends Fact['event']> = Extract<Fact, { event: Event }>;

/** Hears facts; tasks that waited in a pool are counted anew when the pool or the job's pool becomes another. */
export class FactLedger {
  run = { title: '', version: '', seed: null as number | null };
  end: { readonly reason: RunEnd['reason']; readonly message: string } | undefined;
  readonly evaluations = new EvaluationLog();
  readonly resizes = new ResizeLog();
  readonly unschedulable = new UnschedulableLog();
  readonly uses = new UseLedger();
  readonly incidents: Incidents;
  private readonly book: PoolBook;
  private readonly tasks: TaskLedger;

  constructor(book: PoolBook, tasks: TaskLedger, names: Names | undefined) {
    this.book = book;
    this.tasks = tasks;
    this.incidents = new Incidents(names);
  }

  hear(fact: Fact, now: Duration): void {
    switch (fact.event) {
      case 'RunStartEvent':
        this.run = { title: fact.title, version: fact.version, seed: fact.seed };
        break;
      case 'RunEndEvent':
        this.end = { reason: fact.reason, message: fact.message };
        break;
      case 'PoolCreateEvent':
        this.poolCreated(fact, now);
        break;
      case 'PoolResizeStartEvent':
        this.resizeStarted(fact, now);
        break;
      case 'PoolResizeCompleteEvent':
        this.resizeCompleted(fact, now);
        break;
      case 'PoolAutoScaleEvent':
        this.evaluated(fact, now);
        break;
      case 'PoolAutoScaleEnableEvent':
        this.poolAt(fact.id, now).enableAutoScale = true;
        break;
      case 'PoolDeleteCompleteEvent':
        this.book.aim(now, this.poolAt(fact.id, now), 0, 0);
        break;
      case 'JobStartEvent':
        this.book.addJob(fact.id, fact.poolId, now);
        this.incidents.hear(fact);
        break;
      case 'JobUpdateEvent':
        if (fact.poolId !== undefined) this.jobMoved(fact.id, this.poolAt(fact.poolId, now), now);
        break;
      case 'TaskUseEvent':
        this.uses.hear(fact);
        break;
      case 'TaskScheduleFailEvent':
        this.unschedulable.add(fact);
        break;
      default:
        this.incidents.hear(fact);
    }
  }

  /** The pool, with all that is known of it up to now. */
  private poolAt(id: string, now: Duration): PoolLedger {
    const pool = this.book.named(id, now);
    pool.advance(now);
    return pool;
  }

  private poolCreated(fact: Named<'PoolCreateEvent'>, now: Duration): void {
    const pool = this.poolAt(fact.id, now);
    const isOther =
      pool.slots !== fact.taskSlotsPerNode || pool.joinsNodes !== fact.enableInterNodeCommunication;
    const { book, tasks } = this;
    const waiting =
      pool.tasks === 0 || !isOther ? [] : tasks.unfinishedOf((job) => book.ofJob(job, now) === pool);
    for (const task of waiting) book.count(tasks, task, pool, -1, now);
    book.describe(pool, fact);
    for (const task of waiting) book.count(tasks, task, pool, 1, now);
    book.sumUp(pool, now);
    book.aim(now, pool, fact.targetDedicatedNodes, fact.targetLowPriorityNodes);
  }

  private jobMoved(id: string, pool: PoolLedger, now: Duration): void {
    const { book, tasks } = this;
    const job = book.jobNamed(id);
    if (job < 0) return;
    const from = book.ofJob(job, now);
    from.advance(now);
    const unfinished = tasks.unfinishedOf((one) => one === job);
    for (const task of unfinished) book.count(tasks, task, from, -1, now);
    book.moveJob(job, pool);
    from.tasks -= unfinished.length;
    pool.tasks += unfinished.length;
    for (const task of unfinished) book.count(tasks, task, pool, 1, now);
    for (const one of [from, pool]) book.sumUp(one, now);
  }

  private resizeStarted(fact: Named<'PoolResizeStartEvent'>, now: Duration): void {
    const pool = this.poolAt(fact.id, now);
    this.resizes.start(fact);
    pool.stuck = false;
    pool.retainsData = fact.nodeDeallocationOption === 'retaineddata';
    this.book.aim(now, pool, fact.targetDedicatedNodes, fact.targetLowPriorityNodes);
  }

  private resizeCompleted(fact: Named<'PoolResizeCompleteEvent'>, now: Duration): void {
    const pool = this.poolAt(fact.id, now);
    this.resizes.complete(fact);
    pool.stuck = fact.resultCode !== 'Success';
  }

  private evaluated(fact: Named<'PoolAutoScaleEvent'>, now: Duration): void {
    const pool = this.poolAt(fact.id, now);
    this.evaluations.add(fact);
    pool.evaluations += 1;
    pool.formula = fact.formula;
    if (fact.error.code !== '') {
      pool.failedEvaluations += 1;
      return;
    }
    const { dedicated, lowPriority } = readTargets(fact.results);
    this.book.aim(now, pool, dedicated ?? pool.dedicatedTarget, lowPriority ?? pool.lowPriorityTarget);
  }
}
