// A comparison in sentences: how each formula differs from the first in what people ask about first.

import type { Comparison, ComparisonRow } from '../planner/index.ts';

interface Asked {
  readonly key: string;
  /** What is said of a formula, by its amount and that of the first. */
  readonly words: (amount: string, first: string, change: string) => string;
}

/** What is told, in this order. */
// biome-ignore format: a table
const ASKED: readonly Asked[] = [
  { key: 'cost.total',         words: (amount, first, change) => `it costs ${change === '' ? '' : `${change}, `}${amount} in place of ${first}` },
  { key: 'wait.p95',           words: (amount, first) => `95% of the tasks start within ${amount} in place of ${first}` },
  { key: 'makespan',           words: (amount, first) => `the work is done after ${amount} in place of ${first}` },
  { key: 'tasks.unfinished',   words: (amount, first) => `unfinished tasks: ${amount} in place of ${first}` },
  { key: 'evaluations.failed', words: (amount, first) => `failed evaluations: ${amount} in place of ${first}` },
];

/** Differences smaller than this share are not told. */
const NOTABLE = 0.005;

/** One sentence for each formula after the first. */
export function differencesOf({ titles, rows }: Comparison): readonly string[] {
  const [first = ''] = titles;
  return titles.slice(1).map((title, at) => {
    const clauses = ASKED.flatMap((asked) => {
      const row = rows.find(({ key }) => key === asked.key);
      return row === undefined ? [] : clauseOf(asked, row, at + 1);
    });
    if (clauses.length === 0) return `${title} comes out like ${first}.`;
    return `${title} against ${first}: ${clauses.join('; ')}.`;
  });
}

function clauseOf({ words }: Asked, { cells }: ComparisonRow, at: number): readonly string[] {
  const [one, other] = [cells[0]!, cells[at]!];
  if (one.value === null || other.value === null) return [];
  const by = other.value - one.value;
  if (by === 0 || Math.abs(by) < NOTABLE * Math.abs(one.value)) return [];
  return [words(other.formatted, one.formatted, changeOf(one.value, other.value))];
}

/** `12% less`, `3.4 times as much`; nothing where there is no ratio. */
function changeOf(one: number, other: number): string {
  if (one === 0) return '';
  const ratio = other / one;
  if (ratio >= 2) return `${ratio.toFixed(1)} times as much`;
  return `${Math.max(1, Math.round(Math.abs(ratio - 1) * 100))}% ${ratio > 1 ? 'more' : 'less'}`;
}
