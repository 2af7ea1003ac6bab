// From the journal to the timeline: a sink beside the report's collector, for who wants to see places as well as
// numbers. It costs only those who ask for it, and is not part of a saved run.

import type { Instant } from '../../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  type Fact,
  type JournalSink,
  type Names,
  type NodeIdentity,
  SILENCE,
} from '../../simulator/index.ts';
import { BarBook } from './bars.ts';
import { DecisionBook } from './decisions.ts';
import { NodeBook } from './nodes.ts';
import { BAR, STILL_RUNNING, type Timeline } from './timeline.ts';

export interface TimelineOptions {
  /** The names behind the numbers. */
  readonly names: Names;
  /** So many attempts are kept at most; then every second node's, every fourth's, and so on. 200 000 if left out. */
  readonly limit?: number;
}

/** A sink that can be asked for the timeline of what it has heard, as often as wanted. */
export type TimelineCollector = JournalSink & { timeline(): Timeline };

const LIMIT = 200_000;
const SUCCESS = ATTEMPT_ENDS.indexOf('success');

/** A fresh collector; the run begins with the first event it hears. */
export function createTimeline({ names, limit = LIMIT }: TimelineOptions): TimelineCollector {
  return new TimelineBook(new BarBook(limit, names));
}

class TimelineBook implements TimelineCollector {
  private origin: Instant | undefined;
  private now = 0;
  private readonly bars: BarBook;
  private readonly nodes: NodeBook;
  private readonly decisions = new DecisionBook();
  private readonly pools = new Map<string, number>();

  constructor(bars: BarBook) {
    this.bars = bars;
    this.nodes = new NodeBook(bars);
  }

  fact(fact: Fact): void {
    const time = this.at(fact.time);
    switch (fact.event) {
      case 'PoolCreateEvent':
      case 'PoolResizeStartEvent':
        this.decisions.aim({
          time,
          pool: this.pool(fact.id),
          dedicated: fact.targetDedicatedNodes,
          lowPriority: fact.targetLowPriorityNodes,
        });
        break;
      case 'PoolDeleteCompleteEvent':
        this.decisions.aim({ time, pool: this.pool(fact.id), dedicated: 0, lowPriority: 0 });
        break;
      case 'PoolAutoScaleEvent':
        this.decisions.evaluated(time, this.pool(fact.id), fact);
        break;
      default:
    }
  }

  taskAdded(instant: Instant, task: number, _job: number, slots: number): void {
    this.bars.addTask(this.at(instant), task, slots);
  }

  taskPreparing(instant: Instant, task: number, node: number): void {
    this.bars.open(this.at(instant), task, node, BAR.preparing);
  }

  taskUnprepared(instant: Instant, task: number): void {
    this.leave(instant, task, STILL_RUNNING, Number.NaN);
  }

  taskStarted(instant: Instant, task: number, node: number): void {
    this.bars.open(this.at(instant), task, node, BAR.attempt);
  }

  taskEnded(instant: Instant, task: number, _node: number, end: number, exitCode: number): void {
    this.leave(instant, task, end, exitCode);
    this.bars.waits(this.at(instant), task);
  }

  taskWithdrawn(instant: Instant, task: number): void {
    this.leave(instant, task, STILL_RUNNING, Number.NaN);
  }

  taskReactivated(instant: Instant, task: number): void {
    this.bars.waits(this.at(instant), task);
  }

  subtaskStarted(instant: Instant, task: number, node: number): void {
    this.bars.open(this.at(instant), task, node, BAR.subtask);
  }

  subtaskEnded(instant: Instant, task: number, node: number): void {
    this.bars.closeSubtask(this.at(instant), task, node, SUCCESS);
  }

  nodeAdded(instant: Instant, node: number, identity: NodeIdentity): void {
    this.nodes.add(this.at(instant), node, identity, this.pool(identity.poolId));
  }

  nodeChanged(instant: Instant, node: number, state: number): void {
    this.nodes.change(this.at(instant), node, state);
  }

  nodeRemoved(instant: Instant, node: number): void {
    this.nodes.remove(this.at(instant), node);
  }

  // A task that waits for others, and one that is deleted, takes no slots.
  readonly taskBlocked = SILENCE.taskBlocked;
  readonly taskUnblocked = SILENCE.taskUnblocked;
  readonly taskDeleted = SILENCE.taskDeleted;

  timeline(): Timeline {
    const jobs = new Map<string, number>();
    const numbers = { rows: this.nodes.rows(), jobOf: (id: string) => numberOf(jobs, id) };
    const bars = this.bars.read(this.now, numbers);
    return {
      start: this.origin ?? 0,
      length: this.now,
      pools: [...this.pools.keys()],
      jobs: [...jobs.keys()],
      bars,
      nodes: this.nodes.read(),
      targets: this.decisions.readTargets(),
      evaluations: this.decisions.readEvaluations(),
      kept: this.bars.kept(),
    };
  }

  private leave(instant: Instant, task: number, how: number, exitCode: number): void {
    this.bars.close(this.at(instant), task, how, exitCode);
  }

  /** Seconds since the start. */
  private at(instant: Instant): number {
    this.origin ??= instant;
    this.now = (instant - this.origin) / 1000;
    return this.now;
  }

  private pool(id: string): number {
    return numberOf(this.pools, id);
  }
}

/** The number of a name; a new name gets the next. */
function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}
