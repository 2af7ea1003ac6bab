// A real run beside its simulation with calibrated delays: the two reports side by side, and how far apart they are.

import { calibrate, createMeasurements, type Measurements } from '../emulator/index.ts';
import { compare, createCollector, formatDuration, type Report } from '../planner/index.ts';
import { type JournalSink, type Names, type Scenario, simulate, type Workload } from '../simulator/index.ts';
import { renderComparison } from './render/comparison.ts';
import { toJson } from './render/json.ts';
import type { Style } from './style.ts';

/** What the model says of the same question, and what differs. */
export interface Truth {
  readonly report: Report;
  /** Milliseconds that starting and ending a process adds to a behaviour. */
  readonly overhead: number;
  /** The simulated makespan over the real one. */
  readonly makespanRatio: number;
  /** Tasks that began, and how many of them began at another place in the order than in the simulation. */
  readonly starts: number;
  readonly displaced: number;
}

/** What a real run came to. */
export interface RanForReal {
  readonly report: Report;
  readonly measured: Measurements;
  readonly rehearses: boolean;
}

/** Simulates what ran for real. */
export function checkTruth(
  scenario: Scenario,
  workload: Workload,
  { report: real, measured, rehearses }: RanForReal,
): Truth {
  const calibrated = calibrate(scenario, workload, measured, rehearses);
  const modelled = createMeasurements();
  let collector = createCollector();
  simulate(calibrated.scenario, calibrated.workload, {
    sinks: [
      (names: Names): JournalSink => {
        collector = createCollector({ prices: scenario.prices, names, expectedTasks: workload.count });
        return collector;
      },
      modelled.makeSink,
    ],
  });
  const report = collector.report();
  return {
    report,
    overhead: calibrated.overhead,
    makespanRatio: (report.makespan ?? 0) / (real.makespan ?? 1),
    starts: measured.starts.length,
    displaced: measured.starts.filter((task, place) => modelled.starts[place] !== task).length,
  };
}

/** The comparison for a terminal. */
export function renderTruth(real: Report, truth: Truth, style: Style): string {
  const { report, overhead, makespanRatio, starts, displaced } = truth;
  const table = renderComparison(
    compare([
      { title: 'real', reports: [real] },
      { title: 'simulated', reports: [report] },
    ]),
    style,
  );
  const away = (Math.abs(makespanRatio - 1) * 100).toFixed(1);
  const order =
    displaced === 0
      ? `all ${starts} tasks began in the same order`
      : `${displaced} of ${starts} tasks began at another place in the order`;
  return `${table}\nThe simulated makespan is ${away}% ${makespanRatio < 1 ? 'shorter' : 'longer'}; ${order}. A process costs ${formatDuration(overhead / 1000)} beyond what its task takes.\n`;
}

/** Both reports, and what differs, as one document. */
export const truthJson = (real: Report, { report, ...truth }: Truth): string =>
  toJson({ real, simulated: report, ...truth });
