// From the journal to Azure's metrics, counts and statistics: a sink of its own, so that a run that nobody asks for
// them pays nothing.

import { type Duration, HOUR, type Instant, printInstant } from '../../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  type Fact,
  findSize,
  type JournalSink,
  type Names,
  type NodeIdentity,
} from '../../simulator/index.ts';
import { isTerminated } from '../report/record.ts';
import {
  BLOCK,
  PREPARE,
  REACTIVATE,
  TERMINATE,
  UNBLOCK,
  UNPREPARE,
  WITHDRAW,
} from '../report/task-states.ts';
import { JobBook } from './job-book.ts';
import {
  type EventName,
  GAUGES,
  JOB_EVENTS,
  type MetricName,
  POOL_EVENTS,
  STATE_AFTER,
} from './metric-names.ts';
import { MinuteCounts, MinuteGauges, type Minutes, minuteBefore } from './minutes.ts';
import { NodeBook } from './node-book.ts';
import { type MetricValues, STATISTICS_SCHEMA_VERSION, type Statistics } from './statistics.ts';

export interface StatisticsOptions {
  /** Names of jobs that no `JobStartEvent` named, and which tasks were ended while they waited. */
  readonly names?: Names;
  /** Cores of a node of that size; those of the built-in table when left out. */
  readonly coresOf?: (vmSize: string) => number | undefined;
  /** The length of the intervals of usage; an hour when left out. */
  readonly usageInterval?: Duration;
}

/** A sink that can be asked for the statistics of what it has heard, as often as wanted. */
export type StatisticsCollector = JournalSink & { statistics(): Statistics };

/** A fresh collector; time begins with the first event it hears. */
export function createStatistics(options: StatisticsOptions = {}): StatisticsCollector {
  return new StatisticsRecorder(options);
}

const POOL_FACTS: ReadonlySet<string> = new Set(POOL_EVENTS);
const JOB_FACTS: ReadonlySet<string> = new Set(JOB_EVENTS);
const RUNS_AGAIN: ReadonlySet<string> = new Set(['retry', 'requeue', 'recovery']);

interface EventCounts {
  readonly name: EventName;
  readonly dimensions: MetricValues['dimensions'];
  readonly counts: MinuteCounts;
}

class StatisticsRecorder implements JournalSink {
  private readonly options: StatisticsOptions;
  private begun:
    | { readonly origin: Instant; readonly gauges: MinuteGauges; readonly nodes: NodeBook }
    | undefined;
  private now: Instant = 0;
  private readonly jobs = new JobBook();
  private readonly schedules = new Set<string>();
  private readonly events = new Map<string, EventCounts>();

  constructor(options: StatisticsOptions) {
    this.options = options;
  }

  /** The books, opened at the first event. */
  private at(time: Instant): NonNullable<StatisticsRecorder['begun']> {
    this.now = time;
    if (this.begun === undefined) {
      const { usageInterval = HOUR, coresOf = (size: string) => findSize(size)?.cores } = this.options;
      const gauges = new MinuteGauges(GAUGES.length, time);
      const nodes = new NodeBook(gauges, usageInterval, (size) => coresOf(size) ?? Number.NaN);
      this.begun = { origin: time, gauges, nodes };
    }
    return this.begun;
  }

  private happened(name: EventName, time: Instant, dimensions: MetricValues['dimensions']): void {
    const key = `${name}\n${dimensions.poolId ?? ''}\n${dimensions.jobId ?? ''}`;
    let counted = this.events.get(key);
    if (counted === undefined) {
      counted = { name, dimensions, counts: new MinuteCounts() };
      this.events.set(key, counted);
    }
    counted.counts.add(time);
  }

  fact(fact: Fact): void {
    const { time, event } = fact;
    const { nodes } = this.at(time);
    if (event === 'JobStartEvent') this.jobs.addJob(fact.id, time);
    if (event === 'PoolCreateEvent') nodes.create(fact.id, fact.vmSize, time);
    if (event === 'JobScheduleStateChangeEvent') this.schedules.add(fact.id);
    const id = 'id' in fact ? fact.id : '';
    const state = STATE_AFTER[event];
    if (POOL_FACTS.has(event)) this.happened(event as EventName, time, { poolId: id });
    if (JOB_FACTS.has(event)) this.happened(event as EventName, time, { jobId: id });
    if (state === undefined) return;
    if (event.startsWith('Pool')) nodes.setState(id, state, time);
    else this.jobs.setState(id, state);
  }

