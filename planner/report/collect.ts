// From the journal to the report: a sink that hears what happens and keeps no more than the report needs.
// Each event costs a constant amount of work; a task makes no objects. It writes to nothing it observes.

import { type Instant, printInstant } from '../../runtime/index.ts';
import {
  DEFAULT_PRICES,
  type Fact,
  type JournalSink,
  type Names,
  type NodeIdentity,
  type PriceList,
} from '../simulator.ts';
import { Balance } from './control.ts';
import { costOf, hourlyPrice, nodeCounts, partsOf, pricesUsed, utilisationOf } from './cost.ts';
import { EvaluationLog, ResizeLog, UnschedulableLog } from './logs.ts';
import { NodeLedger, type Usage } from './nodes.ts';
import { notesOf } from './notes.ts';
import { PoolLedger, sumOfCauses } from './pools.ts';
import {
  type PoolSummary,
  REPORT_SCHEMA_VERSION,
  type Report,
  type RunEnd,
  type SeriesSet,
} from './report.ts';
import { readResults } from './results.ts';
import { SeriesRecorder } from './series.ts';
import { spreadOf, TaskLedger, waitHistogram } from './tasks.ts';

export interface CollectorOptions {
  /** What a node costs; the built-in list when left out. */
  readonly prices?: PriceList;
  /** Makes room for so many tasks at once. */
  readonly expectedTasks?: number;
  /** Names of jobs; without it a job is named by its `JobStartEvent`. */
  readonly names?: Names;
}

/** A sink that can be asked for the report of what it has heard, as often as wanted. */
export type Collector = JournalSink & { report(): Report };

/** A fresh collector; it begins with the first event it hears. */
export function createCollector(options: CollectorOptions = {}): Collector {
  let recorder: RunRecorder | undefined;
  const at = (time: Instant): RunRecorder => {
    recorder ??= new RunRecorder(time, options);
    return recorder;
  };
  return {
    fact: (fact) => at(fact.time).fact(fact),
    taskAdded: (time, task, job, slots) => at(time).taskAdded(time, task, job, slots),
    taskStarted: (time, task, node) => at(time).taskStarted(time, task, node),
    taskEnded: (time, task, node, end) => at(time).taskEnded(time, task, node, end),
    taskWithdrawn: (time, task) => at(time).taskWithdrawn(time, task),
    nodeAdded: (time, node, identity) => at(time).nodeAdded(time, node, identity),
    nodeChanged: (time, node, state) => at(time).nodeChanged(time, node, state),
    nodeRemoved: (time, node) => at(time).nodeRemoved(time, node),
    report: () => at(0).report(),
  };
}

class RunRecorder {
  private readonly origin: Instant;
  private readonly prices: PriceList;
  private readonly names: Names | undefined;
  private now: Instant;
  private run = { title: '', version: '', seed: null as number | null };
  private end: { readonly reason: RunEnd['reason']; readonly message: string } | undefined;
  private readonly tasks: TaskLedger;
  private readonly nodes: NodeLedger;
  private readonly evaluations = new EvaluationLog();
  private readonly resizes = new ResizeLog();
  private readonly unschedulable = new UnschedulableLog();
  private readonly pools: PoolLedger[] = [];
  private readonly jobIds: string[] = [];
  private readonly jobPools: PoolLedger[] = [];
  /** Demand and supply over all pools; kept only once there are two. */
  private overall: Balance | undefined;
  private readonly activeSeries: SeriesRecorder;
  private readonly runningSeries: SeriesRecorder;
  private readonly completedSeries: SeriesRecorder;
  private readonly billedSeries: SeriesRecorder;
  private readonly dedicatedTarget: SeriesRecorder;
  private readonly lowPriorityTarget: SeriesRecorder;

