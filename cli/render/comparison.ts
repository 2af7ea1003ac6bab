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
  const unfinished = rows.find(({ key }) => key === 'tasks.unfinished')?.cells ?? [];
  const caveat = (title: string): string => {
    const left = unfinished[titles.indexOf(title)];
    return left === undefined || isNothing(left.value)
      ? ''
      : ` (and leaves ${left.formatted} tasks unfinished)`;
  };
  if (cost === undefined || wait === undefined) return 'There is nothing to compare.';
  const money = `${cost.least.title} costs least, ${cost.least.text}${caveat(cost.least.title)}, ${fraction(cost)} ${cost.most.title} costs (${cost.most.text})`;
  const time = `95 % of the tasks start within ${wait.least.text}, against ${wait.most.text} with ${wait.most.title}`;
  if (cost.least.title === wait.least.title) return `${money}, and it waits least as well: ${time}.`;
  return `${money}; ${wait.least.title} waits least${caveat(wait.least.title)}: ${time}.`;
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

function extremesOf(row: ComparisonRow | undefined, titles: readonly string[]): Extremes | undefined {
  const known = (row?.cells ?? []).flatMap(({ value, formatted }, at): Extreme[] =>
    value === null ? [] : [{ title: titles[at]!, text: formatted, value }],
  );
  const sorted = [...known].sort((a, b) => a.value - b.value);
  const [least] = sorted;
  const most = sorted.at(-1);
  return least === undefined || most === undefined || sorted.length < 2 ? undefined : { least, most };
}

function fraction({ least, most }: Extremes): string {
  if (most.value === 0 || least.value === most.value) return 'as much as';
  return `${formatShare(least.value / most.value)} of what`;
}
