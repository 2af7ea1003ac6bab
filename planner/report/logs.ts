// Lists of what happened now and then: evaluations, resizes, tasks that cannot be scheduled. Each list is
// bounded: all entries up to a limit, then every second, every fourth, and so on, evenly over the run.

import type { Instant } from '../../runtime/index.ts';
import type { Fact } from '../../simulator/index.ts';
import type { EvaluationRecord, Evaluations, ResizeRecord, Resizes } from './report.ts';
import { readResults } from './results.ts';
import { codesOf, Tally } from './tally.ts';
import type { Unschedulable, UnschedulableTask } from './troubles.ts';

export const EVALUATIONS_LISTED = 5000;
const RESIZES_LISTED = 2000;
const UNSCHEDULABLE_LISTED = 100;

/** A bounded list that thins itself evenly. */
export class ThinnedList<Entry> {
  every = 1;
  total = 0;
  readonly entries: Entry[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** `make` is called only for an entry that is kept. */
  add(make: () => Entry): void {
    const place = this.total;
    this.total += 1;
    if (place % this.every !== 0) return;
    if (this.entries.length === this.limit) {
      this.every *= 2;
      const kept = this.entries.filter((_, index) => index % 2 === 0);
      this.entries.splice(0, this.entries.length, ...kept);
      if (place % this.every !== 0) return;
    }
    this.entries.push(make());
  }
}

type EvaluationFact = Extract<Fact, { event: 'PoolAutoScaleEvent' }>;
type ResizeStartFact = Extract<Fact, { event: 'PoolResizeStartEvent' }>;
type ResizeCompleteFact = Extract<Fact, { event: 'PoolResizeCompleteEvent' }>;
type UnschedulableFact = Extract<Fact, { event: 'TaskScheduleFailEvent' }>;

/** Every evaluation counted, a bounded number of them kept. */
export class EvaluationLog {
  private readonly list = new ThinnedList<EvaluationFact>(EVALUATIONS_LISTED);
  private readonly errors = new Tally<string>();
  private failed = 0;

  add(fact: EvaluationFact): void {
    this.list.add(() => fact);
    if (fact.error.code === '') return;
    this.failed += 1;
    this.errors.add(fact.error.code);
  }

  read(origin: Instant): Evaluations {
    return {
      total: this.list.total,
      failed: this.failed,
      errors: codesOf(this.errors),
      every: this.list.every,
      list: this.list.entries.map((fact) => evaluationRecord(fact, origin)),
    };
  }
}

function evaluationRecord(fact: EvaluationFact, origin: Instant): EvaluationRecord {
  const { code, message, values } = fact.error;
  const detail = values.map(({ value }) => value).join(' ');
  return {
    time: (fact.time - origin) / 1000,
    poolId: fact.id,
    ...readResults(fact.results),
    results: fact.results,
    ...(code === '' ? {} : { error: { code, message: detail === '' ? message : `${message}. ${detail}` } }),
  };
}

interface OpenResize {
  readonly start: ResizeStartFact;
  complete: ResizeCompleteFact | undefined;
}

/** Every resize counted, a bounded number of them kept; one that another overtakes never completes. */
export class ResizeLog {
  private readonly list = new ThinnedList<OpenResize>(RESIZES_LISTED);
  private readonly open = new Map<string, OpenResize>();
  private readonly errors = new Tally<string>();
  private failed = 0;

  start(fact: ResizeStartFact): void {
    const resize: OpenResize = { start: fact, complete: undefined };
    this.open.set(fact.id, resize);
    this.list.add(() => resize);
  }

  complete(fact: ResizeCompleteFact): void {
    const resize = this.open.get(fact.id);
    if (resize !== undefined) resize.complete = fact;
    this.open.delete(fact.id);
    if (fact.resultCode === 'Success') return;
    this.failed += 1;
    this.errors.add(fact.resultCode);
  }

  read(origin: Instant, short: { readonly all: number; readonly afterError: number }): Resizes {
    return {
      total: this.list.total,
      failed: this.failed,
      errors: codesOf(this.errors),
      hoursShort: short.all,
      hoursShortAfterError: short.afterError,
      every: this.list.every,
      list: this.list.entries.map((resize) => resizeRecord(resize, origin)),
    };
  }
}

function resizeRecord({ start, complete }: OpenResize, origin: Instant): ResizeRecord {
  return {
    poolId: start.id,
    start: (start.time - origin) / 1000,
    end: complete === undefined ? null : (complete.time - origin) / 1000,
    dedicated: start.targetDedicatedNodes,
    lowPriority: start.targetLowPriorityNodes,
    option: start.nodeDeallocationOption,
    code: complete?.resultCode ?? '',
    message: complete?.resultMessage ?? '',
  };
}

/** The first tasks that no node of their pool could take; the rest are counted, as are those one node could not. */
export class UnschedulableLog {
  private total = 0;
  private readonly listed: UnschedulableFact[] = [];
  private readonly onNodes = new Tally<string>();

  add(fact: UnschedulableFact): void {
    if ((fact.nodeInfo?.nodeId ?? '') !== '') {
      this.onNodes.add(fact.schedulingError.code);
      return;
    }
    this.total += 1;
    if (this.listed.length < UNSCHEDULABLE_LISTED) this.listed.push(fact);
  }

  read(origin: Instant): Unschedulable {
    return {
      total: this.total,
      listed: this.listed.map((fact) => unschedulableTask(fact, origin)),
      onNodes: codesOf(this.onNodes),
    };
  }
}

function unschedulableTask(fact: UnschedulableFact, origin: Instant): UnschedulableTask {
  return {
    time: (fact.time - origin) / 1000,
    jobId: fact.jobId,
    id: fact.id,
    requiredSlots: fact.requiredSlots,
    code: fact.schedulingError.code,
    message: fact.schedulingError.message,
  };
}