  constructor(origin: Instant, options: CollectorOptions) {
    this.origin = origin;
    this.now = origin;
    this.prices = options.prices ?? DEFAULT_PRICES;
    this.names = options.names;
    this.tasks = new TaskLedger(options.expectedTasks ?? 0);
    this.nodes = new NodeLedger(origin, (size, dedicated) => hourlyPrice(this.prices, size, dedicated));
    this.activeSeries = new SeriesRecorder(origin);
    this.runningSeries = new SeriesRecorder(origin);
    this.completedSeries = new SeriesRecorder(origin);
    this.billedSeries = new SeriesRecorder(origin);
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
      pool.waiting += 1;
      pool.want(slots);
    }
    this.changed(time);
  }

  taskStarted(time: Instant, task: number, node: number): void {
    const { tasks } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    this.advanceOther(time, node, pool);
    if (tasks.isNew(task) && pool.fits(slots)) pool.waiting -= 1;
    tasks.start(time, task);
    this.nodes.startTask(time, node, slots);
    this.changed(time);
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
    this.changed(time);
  }

  taskWithdrawn(time: Instant, task: number): void {
    const { tasks } = this;
    const pool = this.poolOfJob(tasks.job(task));
    const slots = tasks.slots(task);
    this.advance(time, pool);
    if (pool.fits(slots)) {
      if (tasks.isNew(task)) pool.waiting -= 1;
      pool.want(-slots);
    }
    tasks.withdraw(time, task);
    this.changed(time);
  }

  nodeAdded(time: Instant, node: number, identity: NodeIdentity): void {
    const pool = this.poolNamed(identity.poolId);
    this.advance(time, pool);
    this.nodes.add(time, node, identity, pool);
    this.nodesChanged(time);
  }

  nodeChanged(time: Instant, node: number, state: number): void {
    this.advance(time, this.nodes.pool(node));
    this.nodes.change(time, node, state);
    this.nodesChanged(time);
  }

  nodeRemoved(time: Instant, node: number): void {
    this.advance(time, this.nodes.pool(node));
    this.nodes.remove(time, node);
    this.nodesChanged(time);
  }

  /** Brings the integrals of a pool, and of all pools together, up to `time`. */
  private advance(time: Instant, pool: PoolLedger): void {
    this.now = time;
    pool.advance(time);
    if (this.overall !== undefined) this.overall.advance(time);
  }

  /** A node of another pool than its task's: only a journal from elsewhere can say so. */
  private advanceOther(time: Instant, node: number, pool: PoolLedger): void {
    const other = this.nodes.pool(node);
    if (other !== pool) other.advance(time);
  }

  private changed(time: Instant): void {
    const { tasks } = this;
    this.activeSeries.set(time, tasks.active);
    this.runningSeries.set(time, tasks.running);
    this.completedSeries.set(time, tasks.succeeded + tasks.failed);
    if (this.overall !== undefined) this.sumUp(this.overall);
  }

  private nodesChanged(time: Instant): void {
    let billed = 0;
    for (const pool of this.pools) billed += pool.billed;
    this.billedSeries.set(time, billed);
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

  report(): Report {
    const { origin, now, tasks, nodes } = this;
    for (const pool of this.pools) pool.advance(now);
    if (this.overall !== undefined) this.overall.advance(now);
    const usage = nodes.usage(now);
    const pools = this.pools.map((pool) => this.poolSummary(pool, usage));
    const waits = tasks.waits();
    const balance = this.overall ?? this.pools[0]?.balance ?? new Balance(origin);
    const seen = { peak: this.billedSeries.most(), started: nodes.started, preemptions: nodes.preemptions };
    const report: Omit<Report, 'notes'> = {
      schemaVersion: REPORT_SCHEMA_VERSION,
      ...this.run,
      start: printInstant(origin),
      end: { ...(this.end ?? UNKNOWN_END), time: (now - origin) / 1000 },
      tasks: tasks.counts(),
      wait: spreadOf(waits),
      waitHistogram: waitHistogram(waits),
      waitCauses: sumOfCauses(pools.map((pool) => pool.waitCauses)),
      turnaround: spreadOf(tasks.turnarounds()),
      run: { mean: tasks.meanRun() },
      boundedSlowdown: { mean: tasks.meanSlowdown() },
      makespan: tasks.makespan(),
      nodes: nodeCounts(usage, seen),
      cost: costOf(usage, this.prices),
      prices: pricesUsed(usage, this.prices),
      utilisation: utilisationOf(usage),
      evaluations: this.evaluations.read(origin),
      resizes: this.resizes.read(origin, {
        all: sum(this.pools, (pool) => pool.hoursShort().all),
        afterError: sum(this.pools, (pool) => pool.hoursShort().afterError),
      }),
      control: balance.read(),
      unschedulable: this.unschedulable.read(origin),
      jobs: {
        total: tasks.jobCount(),
        listed: tasks.topJobs(origin, (job, task) => this.jobName(job, task)),
      },
      pools,
      series: this.series(balance),
    };
    return { ...report, notes: notesOf(report) };
  }

  private jobName(job: number, firstTask: number): string {
    return this.jobIds[job] ?? this.names?.jobIdOf(firstTask) ?? `#${job + 1}`;
  }

  private poolSummary(pool: PoolLedger, all: readonly Usage[]): PoolSummary {
    const usage = all.filter((row) => row.pool === pool);
    return {
      id: pool.id,
      vmSize: pool.vmSize,
      taskSlotsPerNode: pool.slots,
      enableAutoScale: pool.enableAutoScale,
      formula: pool.formula,
      tasks: { total: pool.tasks },
      nodes: { peak: pool.billedSeries.most(), hours: sum(usage, (row) => row.hours), parts: partsOf(usage) },
      cost: costOf(usage, this.prices),
      utilisation: utilisationOf(usage),
      evaluations: { total: pool.evaluations, failed: pool.failedEvaluations },
      control: pool.balance.read(),
      waitCauses: pool.waitCauses(),
      series: {
        target: pool.targetSeries.read(this.now),
        demand: pool.balance.demandSeries.read(this.now),
        supply: pool.balance.supplySeries.read(this.now),
      },
    };
  }

  private series(balance: Balance): SeriesSet {
    const { now, nodes } = this;
    const hourlyCost = nodes.costSeries.read(now);
    return {
      tasks: {
        active: this.activeSeries.read(now),
        running: this.runningSeries.read(now),
        completed: this.completedSeries.read(now),
      },
      nodes: nodes.readStates(now),
      nodesByKind: {
        dedicated: nodes.dedicatedSeries.read(now),
        lowPriority: nodes.lowPrioritySeries.read(now),
      },
      targets: { dedicated: this.dedicatedTarget.read(now), lowPriority: this.lowPriorityTarget.read(now) },
      demand: balance.demandSeries.read(now),
      supply: balance.supplySeries.read(now),
      slots: { total: nodes.slotSeries.read(now), used: nodes.usedSeries.read(now) },
      hourlyCost: hourlyCost.values.every(Number.isFinite) ? hourlyCost : null,
    };
  }
}

const UNKNOWN_END = { reason: 'unknown', message: 'The journal breaks off.' } as const;

function sum<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((total, row) => total + read(row), 0);
}
