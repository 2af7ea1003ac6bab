// The outcome of tests for people: what failed, what came instead, the lines that decided it, and what to do.

import { describeFailure, type Failure, failureHint } from '../../planner/index.ts';
import type { Style } from '../style.ts';
import type { FileOutcome, Outcome, TestRun } from '../testing/run-tests.ts';
import { harmless } from './diagnostics.ts';

/** Every case with a mark; those that failed with their reasons; and a line that sums up. */
export function renderTests({ files }: TestRun, style: Style): string {
  const all = files.flatMap(({ outcomes }) => outcomes);
  if (all.length === 0) return '';
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  const verdict =
    failed === 0
      ? style('green', `${counted(all.length, 'case')} passed`)
      : `${style('red', `${failed} of ${counted(all.length, 'case')} failed`)}`;
  return `${files.map((file) => renderFile(file, style)).join('\n')}\n${verdict}\n`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const renderFile = ({ file, outcomes }: FileOutcome, style: Style): string =>
  `${style('bold', file.source.name)}\n${outcomes.map((one) => renderOutcome(one, file.source.name, style)).join('')}`;

function renderOutcome({ test, failures }: Outcome, file: string, style: Style): string {
  if (failures.length === 0) return `  ${style('green', '✓')} ${harmless(test.name)}\n`;
  const head = `  ${style('red', '✗')} ${harmless(test.name)} ${style('dim', `(${file}:${test.line})`)}\n`;
  return (
    head +
    renderFailures(test, failures, style)
      .map((line) => `${`      ${line}`.trimEnd()}\n`)
      .join('')
  );
}

/** The lines about one case that failed, without indentation. The lines that decided are told once for all. */
export function renderFailures(
  test: Outcome['test'],
  failures: readonly Failure[],
  style: Style,
): readonly string[] {
  const told = new Set<string>();
  const once = (part: readonly string[]): readonly string[] => {
    const key = part.join('\n');
    if (told.has(key)) return [];
    told.add(key);
    return part;
  };
  const lines = failures.flatMap((failure) => {
    const when = failure.when === undefined ? '' : style('dim', ` in ${failure.when}`);
    return [...once([`${describeFailure(failure)}${when}`]), ...decidingText(failure, style).flatMap(once)];
  });
  const hint = failureHint(test, failures[0]!);
  return [...lines, `${style('cyan', 'hint')}: ${hint}`];
}

/** The lines of each statement that decided. */
const decidingText = ({ deciding }: Failure, style: Style): readonly (readonly string[])[] =>
  deciding.map(({ line, text, value, because }) => [
    `  ${style('dim', String(line).padStart(3))}  ${text} ${style('dim', '→')} ${value === undefined ? 'failed' : style('cyan', value)}`,
    ...because.map((reason) => `         ${style('dim', reason)}`),
  ]);
