// A comparison in sentences: how each formula differs from the first in what people ask about first.

import type { Comparison, ComparisonRow } from '../planner/index.ts';

interface Asked {
  readonly key: string;
  readonly more: string;
  readonly less: string;
}

/** What is told, in this order, and the words for more and less of it. */
// biome-ignore format: a table
const ASKED: readonly Asked[] = [
  { key: 'cost.total',         more: 'costs',                     less: 'costs' },
  { key: 'wait.p95',           more: 'its tasks wait',            less: 'its tasks wait' },
  { key: 'makespan',           more: 'it is done',                less: 'it is done' },
  { key: 'tasks.unfinished',   more: 'it leaves undone',          less: 'it leaves undone' },
  { key: 'evaluations.failed', more: 'its evaluations fail',      less: 'its evaluations fail' },
];

/** Differences smaller than this share are not told. */
const NOTABLE = 0.005;

/** One sentence for each formula after the first. */
export function differencesOf({ titles, rows }: Comparison): readonly string[] {
  const [first = ''] = titles;
  return titles.slice(1).map((title, at) => {
    const clauses = ASKED.flatMap((asked) => {
      const row = rows.find(({ key }) => key === asked.key);
      const clause = row === undefined ? undefined : clauseOf(asked, row, at + 1);
      return clause === undefined ? [] : [clause];
    });
    if (clauses.length === 0) return `${title} comes out like ${first}.`;
    return `${title} against ${first}: ${clauses.join('; ')}.`;
  });
}

function clauseOf({ key, more, less }: Asked, { cells }: ComparisonRow, at: number): string | undefined {
  const [one, other] = [cells[0]!, cells[at]!];
  if (one.value === null || other.value === null) return undefined;
  const by = other.value - one.value;
  if (by === 0 || Math.abs(by) < NOTABLE * Math.abs(one.value)) return undefined;
  const verb = by > 0 ? more : less;
  const amounts = `${other.formatted} in place of ${one.formatted}`;
  if (one.value === 0) return `${verb} ${amounts}`;
  const share = Math.abs(by) / Math.abs(one.value);
  const size =
    by > 0 && share >= 1
      ? `${(1 + share).toFixed(1)} times as much`
      : `${Math.round(share * 100)}% ${comparative(key, by > 0)}`;
  return `${verb} ${size}, ${amounts}${key === 'wait.p95' ? ' for 95%' : ''}`;
}

function comparative(key: string, isMore: boolean): string {
  if (key === 'wait.p95') return isMore ? 'longer' : 'shorter';
  if (key === 'makespan') return isMore ? 'later' : 'sooner';
  if (key === 'evaluations.failed') return isMore ? 'more often' : 'less often';
  return isMore ? 'more' : 'less';
}
