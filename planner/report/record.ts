// What a run has been like so far: every event of the journal brings the ledgers of tasks, nodes and pools up to
// its instant and enters the change. Each event costs a constant amount of work; a task makes no objects.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { Fact, JournalSink, Names, NodeIdentity, PriceList } from '../../simulator/index.ts';
import { Balance } from './control.ts';
import { hourlyPrice } from './cost.ts';
import { EvaluationLog, ResizeLog, UnschedulableLog } from './logs.ts';
import { NodeLedger } from './nodes.ts';
import { PoolLedger } from './pools.ts';
import { PULSE, PULSE_COLUMNS } from './pulse.ts';
import type { RunEnd } from './report.ts';
import { readResults } from './results.ts';
import { SeriesRecorder, SeriesTable } from './series.ts';
import { TaskLedger } from './tasks.ts';

/** What a recorder is made with; the collector fills in what was left out. */
export interface RecorderOptions {
  readonly prices: PriceList;
  readonly expectedTasks: number;
  readonly names: Names | undefined;
}

/** Hears a journal; `now` is the instant up to which everything is known. */
export class RunRecorder implements JournalSink {
  readonly origin: Instant;
  /** When the latest event happened, since the origin. */
  now: Duration = 0;
  run = { title: '', version: '', seed: null as number | null };
  end: { readonly reason: RunEnd['reason']; readonly message: string } | undefined;
  readonly tasks: TaskLedger;
  readonly nodes: NodeLedger;
  readonly evaluations = new EvaluationLog();
  readonly resizes = new ResizeLog();
  readonly unschedulable = new UnschedulableLog();
  readonly pools: PoolLedger[] = [];
  readonly jobIds: string[] = [];
  readonly pulse: SeriesTable;
  readonly dedicatedTarget: SeriesRecorder;
  readonly lowPriorityTarget: SeriesRecorder;
  private readonly jobPools: PoolLedger[] = [];
  /** The pool, as long as there is one alone. */
  private only: PoolLedger | undefined;
  /** Demand and supply over all pools; kept only once there are two. */
  private overall: Balance | undefined;

  constructor(origin: Instant, options: RecorderOptions) {
    const { prices } = options;
    this.origin = origin;
    this.pulse = new SeriesTable(PULSE_COLUMNS);
    this.tasks = new TaskLedger(options.expectedTasks);
    this.nodes = new NodeLedger(this.pulse, (size, dedicated) => hourlyPrice(prices, size, dedicated));
    this.dedicatedTarget = new SeriesRecorder();
    this.lowPriorityTarget = new SeriesRecorder();
  }

  fact(fact: Fact): void {
    this.now = fact.time - this.origin;
    switch (fact.event) {
      case 'RunStartEvent':
        this.run = { title: fact.title, version: fact.version, seed: fact.seed };
        break;
      case 'RunEndEvent':
        this.end = { reason: fact.reason, message: fact.message };
        break;
      case 'PoolCreateEvent':
        this.poolCreated(fact);
        break;
      case 'PoolResizeStartEvent':
        this.resizeStarted(fact);
        break;
      case 'PoolResizeCompleteEvent':
        this.resizeCompleted(fact);
        break;
      case 'PoolAutoScaleEvent':
        this.evaluated(fact);
        break;
      case 'JobStartEvent':
        this.jobIds.push(fact.id);
        this.jobPools.push(this.poolNamed(fact.poolId));
        break;
      case 'TaskScheduleFailEvent':
        this.unschedulable.add(fact);
        break;
      default:
        break;
    }
  }

  taskAdded(instant: Instant, task: number, job: number, slots: number): void {
    const time = instant - this.origin;
    const { tasks, pulse } = this;
    const pool = this.poolOfJob(job);
    this.advance(time, pool);
    tasks.add(time, task, job, slots);
    pool.tasks += 1;
    if (pool.fits(slots)) {
      pool.wait(1, slots);
      pool.want(slots, time);
    }
    pulse.change(PULSE.active, tasks.active, time);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
  }

  taskStarted(instant: Instant, task: number, node: number): void {
    const time = instant - this.origin;
    const { tasks, pulse } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (this.only === undefined) this.advanceOther(time, node, pool);
    if (tasks.isNew(task) && pool.fits(slots)) pool.wait(-1, -slots);
    tasks.start(time, task);
    this.nodes.startTask(time, node, slots);
    pulse.change(PULSE.active, tasks.active, time);
    pulse.change(PULSE.running, tasks.running, time);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
  }

  taskEnded(instant: Instant, task: number, node: number, end: number): void {
    const time = instant - this.origin;
    const { tasks, pulse } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (this.only === undefined) this.advanceOther(time, node, pool);
    const active = tasks.active;
    const length = tasks.end(time, task, end);
    const completes = tasks.active === active;
    if (completes && pool.fits(slots)) pool.want(-slots, time);
    this.nodes.endTask(time, node, slots, end, length);
    pulse.change(PULSE.running, tasks.running, time);
    if (completes) pulse.change(PULSE.completed, tasks.completed, time);
    else pulse.change(PULSE.active, tasks.active, time);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
  }

