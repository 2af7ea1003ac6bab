// What tests reach of formulas, for people and for programs that read lcov.

import { lineText, placeAt } from '../../grammar/index.ts';
import { type Coverage, type CoverageCounts, countCoverage } from '../../runtime/index.ts';
import type { Style } from '../style.ts';

/** The whole per cent reached, rounded down: 100 only when everything is; 100 where there is nothing. */
export const percentOf = ({ reached, total }: CoverageCounts['statements']): number =>
  total === 0 ? 100 : Math.floor((100 * reached) / total);

/** A paragraph a formula: how much was reached, and what was not. */
export const renderCoverage = (coverage: readonly Coverage[], style: Style): string =>
  coverage.map((one) => renderOne(one, style)).join('');

function renderOne(coverage: Coverage, style: Style): string {
  const { source } = coverage;
  const { statements, branches } = countCoverage(coverage);
  const figure = (part: CoverageCounts['statements'], noun: string): string => {
    const percent = percentOf(part);
    return `${style(percent === 100 ? 'green' : 'yellow', `${percent} %`)} of ${part.total} ${noun}${part.total === 1 ? '' : noun === 'branch' ? 'es' : 's'}`;
  };
  const missed = missedParts(coverage).map(
    ({ line, column, says }) => `  ${style('dim', `${source.name}:${line}:${column}:`)} ${says}\n`,
  );
  return `\n${style('bold', source.name)} is covered ${figure(statements, 'statement')}, ${figure(branches, 'branch')}\n${missed.join('')}`;
}

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

/** Coverage as lcov reads it: a record for each formula, with lines, and branches by the line of their decision. */
export const coverageLcov = (coverage: readonly Coverage[]): string => coverage.map(lcovRecord).join('');

function lcovRecord({ source, statements, decisions }: Coverage): string {
  const lines = hitsByLine({ source, statements });
  const branches = decisions.flatMap((decision, block) => {
    const { line } = placeAt(source, decision.span.start);
    const isReached = decision.branches.some(({ hits }) => hits > 0);
    return decision.branches.map(({ hits }, at) => `BRDA:${line},${block},${at},${isReached ? hits : '-'}`);
  });
  const reached = decisions.flatMap((decision) => decision.branches).filter(({ hits }) => hits > 0).length;
  return [
    'TN:',
    `SF:${source.name}`,
    ...branches,
    `BRF:${branches.length}`,
    `BRH:${reached}`,
    ...[...lines].map(([line, hits]) => `DA:${line},${hits}`),
    `LF:${lines.size}`,
    `LH:${[...lines.values()].filter((hits) => hits > 0).length}`,
    'end_of_record\n',
  ].join('\n');
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