  taskAdded(time: Instant, task: number, job: number, slots: number): void {
    this.at(time);
    this.jobs.add(time, task, job, slots, () => this.options.names?.jobIdOf(task) ?? `#${job + 1}`);
  }

  taskStarted(time: Instant, task: number, node: number): void {
    this.taskEvent('TaskStartEvent', time, task, node);
    this.jobs.start(time, task);
  }

  taskEnded(time: Instant, task: number, node: number, end: number): void {
    const how = ATTEMPT_ENDS[end]!;
    const result = RUNS_AGAIN.has(how) ? undefined : how === 'success' ? 'succeeded' : 'failed';
    if (result !== undefined) this.taskEvent('TaskCompleteEvent', time, task, node);
    if (result === 'failed') this.taskEvent('TaskFailEvent', time, task, node);
    this.now = time;
    this.jobs.end(time, task, result, how === 'retry');
  }

  private taskEvent(name: EventName, time: Instant, task: number, node: number): void {
    const { nodes } = this.at(time);
    this.happened(name, time, { poolId: nodes.poolId(node), jobId: this.jobs.jobId(task) });
  }

  taskBlocked(time: Instant, task: number): void {
    this.now = time;
    this.jobs.move(task, BLOCK);
  }

  taskUnblocked(time: Instant, task: number): void {
    this.now = time;
    this.jobs.move(task, UNBLOCK);
  }

  taskPreparing(time: Instant, task: number): void {
    this.now = time;
    this.jobs.move(task, PREPARE);
  }

  taskUnprepared(time: Instant, task: number): void {
    this.now = time;
    this.jobs.move(task, UNPREPARE);
  }

  /** A task that was ended while it waited has Azure's code for that; one whose job is over stays active. */
  taskWithdrawn(time: Instant, task: number): void {
    this.now = time;
    this.jobs.move(task, isTerminated(this.options.names, task) ? TERMINATE : WITHDRAW);
  }

  taskDeleted(time: Instant, task: number): void {
    this.now = time;
    this.jobs.forget(task);
  }

  taskReactivated(time: Instant, task: number): void {
    this.now = time;
    this.jobs.move(task, REACTIVATE);
  }

  subtaskStarted(): void {}
  subtaskEnded(): void {}

  nodeAdded(time: Instant, node: number, identity: NodeIdentity): void {
    this.at(time).nodes.add(time, node, identity);
  }

  nodeChanged(time: Instant, node: number, state: number): void {
    this.at(time).nodes.change(time, node, state);
  }

  nodeRemoved(time: Instant, node: number): void {
    this.at(time).nodes.remove(time, node);
  }

  statistics(): Statistics {
    const { now, jobs } = this;
    const { origin, gauges, nodes } = this.at(now);
    const schedules = [...this.schedules];
    return {
      schemaVersion: STATISTICS_SCHEMA_VERSION,
      startTime: printInstant(origin),
      lastUpdateTime: printInstant(now),
      metrics: {
        startTime: printInstant(minuteBefore(origin)),
        interval: 'PT1M',
        values: this.metrics(gauges, minuteBefore(origin)),
      },
      jobs: jobs.figures(now),
      jobSchedules: schedules.map((id) => ({
        id,
        stats: jobs.statistics((job) => job.startsWith(`${id}:job-`), origin, now),
      })),
      pools: nodes.figures(now),
      poolUsageMetrics: nodes.usage(now),
      allJobs: jobs.statistics(() => true, origin, now),
      allPools: nodes.allUsage(origin, now),
    };
  }

  private metrics(gauges: MinuteGauges, start: Instant): readonly MetricValues[] {
    const valuesOf = (
      name: MetricName,
      kind: MetricValues['kind'],
      dimensions: MetricValues['dimensions'],
      { times, values }: Minutes,
    ): MetricValues => ({
      name,
      kind,
      dimensions,
      seconds: times.map((time) => (time - start) / 1000),
      totals: [...values],
    });
    const held = GAUGES.map((name, gauge) => valuesOf(name, 'gauge', {}, gauges.read(gauge, this.now)));
    const events = Array.from(this.events.values(), ({ name, dimensions, counts }) =>
      valuesOf(name, 'events', dimensions, counts),
    );
    return [...held.filter(({ totals }) => totals.every(Number.isFinite)), ...events];
  }
}
