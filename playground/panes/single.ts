// One report: its panes in reading order, on the report page and in the playground. All of them share one stretch of
// time and one cursor.

import type { DrawnTimeline, Report } from '../../planner/index.ts';
import '../styles/see.css';
import { make } from '../dom.ts';
import { addExports } from '../export.ts';
import { createView, type TimeView } from '../view.ts';
import { makeDetails } from './details.ts';
import { makeEvaluations } from './evaluations.ts';
import { makeGantt } from './gantt.ts';
import { makeMoney } from './money.ts';
import { makeNeverRan } from './never-ran.ts';
import { makePool } from './pool.ts';
import { makeSummary } from './summary.ts';
import { makeTimeline } from './timeline.ts';
import { makeTroubles } from './troubles.ts';
import { makeWaits } from './waits.ts';

/** A run to look at. */
export interface ShownRun {
  readonly report: Report;
  /** Who ran where, where it was heard. */
  readonly timeline: DrawnTimeline | undefined;
  /** What stands where places would, when there are none. */
  readonly withoutPlaces?: string;
  readonly view: TimeView;
  /** What tells why an evaluation said what it said; without it the table of evaluations turns to the one chosen. */
  readonly why?: { readonly element: HTMLElement; readonly choose: (evaluation: number) => void };
}

/** Everything about one report. */
export function makeSingle(
  report: Report,
  places: Pick<ShownRun, 'timeline' | 'withoutPlaces'> = { timeline: undefined },
): HTMLElement {
  const view = createView(report.end.time, Date.parse(report.start));
  return make('div', { class: 'single see-body' }, ...makeRunParts({ report, view, ...places }));
}

/** The panes of a run. */
export function makeRunParts({
  report,
  timeline,
  view,
  why,
  withoutPlaces,
}: ShownRun): readonly HTMLElement[] {
  const evaluations = makeEvaluations(report, view);
  const choose = why?.choose ?? ((index: number) => evaluations?.choose(index));
  const end =
    timeline !== undefined
      ? [makePool(report, timeline, view).element, makeGantt(timeline, view)]
      : withoutPlaces === undefined
        ? []
        : [make('p', { class: 'legend-note without-places' }, withoutPlaces)];
  const parts: readonly (HTMLElement | undefined)[] = [
    makeSummary(report),
    makeNeverRan(report, view),
    report.end.time === 0
      ? undefined
      : makeTimeline(report, view, choose, {
          end,
          ...(why === undefined ? {} : { evaluations: why.element }),
        }),
    makeWaits(report),
    makeMoney(report),
    makeTroubles(report, view),
    evaluations?.element,
    makeDetails(report, view),
  ];
  const shown = parts.filter((part) => part !== undefined);
  for (const part of shown) addExports(part);
  return shown;
}
