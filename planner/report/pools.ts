// What a pool was like: demand and supply, targets, why tasks waited. The counts are kept by whoever tells of
// tasks and nodes; this room integrates them over time.

import type { Duration } from '../../runtime/index.ts';
import { Balance } from './control.ts';
import type { WaitCauses } from './report.ts';
import { SeriesRecorder } from './series.ts';

const PLACING = 0;
const BOOTING = 1;
const ALLOCATING = 2;
const BUSY = 3;
const UNASKED = 4;
const DEPENDENCIES = 5;
const PREPARATION = 6;
const CAUSES = 7;

/** What changed while plain tasks came and went: the integral of those that waited, and how many more wait and run. */
export interface PoolChange {
  readonly waited: number;
  readonly waiting: number;
  readonly running: number;
}

/** One pool: counts as of now, and their integrals up to the last `advance`. */
export class PoolLedger {
  id: string;
  vmSize = '';
  slots = 1;
  enableAutoScale = false;
  formula = '';
  tasks = 0;
  /** Whether its nodes talk to each other, so that multi-instance tasks can run. */
  joinsNodes = false;
  evaluations = 0;
  failedEvaluations = 0;
  dedicatedTarget = 0;
  lowPriorityTarget = 0;
  /** Whether the last resize ended in an error and no other has started. */
  stuck = false;
  /** The deallocation option of the last resize; an empty node that leaves under `retaineddata` is held. */
  retainsData = false;

  /** Tasks that fit a node of the pool and never had an attempt, and the slots they want. */
  waiting = 0;
  waitingSlots = 0;
  /** Tasks that fit, never had an attempt, and wait for others; and those a node prepares itself for. */
  blocked = 0;
  preparing = 0;
  /** Slots of the tasks that fit a node of the pool, waiting or running. */
  wanted = 0;
  /** Free slots of the nodes that can take tasks. */
  free = 0;
  booting = 0;
  /** Nodes that are billed and not leaving. */
  present = 0;
  billed = 0;
  preemptions = 0;

  readonly balance = new Balance();
  /** Demand and supply as they are in the sums over all pools. */
  summedDemand = 0;
  summedSupply = 0;
  readonly targetSeries = new SeriesRecorder();
  readonly billedSeries = new SeriesRecorder();
  private readonly causes = new Float64Array(CAUSES);
  private since: Duration = 0;
  private short = 0;
  private shortAfterError = 0;

  constructor(id: string) {
    this.id = id;
  }

  get target(): number {
    return this.dedicatedTarget + this.lowPriorityTarget;
  }

  /** All was as it is from the last change until `time`; to be told before each change. */
  advance(time: Duration): void {
    const length = time - this.since;
    if (!(length > 0)) return;
    this.since = time;
    if (this.waiting > 0) this.blame(length);
    if (this.blocked + this.preparing > 0) {
      this.causes[DEPENDENCIES]! += this.blocked * length;
      this.causes[PREPARATION]! += this.preparing * length;
    }
    this.missed(length);
  }

  /** So long the nodes were fewer than asked for, if they were. */
  private missed(length: Duration): void {
    const missing = this.target - this.present;
    if (missing <= 0) return;
    this.short += missing * length;
    if (this.stuck) this.shortAfterError += missing * length;
  }

  /**
   * Until `time` so many tasks and slots waited or ran as `change` says at its end, and the integral of waiting ones is
   * known: a slot each, none of them while a slot was free. `advance` to its begin comes before.
   */
  follow(time: Duration, { waited, waiting, running }: PoolChange): void {
    const length = time - this.since;
    this.since = time;
    if (waited > 0) this.causes[this.cause()]! += waited;
    if (this.blocked + this.preparing > 0) {
      this.causes[DEPENDENCIES]! += this.blocked * length;
      this.causes[PREPARATION]! += this.preparing * length;
    }
    this.missed(length);
    this.wait(waiting, waiting);
    this.wanted += waiting + running;
    this.free -= running;
  }

  /** As many tasks as the free slots hold wait to be placed; the others wait for something else. */
  private blame(length: number): void {
    const placing = this.free > 0 ? this.waiting * Math.min(1, this.free / this.waitingSlots) : 0;
    this.causes[PLACING]! += placing * length;
    this.causes[this.cause()]! += (this.waiting - placing) * length;
  }

  private cause(): number {
    if (this.booting > 0) return BOOTING;
    if (this.target > this.present) return ALLOCATING;
    return this.present > 0 ? BUSY : UNASKED;
  }

  /** So many more tasks wait for their first start, or fewer. */
  wait(tasks: number, slots: number): void {
    this.waiting += tasks;
    this.waitingSlots += slots;
  }

  /** So many more slots are wanted, or fewer. */
  want(slots: number, time: Duration): void {
    this.wanted += slots;
    this.balance.changeDemand(this.slots === 1 ? this.wanted : Math.ceil(this.wanted / this.slots), time);
  }

  /** Slots that a task takes of the pool, on all its nodes; 0 when the pool can never run it. */
  demandOf(slots: number, nodes: number): number {
    if (slots > this.slots) return 0;
    if (nodes === 1) return slots;
    return this.joinsNodes && this.slots === 1 ? slots * nodes : 0;
  }

  hoursShort(): { readonly all: number; readonly afterError: number } {
    return { all: this.short / 3_600_000, afterError: this.shortAfterError / 3_600_000 };
  }

  waitCauses(): WaitCauses {
    const seconds = (cause: number) => this.causes[cause]! / 1000;
    return {
      placing: seconds(PLACING),
      booting: seconds(BOOTING),
      allocating: seconds(ALLOCATING),
      busy: seconds(BUSY),
      unasked: seconds(UNASKED),
      dependencies: seconds(DEPENDENCIES),
      preparation: seconds(PREPARATION),
    };
  }
}

/** The causes of several pools together. */
export function sumOfCauses(all: readonly WaitCauses[]): WaitCauses {
  const sum = (name: keyof WaitCauses) => all.reduce((total, causes) => total + causes[name], 0);
  return {
    placing: sum('placing'),
    booting: sum('booting'),
    allocating: sum('allocating'),
    busy: sum('busy'),
    unasked: sum('unasked'),
    dependencies: sum('dependencies'),
    preparation: sum('preparation'),
  };
}
