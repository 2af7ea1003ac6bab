// What tests reach of formulas, for people and for programs that read lcov.

import { placeAt } from '../../grammar/index.ts';
import {
  type Coverage, type CoverageCounts, countCoverage, hitsByLine, missedParts, percentOf,
} from '../../runtime/index.ts'; // biome-ignore format: one list
import type { Style } from '../style.ts';

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
