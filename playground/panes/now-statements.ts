// What each statement came to, in the order of the formula; a statement opens to the parts it was made of.

import { button, make, section } from '../dom.ts';
import type { EvaluatedPart, EvaluatedStatement, Outcome } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { lineLink } from './line-link.ts';

/** The section of statements. */
export function makeStatements(page: Playground): HTMLElement {
  const body = make('tbody');
  const open = new Set<number>();
  let drawn = '';
  const draw = (outcome: Outcome | undefined) => {
    body.parentElement?.classList.toggle('stale', outcome?.kind === 'refused');
    if (outcome?.kind !== 'evaluated') return;
    // Most changes of samples change few values: the same rows need not be made again.
    const wanted = JSON.stringify([outcome.statements, [...open]]);
    if (wanted === drawn) return;
    drawn = wanted;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.statement;
    const rows = outcome.statements.map((statement, at) => {
      const toggle = () => {
        if (!open.delete(at)) open.add(at);
        draw(page.evaluations.read());
      };
      return rowsOf(statement, { at, isOpen: open.has(at), toggle, page });
    });
    body.replaceChildren(...rows.flat());
    if (focused !== undefined) body.querySelector<HTMLElement>(`[data-statement="${focused}"]`)?.focus();
  };
  const head = make(
    'tr',
    {},
    ...['Line', 'Statement', 'Value'].map((name) => make('th', { scope: 'col' }, name)),
  );
  const grid = make(
    'table',
    { class: 'statements' },
    make('caption', { class: 'hidden' }, 'Statements and their values'),
    make('thead', {}, head),
    body,
  );
  page.evaluations.listen(draw);
  draw(page.evaluations.read());
  const scroll = make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Statements and their values' },
    grid,
  );
  return section(
    'now-statements',
    'Statements',
    'What each came to, in order. A later value of a name replaces the earlier one.',
    scroll,
  );
}

interface RowNeeds {
  readonly at: number;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly page: Playground;
}

function rowsOf(
  statement: EvaluatedStatement,
  { at, isOpen, toggle, page }: RowNeeds,
): readonly HTMLElement[] {
  const { place, name, text, outcome, value, isTarget, parts } = statement;
  const where = lineLink(place, page, String(place.line));
  const label = `${isOpen ? 'Hide' : 'Show'} the parts of line ${place.line}`;
  const opener = button(
    label,
    { class: 'opener', 'aria-expanded': String(isOpen), 'data-statement': at, disabled: parts.length === 0 },
    toggle,
    isOpen ? '▾' : '▸',
  );
  const said = outcome === 'failed' ? 'failed' : outcome === 'unreached' ? 'not reached' : (value ?? '');
  const kind = [outcome, isTarget ? 'target' : ''].filter((one) => one !== '').join(' ');
  const head = make(
    'tr',
    { class: kind },
    make('td', { class: 'number' }, where),
    make(
      'td',
      {},
      make(
        'div',
        { class: 'statement' },
        opener,
        make(
          'code',
          { title: text },
          name === undefined ? text : name,
          name === undefined ? '' : make('span', { class: 'rest' }, restOf(text, name)),
        ),
      ),
    ),
    make('td', { class: 'value' }, valueElement(said)),
  );
  return isOpen ? [head, ...parts.map((part) => partRow(part, page))] : [head];
}

/** What follows the name. */
const restOf = (text: string, name: string): string =>
  text.startsWith(name) ? text.slice(name.length) : ` ${text}`;

function partRow({ place, text, value, depth }: EvaluatedPart, page: Playground): HTMLElement {
  const show = button(
    `Show ${text} in the formula`,
    { class: 'link' },
    () => page.place.put({ ...place }),
    make('code', {}, text),
  );
  return make(
    'tr',
    { class: 'part' },
    make('td', {}),
    make('td', { style: `--depth: ${Math.min(depth, 8)}` }, show),
    make('td', { class: 'value' }, valueElement(value)),
  );
}

/** The most letters of a value; a vector of a day would fill the page. */
const LONGEST = 120;
/** One this short is never broken. */
const SHORT = 14;

const valueElement = (value: string): HTMLElement =>
  make(
    'code',
    { class: value.length <= SHORT ? 'short' : undefined },
    value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value,
  );
