// The question's scenario and what came of it: how far the run is, what is wrong, and the report's charts.

import { button, make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import type { Runs } from '../runner.ts';
import { makeSingle } from './single.ts';

/** The pane of runs; the last good result stays, dimmed, while another is made or fails. */
export function makeSimulatePane({ runner }: Playground): HTMLElement {
  const status = make('div', { class: 'run-status' });
  const result = make('div', { class: 'run-result' });
  let drawn: Runs['entries'] | undefined;
  const draw = (runs: Runs) => {
    status.replaceChildren(...statusOf(runs, runner.cancel));
    result.classList.toggle('stale', runs.isStale);
    if (runs.entries === drawn) return;
    drawn = runs.entries;
    result.replaceChildren(...runs.entries.slice(0, 1).map(({ report }) => makeSingle(report)));
  };
  runner.listen(draw);
  draw(runner.runs());
  return make('div', { class: 'simulate-pane' }, status, result);
}

function statusOf({ status, progress, problems }: Runs, cancel: () => void): readonly HTMLElement[] {
  const running = [
    make('progress', { max: 1, value: progress, 'aria-label': 'Simulating' }),
    button('Stop the run', { class: 'small' }, cancel, 'Stop'),
  ];
  const sentences = problems.map(({ message, hint }) =>
    make('p', { class: 'problem', role: 'alert' }, message, hint === undefined ? '' : ` ${hint}`),
  );
  return [...(status === 'running' ? running : []), ...sentences];
}