  taskWithdrawn(instant: Instant, task: number): void {
    const time = instant - this.origin;
    const { tasks, pulse } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (pool.fits(slots)) {
      if (tasks.isNew(task)) pool.wait(-1, -slots);
      pool.want(-slots, time);
    }
    tasks.withdraw(task);
    pulse.change(PULSE.active, tasks.active, time);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
  }

  taskBlocked(): void {}
  taskUnblocked(): void {}
  taskPreparing(): void {}
  taskUnprepared(): void {}
  subtaskStarted(): void {}
  subtaskEnded(): void {}
  taskReactivated(): void {}

  nodeAdded(instant: Instant, node: number, identity: NodeIdentity): void {
    const time = instant - this.origin;
    const pool = this.poolNamed(identity.poolId);
    this.advance(time, pool);
    this.nodes.add(time, node, identity, pool);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
  }

  nodeChanged(instant: Instant, node: number, state: number): void {
    const time = instant - this.origin;
    this.advance(time, this.only ?? this.nodes.pool(node));
    this.nodes.change(time, node, state);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
  }

  nodeRemoved(instant: Instant, node: number): void {
    const time = instant - this.origin;
    this.advance(time, this.only ?? this.nodes.pool(node));
    this.nodes.remove(time, node);
    if (this.overall !== undefined) this.sumUp(this.overall, time);
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

  private sumUp(overall: Balance, time: Duration): void {
    let demand = 0;
    let supply = 0;
    for (const { balance } of this.pools) {
      demand += balance.demand;
      supply += balance.supply;
    }
    overall.changeDemand(demand, time);
    overall.changeSupply(supply, time);
  }

  private poolOfJob(job: number): PoolLedger {
    return this.only ?? this.jobPools[job] ?? this.pools[0] ?? this.poolNamed('');
  }

  /** The pool of that name, made when it is new; a pool that had to be guessed takes the first name told. */
  private poolNamed(id: string): PoolLedger {
    const known = this.pools.find((pool) => pool.id === id || pool.id === '');
    if (known !== undefined) {
      known.id = id;
      return known;
    }
    const pool = new PoolLedger(id);
    this.pools.push(pool);
    this.only = this.pools.length === 1 ? pool : undefined;
    if (this.pools.length === 2) {
      const first = this.pools[0]!;
      first.balance.advance(this.now);
      this.overall = first.balance.copy();
    }
    return pool;
  }

  private poolCreated(fact: Extract<Fact, { event: 'PoolCreateEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(this.now, pool);
    pool.vmSize = fact.vmSize;
    pool.slots = Math.max(1, fact.taskSlotsPerNode);
    pool.enableAutoScale = fact.enableAutoScale;
    this.aim(this.now, pool, fact.targetDedicatedNodes, fact.targetLowPriorityNodes);
  }

  private resizeStarted(fact: Extract<Fact, { event: 'PoolResizeStartEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(this.now, pool);
    this.resizes.start(fact);
    pool.stuck = false;
    pool.retainsData = fact.nodeDeallocationOption === 'retaineddata';
    this.aim(this.now, pool, fact.targetDedicatedNodes, fact.targetLowPriorityNodes);
  }

  private resizeCompleted(fact: Extract<Fact, { event: 'PoolResizeCompleteEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(this.now, pool);
    this.resizes.complete(fact);
    pool.stuck = fact.resultCode !== 'Success';
  }

  private evaluated(fact: Extract<Fact, { event: 'PoolAutoScaleEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(this.now, pool);
    this.evaluations.add(fact);
    pool.evaluations += 1;
    pool.formula = fact.formula;
    if (fact.error.code !== '') {
      pool.failedEvaluations += 1;
      return;
    }
    const { dedicated, lowPriority } = readResults(fact.results);
    this.aim(this.now, pool, dedicated ?? pool.dedicatedTarget, lowPriority ?? pool.lowPriorityTarget);
  }

  private aim(time: Duration, pool: PoolLedger, dedicated: number, lowPriority: number): void {
    pool.dedicatedTarget = dedicated;
    pool.lowPriorityTarget = lowPriority;
    pool.targetSeries.set(time, pool.target);
    this.dedicatedTarget.set(
      time,
      sum(this.pools, (one) => one.dedicatedTarget),
    );
    this.lowPriorityTarget.set(
      time,
      sum(this.pools, (one) => one.lowPriorityTarget),
    );
  }

  /** Demand against supply over all pools, up to now. */
  balance(): Balance {
    for (const pool of this.pools) {
      pool.advance(this.now);
      pool.balance.advance(this.now);
    }
    this.overall?.advance(this.now);
    return this.overall ?? this.pools[0]?.balance ?? new Balance();
  }
}

function sum<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((total, row) => total + read(row), 0);
}
