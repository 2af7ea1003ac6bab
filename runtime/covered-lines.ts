// Coverage by lines and parts: what readers of texts mark, whether on a terminal, on a page or in an editor.

import { lineText, placeAt } from '../grammar/index.ts';
import type { Coverage, CoverageCounts } from './coverage.ts';

/** The whole per cent reached, rounded down: 100 only when everything is; 100 where there is nothing. */
export const percentOf = ({ reached, total }: CoverageCounts['statements']): number =>
  total === 0 ? 100 : Math.floor((100 * reached) / total);

/** A part of a formula that no test reached. */
export interface Missed {
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

/** Everything that no test reached, in the order of the text. */
export function missedParts({ source, statements, decisions }: Coverage): readonly Missed[] {
  const never = statements
    .filter(({ hits }) => hits === 0)
    .map(({ span }) => ({ offset: span.start, says: 'this statement is never reached' }));
  const branches = decisions.flatMap((decision) =>
    decision.branches
      .filter(({ hits }) => hits === 0)
      .map(({ span, missing }) => ({ offset: span.start, says: missing })),
  );
  return [...never, ...branches]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, says }) => ({ ...placeAt(source, offset), says }));
}

/** How often each line with a statement on it was reached: as often as the least of them. */
export function hitsByLine({
  source,
  statements,
}: Pick<Coverage, 'source' | 'statements'>): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (const { span, hits } of statements) {
    const last = placeAt(source, Math.max(span.start, span.end - 1)).line;
    for (let { line } = placeAt(source, span.start); line <= last; line++) {
      if (isCode(lineText(source, line))) lines.set(line, Math.min(lines.get(line) ?? hits, hits));
    }
  }
  return new Map([...lines].sort(([a], [b]) => a - b));
}

const isCode = (text: string): boolean => !/^\s*(\/\/.*)?$/.test(text);

/** A line with a statement on it. `partly` is one of which some branch was never taken. */
export interface CoveredLine {
  readonly line: number;
  readonly kind: 'reached' | 'partly' | 'missed';
  readonly hits: number;
  /** What of it was never tried, in words. */
  readonly never: readonly string[];
}

/** Every line with a statement on it, in order. */
export function coveredLines(coverage: Coverage): readonly CoveredLine[] {
  const missed = missedParts(coverage);
  return [...hitsByLine(coverage)].map(([line, hits]) => {
    const never = missed.filter((one) => one.line === line).map(({ says }) => says);
    return { line, hits, never, kind: hits === 0 ? 'missed' : never.length > 0 ? 'partly' : 'reached' };
  });
}
