// A comparison as a table for a terminal, the best of each row marked, and one sentence of what was found.

import { type Comparison, type ComparisonRow, formatShare } from '../../planner/index.ts';
import type { Style } from '../style.ts';
import { HEADLINES, isNothing } from './headlines.ts';
import { type Cell, renderTable } from './table.ts';

/** The table; a star marks the best, and behind several seeds stands how sure the difference to the first is. */
export function renderComparison(comparison: Comparison, style: Style): string {
  const rows = comparison.rows.filter(
    ({ key, cells }) => HEADLINES.has(key) && !cells.every(({ value }) => isNothing(value)),
  );
  const runs = Math.max(...comparison.runs);
  const head = ['', ...comparison.titles.map((text): Cell => ({ text: `${text}  `, tone: 'bold' }))];
  const table = renderTable([head, ...rows.map((row) => [row.label, ...row.cells.map(cellOf)])], style);
  const legend =
    runs > 1
      ? `* best; means over ${runs} seeds; + or - after a number: surely better or worse than the first column (95 %).`
      : '* best';
  return `${table}\n${style('dim', legend)}\n`;
}

function cellOf({ formatted, best, verdict, difference }: ComparisonRow['cells'][number]): Cell {
  const sure =
    difference === undefined || verdict === 'same' || verdict === null
      ? ' '
      : verdict === 'better'
        ? '+'
        : '-';
  return best
    ? { text: `${formatted}${sure === ' ' ? '' : sure}${sure === ' ' ? ' *' : '*'}`, tone: 'green' }
    : { text: `${formatted} ${sure}` };
}

/** Who costs least and who waits least, and by how much; computed from the table alone. */
export function concludeComparison({ titles, rows }: Comparison): string {
  const cost = extremesOf(
    rows.find(({ key }) => key === 'cost.total'),
    titles,
  );
  const wait = extremesOf(
    rows.find(({ key }) => key === 'wait.p95'),
    titles,
  );
  if (cost === undefined) return 'There is nothing to compare.';
  const money = isAlike(cost)
    ? `All cost the same, ${cost.least.text}`
    : `${cost.least.title} costs least: ${cost.least.text}, ${formatShare(cost.least.value / cost.most.value)} of what ${cost.most.title} costs (${cost.most.text})`;
  const unfinished = warnOfUnfinished({ titles, rows });
  if (wait === undefined) return `${money}; there are no waits to compare.${unfinished}`;
  const time = `95% of its tasks start within ${wait.least.text}, against ${wait.most.text} with ${wait.most.title}`;
  const patience = isAlike(wait)
    ? 'all wait the same'
    : cost.least.title === wait.least.title && !isAlike(cost)
      ? `it waits least as well: ${time}`
      : `${wait.least.title} waits least: ${time}`;
  return `${money}; ${patience}.${unfinished}`;
}

/** Whoever leaves tasks undone is cheap for a reason. */
function warnOfUnfinished({ titles, rows }: Pick<Comparison, 'titles' | 'rows'>): string {
  const cells = rows.find(({ key }) => key === 'tasks.unfinished')?.cells ?? [];
  if (cells.every(({ value }) => value === cells[0]?.value)) return '';
  const lists = cells.flatMap(({ value, formatted }, at) =>
    isNothing(value) ? [] : [`${titles[at]} ${formatted}`],
  );
  return ` Unfinished at the end: ${lists.join(', ')}.`;
}

interface Extreme {
  readonly title: string;
  readonly text: string;
  readonly value: number;
}

interface Extremes {
  readonly least: Extreme;
  readonly most: Extreme;
}

const isAlike = ({ least, most }: Extremes): boolean => least.text === most.text;

function extremesOf(row: ComparisonRow | undefined, titles: readonly string[]): Extremes | undefined {
  const known = (row?.cells ?? []).flatMap(({ value, formatted }, at): Extreme[] =>
    value === null ? [] : [{ title: titles[at]!, text: formatted, value }],
  );
  const sorted = [...known].sort((a, b) => a.value - b.value);
  const [least] = sorted;
  const most = sorted.at(-1);
  return least === undefined || most === undefined || sorted.length < 2 ? undefined : { least, most };
}
