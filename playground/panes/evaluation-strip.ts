// The evaluations as ticks above the charts; pointing at one shows what the formula saw and decided.

import { type EvaluationRecord, formatNumber, type Report } from '../../planner/index.ts';
import { make } from '../dom.ts';
import { drawTicks } from '../plots/ticks.ts';
import { clockText, type TimeView } from '../view.ts';

/** Most variables in the card; the table below the charts has them all. */
const VARIABLES_SHOWN = 8;
const CARD_WIDTH = 300;

/** The strip with its card. */
export function makeEvaluationStrip(
  report: Report,
  view: TimeView,
  onChoose: (evaluation: number) => void,
): HTMLElement {
  const { list, total, failed } = report.evaluations;
  const place = make('div', { class: 'plot' });
  const card = make('div', { class: 'card pop', role: 'status', hidden: true });
  const label = `${formatNumber(total, 0)} evaluations, ${failed === 0 ? 'none' : formatNumber(failed, 0)} failed. Arrow keys go from one to the next, Enter shows more of one.`;
  const several = report.pools.length > 1;
  drawTicks(
    place,
    {
      label,
      ticks: list.map(({ time, error }) => ({ time, failed: error !== undefined })),
      onPoint: (index, x) => {
        card.hidden = index === null;
        if (index === null) return;
        card.replaceChildren(...cardOf(list[index]!, view, several));
        card.style.left = `${Math.max(0, Math.min(place.clientWidth - CARD_WIDTH, x - CARD_WIDTH / 2))}px`;
      },
      onChoose,
    },
    view,
  );
  const name = make('h3', {}, 'Evaluations');
  const legend = make(
    'p',
    { class: 'legend-note' },
    `${formatNumber(total, 0)}, ${failed === 0 ? 'none failed' : `${formatNumber(failed, 0)} failed (tall)`}; point at one for its values, click for more`,
  );
  return make(
    'figure',
    { class: 'evaluations' },
    make('figcaption', {}, name, legend),
    make('div', { class: 'anchor' }, place, card),
  );
}

function cardOf(evaluation: EvaluationRecord, view: TimeView, several: boolean): readonly Node[] {
  const { time, poolId, variables, error } = evaluation;
  const shown = variables.slice(0, VARIABLES_SHOWN);
  const rest = variables.length - shown.length;
  return [
    make('p', { class: 'when' }, `${clockText(view, time)} UTC${several ? ` · ${poolId}` : ''}`),
    make('p', { class: 'targets' }, targetText(evaluation)),
    ...(error === undefined
      ? []
      : [make('p', { class: 'error' }, make('b', {}, error.code), ` ${error.message}`)]),
    make(
      'dl',
      { class: 'variables' },
      ...shown.flatMap(({ name, value }) => [make('dt', {}, name), make('dd', {}, value)]),
    ),
    ...(rest > 0 ? [make('p', { class: 'more' }, `and ${rest} more`)] : []),
  ];
}

/** The targets of an evaluation in words. */
export function targetText({ dedicated, lowPriority, error }: EvaluationRecord): string {
  if (dedicated === null && lowPriority === null) return 'no target';
  const kept = error === undefined ? '' : ' (kept)';
  return `${dedicated ?? 0} dedicated, ${lowPriority ?? 0} low-priority${kept}`;
}
