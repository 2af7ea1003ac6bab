// What a run has been like so far: every event of the journal brings the ledgers of tasks, nodes and pools up to
// its instant and enters the change. Each event costs a constant amount of work; a task makes no objects.

import type { Instant } from '../../runtime/index.ts';
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
  /** The instant of the latest event. */
  now: Instant;
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
  /** Demand and supply over all pools; kept only once there are two. */
  private overall: Balance | undefined;

  constructor(origin: Instant, options: RecorderOptions) {
    const { prices } = options;
    this.origin = origin;
    this.now = origin;
    this.pulse = new SeriesTable(origin, PULSE_COLUMNS);
    this.tasks = new TaskLedger(options.expectedTasks);
    this.nodes = new NodeLedger(origin, this.pulse, (size, dedicated) =>
      hourlyPrice(prices, size, dedicated),
    );
    this.dedicatedTarget = new SeriesRecorder(origin);
    this.lowPriorityTarget = new SeriesRecorder(origin);
  }

  fact(fact: Fact): void {
    this.now = fact.time;
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
      case 'JobTerminateStartEvent':
      case 'JobTerminateCompleteEvent':
        break;
    }
  }

  taskAdded(time: Instant, task: number, job: number, slots: number): void {
    const pool = this.poolOfJob(job);
    this.advance(time, pool);
    this.tasks.add(time, task, job, slots);
    pool.tasks += 1;
    if (pool.fits(slots)) {
      pool.wait(1, slots);
      pool.want(slots);
    }
    this.tasksChanged();
  }

  taskStarted(time: Instant, task: number, node: number): void {
    const { tasks } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    this.advanceOther(time, node, pool);
    if (tasks.isNew(task) && pool.fits(slots)) pool.wait(-1, -slots);
    tasks.start(time, task);
    this.nodes.startTask(time, node, slots);
    this.tasksChanged();
  }

  taskEnded(time: Instant, task: number, node: number, end: number): void {
    const { tasks } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    this.advanceOther(time, node, pool);
    const active = tasks.active;
    const length = tasks.end(time, task, end);
    if (tasks.active === active && pool.fits(slots)) pool.want(-slots);
    this.nodes.endTask(time, node, slots, end, length);
    this.tasksChanged();
  }

  taskWithdrawn(time: Instant, task: number): void {
    const { tasks } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (pool.fits(slots)) {
      if (tasks.isNew(task)) pool.wait(-1, -slots);
      pool.want(-slots);
    }
    tasks.withdraw(time, task);
    this.tasksChanged();
  }

  nodeAdded(time: Instant, node: number, identity: NodeIdentity): void {
    const pool = this.poolNamed(identity.poolId);
    this.advance(time, pool);
    this.nodes.add(time, node, identity, pool);
    this.nodesChanged();
  }

  nodeChanged(time: Instant, node: number, state: number): void {
    this.advance(time, this.nodes.pool(node));
    this.nodes.change(time, node, state);
    this.nodesChanged();
  }

  nodeRemoved(time: Instant, node: number): void {
    this.advance(time, this.nodes.pool(node));
    this.nodes.remove(time, node);
    this.nodesChanged();
  }

  /** Brings the integrals of a pool, and of all pools together, up to `time`. */
  private advance(time: Instant, pool: PoolLedger): void {
    this.now = time;
    this.pulse.advance(time);
    pool.advance(time);
    if (this.overall !== undefined) this.overall.advance(time);
  }

  /** A node of another pool than its task's: only a journal from elsewhere can say so. */
  private advanceOther(time: Instant, node: number, pool: PoolLedger): void {
    const other = this.nodes.pool(node);
    if (other !== pool) other.advance(time);
  }

  private tasksChanged(): void {
    const { tasks, pulse } = this;
    pulse.now[PULSE.active] = tasks.active;
    pulse.now[PULSE.running] = tasks.running;
    pulse.now[PULSE.completed] = tasks.completed;
    if (this.overall !== undefined) this.sumUp(this.overall);
  }

  private nodesChanged(): void {
    if (this.overall !== undefined) this.sumUp(this.overall);
  }

  private sumUp(overall: Balance): void {
    overall.demand = 0;
    overall.supply = 0;
    for (const { balance } of this.pools) {
      overall.demand += balance.demand;
      overall.supply += balance.supply;
    }
  }

  private poolOfJob(job: number): PoolLedger {
    return this.jobPools[job] ?? this.pools[0] ?? this.poolNamed('');
  }

  private poolNamed(id: string): PoolLedger {
    const known = this.pools.find((pool) => pool.id === id);
    if (known !== undefined) return known;
    const pool = new PoolLedger(id, this.origin);
    this.pools.push(pool);
    if (this.pools.length === 2) {
      const first = this.pools[0]!;
      first.advance(this.now);
      this.overall = first.balance.copy();
    }
    return pool;
  }

  private poolCreated(fact: Extract<Fact, { event: 'PoolCreateEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(fact.time, pool);
    pool.vmSize = fact.vmSize;
    pool.slots = Math.max(1, fact.taskSlotsPerNode);
    pool.enableAutoScale = fact.enableAutoScale;
    this.aim(fact.time, pool, fact.targetDedicatedNodes, fact.targetLowPriorityNodes);
  }

  private resizeStarted(fact: Extract<Fact, { event: 'PoolResizeStartEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(fact.time, pool);
    this.resizes.start(fact);
    pool.stuck = false;
    pool.retainsData = fact.nodeDeallocationOption === 'retaineddata';
    this.aim(fact.time, pool, fact.targetDedicatedNodes, fact.targetLowPriorityNodes);
  }

  private resizeCompleted(fact: Extract<Fact, { event: 'PoolResizeCompleteEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(fact.time, pool);
    this.resizes.complete(fact);
    pool.stuck = fact.resultCode !== 'Success';
  }

  private evaluated(fact: Extract<Fact, { event: 'PoolAutoScaleEvent' }>): void {
    const pool = this.poolNamed(fact.id);
    this.advance(fact.time, pool);
    this.evaluations.add(fact);
    pool.evaluations += 1;
    pool.formula = fact.formula;
    if (fact.error.code !== '') {
      pool.failedEvaluations += 1;
      return;
    }
    const { dedicated, lowPriority } = readResults(fact.results);
    this.aim(fact.time, pool, dedicated ?? pool.dedicatedTarget, lowPriority ?? pool.lowPriorityTarget);
  }

  private aim(time: Instant, pool: PoolLedger, dedicated: number, lowPriority: number): void {
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
    for (const pool of this.pools) pool.advance(this.now);
    if (this.overall === undefined) return this.pools[0]?.balance ?? new Balance(this.origin);
    this.overall.advance(this.now);
    return this.overall;
  }
}

function sum<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((total, row) => total + read(row), 0);
}
