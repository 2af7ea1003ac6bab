// One run to look at: its numbers, its charts over time, who ran where, the pool as a picture, and why each
// evaluation said what it said. All of them share one stretch of time and one cursor.

import { make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { createView, type TimeView } from '../view.ts';
import { makeGantt } from './gantt.ts';
import { makePool } from './pool.ts';
import { makeSummary } from './summary.ts';
import { makeTimeline } from './timeline.ts';

/** The pane of results. */
export function makeSeePane(page: Playground): HTMLElement {
  const place = make('div', { class: 'see-pane' });
  let view: TimeView | undefined;
  let drawn: unknown;
  const draw = () => {
    const entry = page.runner.runs().entries[0];
    if (entry === undefined || entry === drawn) return;
    drawn = entry;
    const { report, timeline } = entry;
    view = createView(report.end.time, Date.parse(report.start), view);
    place.replaceChildren(
      makeSummary(report),
      makeTimeline(report, view, () => {}),
      makePool(report, timeline, view).element,
      makeGantt(timeline, view),
    );
  };
  page.runner.listen(draw);
  draw();
  return place;
}
