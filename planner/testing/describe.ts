// What did not come as expected, in words: the same on a terminal, in files for build servers and on a page.

import { SUCCESS } from './expectation.ts';
import type { Failure } from './run-case.ts';
import type { TestCase } from './test-file.ts';

/** `dedicated is 10; expected <= 5`. */
export function describeFailure({ what, expected, actual }: Failure): string {
  if (what === 'the evaluation') return `the evaluation failed with ${actual}`;
  return actual === SUCCESS
    ? `the evaluation succeeded; expected ${expected}`
    : `${what} is ${actual}; expected ${expected}`;
}

/** What to do about it: mend the formula where it was decided, or expect what came. */
export function failureHint(test: TestCase, { what, actual, about, deciding, expected }: Failure): string {
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
