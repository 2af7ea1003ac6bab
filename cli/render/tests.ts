// The outcome of tests for people: what failed, what came instead, the lines that decided it, and what to do.

import type { Style } from '../style.ts';
import { SUCCESS } from '../testing/expectation.ts';
import type { Failure } from '../testing/run-case.ts';
import type { FileOutcome, Outcome, TestRun } from '../testing/run-tests.ts';

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
  if (failures.length === 0) return `  ${style('green', '✓')} ${test.name}\n`;
  const head = `  ${style('red', '✗')} ${test.name} ${style('dim', `(${file}:${test.line})`)}\n`;
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
  const hint = hintFor(test, failures[0]!);
  return [...lines, `${style('cyan', 'hint')}: ${hint}`];
}

/** `dedicated is 10; expected <= 5`. */
export function describeFailure({ what, expected, actual }: Failure): string {
  if (what === 'the evaluation') return `the evaluation failed with ${actual}`;
  return actual === SUCCESS
    ? `the evaluation succeeded; expected ${expected}`
    : `${what} is ${actual}; expected ${expected}`;
}

/** The lines of each statement that decided. */
const decidingText = ({ deciding }: Failure, style: Style): readonly (readonly string[])[] =>
  deciding.map(({ line, text, value, because }) => [
    `  ${style('dim', String(line).padStart(3))}  ${text} ${style('dim', '→')} ${value === undefined ? 'failed' : style('cyan', value)}`,
    ...because.map((reason) => `         ${style('dim', reason)}`),
  ]);

function hintFor(test: Outcome['test'], { what, actual, about, deciding, expected }: Failure): string {
  const last = deciding.at(-1)?.line;
  const formula = test.formula?.source.name ?? 'the formula';
  if (about.kind === 'error' && what === 'the evaluation') {
    return actual.startsWith('InsufficientSampleData')
      ? `give the state more samples, or guard line ${last ?? '?'} of ${formula} with GetSamplePercent; if it is meant to fail, expect \`error: InsufficientSampleData\``
      : `mend line ${last ?? '?'} of ${formula}; if it is meant to fail, expect \`error: AutoScalingFormulaEvaluationError\``;
  }
  if (about.kind === 'error')
    return `the evaluation does not end in ${expected}; take \`error\` out of the case if that is right`;
  if (about.kind === 'other') {
    return what === 'warnings' || what === 'results'
      ? `write what came into the case if that is right: \`${what}: ${what === 'warnings' ? `[${actual === 'none' ? '' : actual}]` : actual}\``
      : 'the same scenario under `lazurite simulate --report report.html` shows why';
  }
  const key = about.kind === 'name' ? `names: { ${what}: ${actual} }` : `${what}: ${actual}`;
  return last === undefined
    ? `${formula} does not assign it in this case`
    : `change line ${last} of ${formula}, or what decides it; if ${actual} is right, expect \`${key}\``;
}
