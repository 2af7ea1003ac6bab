// Demand against supply over time, in nodes, of one pool or of all: elasticity, instability and the two series.

import type { Duration } from '../../runtime/index.ts';
import { MINUTE } from '../../runtime/index.ts';
import { ElasticityRecorder } from './elasticity.ts';
import type { Control, Series } from './report.ts';
import { SeriesTable } from './series.ts';

/** The instants between which directions are compared: Azure's shortest evaluation interval. */
const STRIDE: Duration = 5 * MINUTE;

const DEMAND = 0;
const SUPPLY = 1;

/** Told of each change of demand and of supply; of several at one instant the last counts. */
export class Balance {
  demand = 0;
  supply = 0;
  private readonly series = new SeriesTable(2);
  private since: Duration = 0;
  private readonly elasticity = new ElasticityRecorder();
  private nextLook: Duration = 0;
  private looks = 0;
  private disagreements = 0;
  private seenDemand = 0;
  private seenSupply = 0;

  changeDemand(demand: number, time: Duration): void {
    if (demand === this.demand) return;
    this.advance(time);
    this.series.change(DEMAND, demand, time);
    this.demand = demand;
  }

  changeSupply(supply: number, time: Duration): void {
    if (supply === this.supply) return;
    this.advance(time);
    this.series.change(SUPPLY, supply, time);
    this.supply = supply;
  }

  /** The demand at each of the first `count` times, which rise and begin after the last change; the supply stays. */
  follow(times: Float64Array, demands: Int32Array, count: number): void {
    this.advance(times[0]!);
    this.series.follow(times, count, [{ values: demands, curves: [{ column: DEMAND, base: 0, sign: 1 }] }]);
    this.elasticity.follow(times, demands, count, this.supply);
    const isLookedAt = times[count - 1]! > this.nextLook;
    for (let row = 1; isLookedAt && row < count; row += 1) {
      if (times[row]! <= this.nextLook) continue;
      this.demand = demands[row - 1]!;
      this.look(times[row]!);
    }
    this.demand = demands[count - 1]!;
    this.since = times[count - 1]!;
  }

  /** Demand and supply were as they are from the last change until `time`. */
  advance(time: Duration): void {
    const length = time - this.since;
    if (!(length > 0)) return;
    this.elasticity.hold(length, this.demand, this.supply);
    if (this.nextLook < time) this.look(time);
    this.since = time;
  }

  /** Compares directions at every look before `time`; after the first of them nothing has moved. */
  private look(time: Duration): void {
    const { demand, supply } = this;
    if (this.looks > 0 && Math.sign(demand - this.seenDemand) !== Math.sign(supply - this.seenSupply)) {
      this.disagreements += 1;
    }
    const count = Math.ceil((time - this.nextLook) / STRIDE);
    this.looks += count;
    this.nextLook += count * STRIDE;
    this.seenDemand = demand;
    this.seenSupply = supply;
  }

  /** A balance that goes on alone. */
  copy(): Balance {
    const copy = new Balance();
    return Object.assign(copy, this, {
      elasticity: Object.assign(new ElasticityRecorder(), this.elasticity),
      series: this.series.copy(),
    });
  }

  readDemand(end: Duration): Series {
    return this.series.read(DEMAND, end);
  }

  readSupply(end: Duration): Series {
    return this.series.read(SUPPLY, end);
  }

  read(): Control {
    const measures = this.elasticity.read();
    return {
      meanDemand: measures.meanDemand,
      meanSupply: measures.meanSupply,
      underAccuracy: measures.underAccuracy,
      overAccuracy: measures.overAccuracy,
      underTimeshare: measures.underTimeshare,
      overTimeshare: measures.overTimeshare,
      jitterPerHour: measures.jitter * 3_600_000,
      instability: this.looks > 1 ? this.disagreements / (this.looks - 1) : 0,
    };
  }
}
