// One report: its panes in reading order, on the report page and in the playground. All of them share one stretch of
// time and one cursor.

import type { DrawnTimeline, Report } from '../../planner/index.ts';
import '../styles/see.css';
import { make } from '../dom.ts';
import { addExports } from '../export.ts';
import { placesOf } from '../plots/places.ts';
import { createView, type TimeView } from '../view.ts';
import { makeDetails } from './details.ts';
import { type EvaluationsPane, makeEvaluations } from './evaluations.ts';
import { makeGantt } from './gantt.ts';
import { makeMoney } from './money.ts';
import { makeNeverRan } from './never-ran.ts';
import type { MakePart } from './parts.ts';
import { makePool } from './pool.ts';
import { inWords } from './prose.ts';
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
  const parts = makeRunParts({ report, view, ...places }).map((maker) => maker());
  return make('div', { class: 'single see-body' }, ...parts);
}

/** The panes of a run, each to be made when it is wanted. */
export function makeRunParts({ report, timeline, view, why, withoutPlaces }: ShownRun): readonly MakePart[] {
  let evaluations: EvaluationsPane | undefined;
  const choose = why?.choose ?? ((index: number) => evaluations?.choose(index));
  const makePlaces = (): readonly HTMLElement[] => {
    if (timeline !== undefined) {
      const places = placesOf(timeline);
      return [makePool(report, places, view).element, makeGantt(places, view)];
    }
    if (withoutPlaces === undefined) return [];
    return [make('p', { class: 'legend-note without-places' }, ...inWords(withoutPlaces))];
  };
  const makers: readonly MakePart[] = [
    () => makeSummary(report),
    () => makeNeverRan(report, view),
    () =>
      report.end.time === 0
        ? undefined
        : makeTimeline(report, view, choose, {
            end: makePlaces(),
            ...(why === undefined ? {} : { evaluations: why.element }),
          }),
    () => makeWaits(report),
    () => makeMoney(report),
    () => makeTroubles(report, view),
    () => {
      evaluations = makeEvaluations(report, view);
      return evaluations?.element;
    },
    () => makeDetails(report, view),
  ];
  return makers.map((maker) => () => {
    const part = maker();
    if (part !== undefined) addExports(part);
    return part;
  });
}
