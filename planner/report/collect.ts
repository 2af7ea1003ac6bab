// From the journal to the report: a sink that hears what happens and keeps no more than the report needs, and
// the report put together from what was kept. It writes to nothing it observes.

import { type Duration, type Instant, printInstant } from '../../runtime/index.ts';
import {
  DEFAULT_PRICES,
  type JournalSink,
  type Names,
  type PriceList,
  type SavedListener,
} from '../../simulator/index.ts';
import { EventBuffer } from './buffer.ts';
import type { Balance } from './control.ts';
import { costOf, hourlyPrice, nodeCounts, partsOf, pricesUsed, utilisationOf } from './cost.ts';
import { notesOf } from './notes.ts';
import { type PoolLedger, sumOfCauses } from './pools.ts';
import { PULSE } from './pulse.ts';
import { type RecorderOptions, RunRecorder } from './record.ts';
import { type PoolSummary, REPORT_SCHEMA_VERSION, type Report, type SeriesSet } from './report.ts';
import { REPORT_CLASSES } from './saved-classes.ts';
import { spreadOf, waitHistogram } from './spread.ts';
import type { Usage } from './usage.ts';

export interface CollectorOptions {
  /** What a node costs; the built-in list when left out. */
  readonly prices?: PriceList;
  /** Makes room for so many tasks at once. */
  readonly expectedTasks?: number;
  /** Names of jobs that no `JobStartEvent` named. */
  readonly names?: Names;
}

/** A sink that can be asked for the report of what it has heard, as often as wanted. */
export type Collector = JournalSink & { report(): Report };

/** What a collector remembers. */
interface Kept {
  recorder: RunRecorder | undefined;
}

const UNKNOWN_END = { reason: 'unknown', message: 'The journal breaks off.' } as const;

/** A fresh collector; the run begins with the first event it hears. */
export function createCollector(options: CollectorOptions = {}): Collector {
  const prices = options.prices ?? DEFAULT_PRICES;
  const settings: RecorderOptions = {
    prices,
    priceOf: (vmSize, isDedicated) => hourlyPrice(prices, vmSize, isDedicated),
    expectedTasks: options.expectedTasks ?? 0,
    names: options.names,
  };
  const kept: Kept = { recorder: undefined };
  const at = (time: Instant): RunRecorder => {
    kept.recorder ??= new RunRecorder(time, settings);
    return kept.recorder;
  };
  const buffer = new EventBuffer(at);
  const { names, priceOf } = settings;
  const saved: SavedListener = {
    own: { kept },
    given: { priceOf, ...(names === undefined ? {} : { names }) },
    classes: REPORT_CLASSES,
    before: () => buffer.drain(),
  };
  return Object.assign(buffer, {
    saved,
    report(): Report {
      buffer.drain();
      return reportOf(at(0), settings);
    },
  });
}

function reportOf(recorder: RunRecorder, { prices, names }: RecorderOptions): Report {
  const { origin, now, tasks, nodes, book, facts } = recorder;
  const { incidents } = facts;
  const balance = recorder.balance();
  const usage = nodes.usage(now);
  const pools = book.pools.map((pool) => poolSummary(pool, usage, prices, now));
  const { waits, turnarounds } = tasks.times();
  const wait = spreadOf(waits);
  const histogram = waitHistogram(waits);
  const turnaround = spreadOf(turnarounds());
  const uses = facts.uses.read();
  const jobName = (job: number, firstTask: number) =>
    book.jobIds[job] ?? names?.jobIdOf(firstTask) ?? `#${job + 1}`;
  const report: Omit<Report, 'notes'> = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    ...facts.run,
    start: printInstant(origin),
    end: { ...(facts.end ?? UNKNOWN_END), time: now / 1000 },
    tasks: tasks.counts(),
    wait,
    waitHistogram: histogram,
    waitCauses: sumOfCauses(pools.map((pool) => pool.waitCauses)),
    turnaround,
    ...(uses === undefined ? {} : { uses }),
    run: { mean: tasks.meanRun() },
    boundedSlowdown: { mean: tasks.meanSlowdown() },
    makespan: tasks.makespan(),
    nodes: nodeCounts(usage, {
      peak: nodes.billedSeries.most(),
      started: nodes.started,
      preemptions: nodes.preemptions,
      broken: nodes.broken(),
    }),
    cost: costOf(usage, prices),
    prices: pricesUsed(usage, prices),
    utilisation: utilisationOf(usage),
    evaluations: facts.evaluations.read(origin),
    resizes: facts.resizes.read(origin, hoursShort(book.pools)),
    control: balance.read(),
    unschedulable: facts.unschedulable.read(origin),
    ...incidents.read(origin, (node) => nodes.nameOf(node)),
    jobs: {
      total: tasks.jobs.count(),
      listed: tasks.topJobs(jobName, wait),
      ended: incidents.jobEnds(),
    },
    pools,
    series: seriesOf(recorder, balance),
  };
  return { ...report, notes: notesOf(report) };
}

function hoursShort(pools: readonly PoolLedger[]): { readonly all: number; readonly afterError: number } {
  let all = 0;
  let afterError = 0;
  for (const pool of pools) {
    const short = pool.hoursShort();
    all += short.all;
    afterError += short.afterError;
  }
  return { all, afterError };
}

function poolSummary(pool: PoolLedger, all: readonly Usage[], prices: PriceList, end: Duration): PoolSummary {
  const usage = all.filter((row) => row.pool === pool);
  const parts = partsOf(usage);
  return {
    id: pool.id,
    vmSize: pool.vmSize,
    taskSlotsPerNode: pool.slots,
    enableAutoScale: pool.enableAutoScale,
    formula: pool.formula,
    tasks: { total: pool.tasks },
    nodes: {
      peak: pool.billedSeries.most(),
      hours: usage.reduce((hours, row) => hours + row.hours, 0),
      parts,
      preemptions: pool.preemptions,
    },
    cost: costOf(usage, prices),
    utilisation: utilisationOf(usage),
    evaluations: { total: pool.evaluations, failed: pool.failedEvaluations },
    control: pool.balance.read(),
    waitCauses: pool.waitCauses(),
    series: {
      target: pool.targetSeries.read(end),
      demand: pool.balance.readDemand(end),
      supply: pool.balance.readSupply(end),
    },
  };
}

function seriesOf(recorder: RunRecorder, balance: Balance): SeriesSet {
  const { now, nodes, pulse, book } = recorder;
  const hourlyCost = nodes.costSeries.read(now);
  return {
    tasks: {
      active: pulse.read(PULSE.active, now),
      running: pulse.read(PULSE.running, now),
      completed: pulse.read(PULSE.completed, now),
    },
    nodes: nodes.readStates(now),
    nodesByKind: {
      dedicated: nodes.dedicatedSeries.read(now),
      lowPriority: nodes.lowPrioritySeries.read(now),
    },
    targets: {
      dedicated: book.dedicatedTarget.read(now),
      lowPriority: book.lowPriorityTarget.read(now),
    },
    demand: balance.readDemand(now),
    supply: balance.readSupply(now),
    slots: { total: nodes.slotSeries.read(now), used: pulse.read(PULSE.usedSlots, now) },
    hourlyCost: hourlyCost.values.every(Number.isFinite) ? hourlyCost : null,
  };
}
