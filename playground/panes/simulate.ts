// The question's scenario and what came of it: how far the run is, what is wrong, and the report's charts.

import { button, make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import type { Runs } from '../runner.ts';
import { makeSeePane } from './see.ts';

/** The pane of runs; the last good result stays, dimmed, while another is made or fails. */
export function makeSimulatePane(page: Playground): HTMLElement {
  const status = make('div', { class: 'run-status' });
  const { runner } = page;
  const result = make('div', { class: 'run-result' }, makeSeePane(page));
  const draw = (runs: Runs) => {
    status.replaceChildren(...statusOf(runs, runner.cancel));
    result.classList.toggle('stale', runs.isStale);
  };
  runner.listen(draw);
  draw(runner.runs());
  return make('div', { class: 'simulate-pane' }, status, result);
}

function statusOf({ status, progress, problems, remark }: Runs, cancel: () => void): readonly HTMLElement[] {
  const running = [
    make('progress', { max: 1, value: progress, 'aria-label': 'Simulating' }),
    button('Stop the run', { class: 'small' }, cancel, 'Stop'),
  ];
  const sentences = problems.map(({ message, hint }) =>
    make('p', { class: 'problem', role: 'alert' }, message, hint === undefined ? '' : ` ${hint}`),
  );
  const remarks = remark === '' ? [] : [make('p', { class: 'remark' }, remark)];
  return [...(status === 'running' ? running : []), ...remarks, ...sentences];
}
