// One report: its panes in reading order.

import type { Report } from '../../planner/index.ts';
import { make } from '../dom.ts';
import { addExports } from '../export.ts';
import { createView } from '../view.ts';
import { makeDetails } from './details.ts';
import { makeEvaluations } from './evaluations.ts';
import { makeMoney } from './money.ts';
import { makeNeverRan } from './never-ran.ts';
import { makeSummary } from './summary.ts';
import { makeTimeline } from './timeline.ts';
import { makeTroubles } from './troubles.ts';
import { makeWaits } from './waits.ts';

/** Everything about one report. */
export function makeSingle(report: Report): HTMLElement {
  const view = createView(report.end.time, Date.parse(report.start));
  const evaluations = makeEvaluations(report, view);
  const timeline = makeTimeline(report, view, (index) => evaluations?.choose(index));
  const panes: readonly (HTMLElement | undefined)[] = [
    makeSummary(report),
    makeNeverRan(report, view),
    report.end.time === 0 ? undefined : timeline,
    makeWaits(report),
    makeMoney(report),
    makeTroubles(report, view),
    evaluations?.element,
    makeDetails(report, view),
  ];
  const element = make('div', { class: 'single' }, ...panes.filter((pane) => pane !== undefined));
  addExports(element);
  return element;
}
