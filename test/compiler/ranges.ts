// Ranges as text: each name and each target with what it can be, and the ways the evaluation can fail.

import { type ProgramRanges, printNumbers, printRange, rangesOf } from '../../compiler/index.ts';
import { placeAt } from '../../grammar/index.ts';
import { compileText } from './corpus.ts';

/** The ranges of a formula, a line for each name, target and failure. */
export function showRanges(text: string): string {
  const { program } = compileText(text);
  if (program === undefined) return 'no program';
  const ranges = rangesOf(program);
  const names = [...ranges.names].map(([name, range]) => `${name}: ${printRange(range)}`);
  const failures = ranges.failures.map(({ kind, span }) => {
    const { line, column } = placeAt(program.source, span.start);
    return `${line}:${column} may fail: ${kind}`;
  });
  return [...names, ...targetLines(ranges), ...failures].join('\n');
}

const targetLines = ({ targets, option }: ProgramRanges): readonly string[] => [
  ...Object.entries(targets)
    .filter(([, { isAssigned }]) => isAssigned)
    .map(([id, { nodes }]) => `the pool: ${id} ${printNumbers(nodes)}`),
  `the pool: ${[...option].join(' or ')}`,
];
