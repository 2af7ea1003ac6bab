// Every evaluation in a table, a page at a time: when, what was asked for, the formula's own variables, the error.

import { type EvaluationRecord, formatNumber, type Report } from '../../planner/index.ts';
import { button, make, section } from '../dom.ts';
import { clockText, type TimeView } from '../view.ts';
import { targetText } from './evaluation-strip.ts';

const PAGE = 25;

export interface EvaluationsPane {
  readonly element: HTMLElement;
  /** Turns to an evaluation and marks it. */
  readonly choose: (evaluation: number) => void;
}

/** The section; choosing a row points at its time in the charts. */
export function makeEvaluations(report: Report, view: TimeView): EvaluationsPane | undefined {
  const { list, total, errors, every } = report.evaluations;
  if (total === 0) return undefined;
  const numbered = list.map((evaluation, index) => ({ evaluation, index }));
  const failed = numbered.filter(({ evaluation }) => evaluation.error !== undefined);
  const several = report.pools.length > 1;
  const body = make('tbody');
  const pager = makePager();
  const { room } = view;
  // As far as this run has such rows.
  let rows = room.evaluations.isFailed && failed.length > 0 ? failed : numbered;
  let first = room.evaluations.first < rows.length ? room.evaluations.first : 0;
  let chosen: number | null = null;

  const draw = () => {
    Object.assign(room.evaluations, { first, isFailed: rows !== numbered });
    const shown = rows.slice(first, first + PAGE);
    body.replaceChildren(
      ...shown.map(({ evaluation, index }) =>
        rowOf(evaluation, index === chosen, view, several, () => choose(index)),
      ),
    );
    pager.update(first, rows.length, (to) => {
      first = to;
      draw();
    });
  };
  const choose = (index: number) => {
    chosen = index;
    if (rows !== numbered && list[index]!.error === undefined) {
      rows = numbered;
      filter.checked = false;
    }
    const place = rows.findIndex((row) => row.index === index);
    if (place < first || place >= first + PAGE) first = Math.floor(place / PAGE) * PAGE;
    draw();
    const { time } = list[index]!;
    const [from, to] = view.shown();
    if (time < from || time > to) view.show(time - (to - from) / 2, time + (to - from) / 2);
    view.point(time);
  };
  const filter = make('input', {
    type: 'checkbox',
    disabled: failed.length === 0,
    checked: rows !== numbered,
  });
  filter.addEventListener('change', () => {
    rows = filter.checked ? failed : numbered;
    first = 0;
    draw();
  });
  const only = make(
    'label',
    { class: 'check' },
    filter,
    `only the ${formatNumber(failed.length, 0)} that failed`,
  );
  draw();
  const thinned = every === 1 ? '' : ` Every ${every}th of ${formatNumber(total, 0)} is here.`;
  const codes = errors.map(({ code, count }) => `${code} ${formatNumber(count, 0)} times`).join(', ');
  const intro = `What each evaluation of the formula saw and asked for.${thinned}${codes === '' ? '' : ` Errors: ${codes}.`}`;
  const controls = make('div', { class: 'switches' }, failed.length === 0 ? undefined : only, pager.element);
  const element = section('evaluations', 'Evaluations', intro, controls, makeGrid(body));
  return {
    element,
    choose: (index) => {
      choose(index);
      element.querySelector('tr.chosen')?.scrollIntoView({ block: 'center' });
    },
  };
}

function makeGrid(body: HTMLElement): HTMLElement {
  const names = ['Time (UTC)', 'Asked for', 'Variables', 'Error'];
  const head = make('tr', {}, ...names.map((name) => make('th', { scope: 'col' }, name)));
  const caption = make('caption', { class: 'hidden' }, 'Evaluations');
  const grid = make('table', { class: 'evaluations' }, caption, make('thead', {}, head), body);
  return make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Evaluations' }, grid);
}

function rowOf(
  evaluation: EvaluationRecord,
  chosen: boolean,
  view: TimeView,
  several: boolean,
  choose: () => void,
): HTMLElement {
  const { time, poolId, variables, error } = evaluation;
  const values = variables.map(({ name, value }) =>
    make('span', { class: 'pair' }, `${name}=`, make('b', {}, value)),
  );
  const when = make('button', { type: 'button', class: 'link' }, clockText(view, time));
  when.addEventListener('click', choose);
  return make(
    'tr',
    {
      class: `${chosen ? 'chosen' : ''}${error === undefined ? '' : ' failed'}`.trim() || undefined,
      'aria-current': chosen ? 'true' : undefined,
    },
    make('td', { class: 'when' }, when, several ? ` ${poolId}` : ''),
    make('td', {}, targetText(evaluation)),
    make('td', { class: 'values' }, ...values),
    make(
      'td',
      { class: 'error' },
      ...(error === undefined ? [] : [make('b', {}, error.code), ` ${error.message}`]),
    ),
  );
}

function makePager() {
  const place = make('span', { class: 'place' });
  let turn = (_: -1 | 1): void => undefined;
  const back = button('Earlier evaluations', {}, () => turn(-1), '‹');
  const on = button('Later evaluations', {}, () => turn(1), '›');
  return {
    element: make('div', { class: 'pager', role: 'group', 'aria-label': 'Pages' }, back, place, on),
    update(first: number, count: number, go: (first: number) => void): void {
      place.textContent = `${formatNumber(Math.min(count, first + 1), 0)}–${formatNumber(Math.min(count, first + PAGE), 0)} of ${formatNumber(count, 0)}`;
      back.disabled = first === 0;
      on.disabled = first + PAGE >= count;
      turn = (by) => go(Math.max(0, first + by * PAGE));
    },
  };
}
