// The elasticity measures of BUNGEE (Herbst, Kounev and others): how well a step function of supply followed
// one of demand. A pure function over two lists of steps, and a streaming twin for the collector.

/** A step function: value from each time on, times rising. */
export type Steps = readonly (readonly [time: number, value: number])[];

export interface Elasticity {
  /** (1/T) times the integral of max(0, demand - supply), in units of the curves. */
  readonly underAccuracy: number;
  readonly overAccuracy: number;
  /** Share of the time with demand above supply. */
  readonly underTimeshare: number;
  readonly overTimeshare: number;
  /** (supply steps - demand steps) / T, per unit of time. */
  readonly jitter: number;
  /** Sums of the absolute changes of each curve. */
  readonly supplySteps: number;
  readonly demandSteps: number;
  readonly meanDemand: number;
  readonly meanSupply: number;
}

/** The measures over [0, `horizon`). A curve has its first value before its first step, and 0 if it has none. */
export function elasticity(demand: Steps, supply: Steps, horizon: number): Elasticity {
  const times = [...demand, ...supply].map(([time]) => time).filter((time) => time > 0 && time < horizon);
  const instants = [0, ...[...new Set(times)].sort((left, right) => left - right)];
  const recorder = new ElasticityRecorder();
  instants.forEach((instant, index) => {
    const until = instants[index + 1] ?? horizon;
    recorder.hold(until - instant, valueAt(demand, instant), valueAt(supply, instant));
  });
  return recorder.read();
}

function valueAt(steps: Steps, time: number): number {
  let value = steps[0]?.[1] ?? 0;
  for (const [from, next] of steps) if (from <= time) value = next;
  return value;
}

/** The same measures, told piece by piece. */
export class ElasticityRecorder {
  private time = 0;
  private under = 0;
  private over = 0;
  private underTime = 0;
  private overTime = 0;
  private demandArea = 0;
  private supplyArea = 0;
  private demandSteps = 0;
  private supplySteps = 0;
  private lastDemand = Number.NaN;
  private lastSupply = Number.NaN;

  /** For `length` units of time the curves had these values. A piece without length counts for nothing. */
  hold(length: number, demand: number, supply: number): void {
    if (!(length > 0)) return;
    this.time += length;
    if (demand > supply) {
      this.under += (demand - supply) * length;
      this.underTime += length;
    } else if (supply > demand) {
      this.over += (supply - demand) * length;
      this.overTime += length;
    }
    this.demandArea += demand * length;
    this.supplyArea += supply * length;
    if (demand !== this.lastDemand) {
      if (!Number.isNaN(this.lastDemand)) this.demandSteps += Math.abs(demand - this.lastDemand);
      this.lastDemand = demand;
    }
    if (supply !== this.lastSupply) {
      if (!Number.isNaN(this.lastSupply)) this.supplySteps += Math.abs(supply - this.lastSupply);
      this.lastSupply = supply;
    }
  }

  /** Holds the demand of each of the first `count` rows, whose times rise, until the time of the next, and the supply all along. */
  follow(times: Float64Array, demands: Int32Array, count: number, supply: number): void {
    if (count < 2) return;
    let { under, over, underTime, overTime, demandArea, demandSteps } = this;
    let last = Number.isNaN(this.lastDemand) ? demands[0]! : this.lastDemand;
    let since = times[0]!;
    for (let row = 1; row < count; row += 1) {
      const time = times[row]!;
      const length = time - since;
      since = time;
      const demand = demands[row - 1]!;
      const short = demand - supply;
      if (short > 0) {
        under += short * length;
        underTime += length;
      } else if (short < 0) {
        over -= short * length;
        overTime += length;
      }
      demandArea += demand * length;
      demandSteps += Math.abs(demand - last);
      last = demand;
    }
    Object.assign(this, { under, over, underTime, overTime, demandArea, demandSteps, lastDemand: last });
    const length = since - times[0]!;
    this.time += length;
    this.supplyArea += supply * length;
    if (supply !== this.lastSupply && !Number.isNaN(this.lastSupply))
      this.supplySteps += Math.abs(supply - this.lastSupply);
    this.lastSupply = supply;
  }

  /** The measures so far; all 0 before any time has passed. */
  read(): Elasticity {
    const share = (amount: number) => (this.time > 0 ? amount / this.time : 0);
    return {
      underAccuracy: share(this.under),
      overAccuracy: share(this.over),
      underTimeshare: share(this.underTime),
      overTimeshare: share(this.overTime),
      jitter: share(this.supplySteps - this.demandSteps),
      supplySteps: this.supplySteps,
      demandSteps: this.demandSteps,
      meanDemand: share(this.demandArea),
      meanSupply: share(this.supplyArea),
    };
  }
}
