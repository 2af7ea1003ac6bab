// The evaluation never fails: not at all, or not because samples are missing.

import type { FailureKind } from '../../../compiler/index.ts';
import { EVALUATION } from '../../diagnostics.ts';
import type { Evaluation } from '../../evaluate.ts';
import { obstacle, type Property, proved, type Subject } from '../property.ts';
import { isComplete, withAllSamples } from '../states.ts';

/** Ways to fail that can come of missing samples. */
const FOR_WANT_OF_SAMPLES: ReadonlySet<FailureKind> = new Set([
  'insufficient-samples',
  'non-finite-target',
  'vector-for-number',
  'unequal-lengths',
  'non-finite-argument',
  'too-few-values-refused',
  'no-sample-refused',
  'past-end-refused',
]);

const kindOf = ({ error }: Evaluation): string | undefined => error?.diagnostic.code.replace(/^eval-/, '');
const failureText = ({ error }: Evaluation): string => `the evaluation fails: ${error?.detail}`;
const wordsOf = (kind: FailureKind): string =>
  EVALUATION[kind]({ start: 0, end: 0 }, {} as never)
    .code.replace('eval-', '')
    .replaceAll('-', ' ');

function proveWithout({ ranges }: Subject, kinds: (kind: FailureKind) => boolean) {
  const found = ranges.failures.find(({ kind }) => kinds(kind));
  if (found === undefined)
    return proved([
      {
        says:
          ranges.failures.length === 0 ? 'no part of it can fail' : 'no part of it fails for want of samples',
      },
    ]);
  return obstacle(`may fail: ${wordsOf(found.kind)}`, found.span);
}

/** No state makes the evaluation fail. */
export const neverFails: Property = {
  id: 'never-fails',
  claim: 'no evaluation ever fails',
  prove: (subject) => proveWithout(subject, () => true),
  contradict: ({ evaluate }, state) => {
    const evaluation = evaluate(state);
    return evaluation.error && { says: failureText(evaluation), states: [state] };
  },
};

/** Whatever share of the samples is there, from none to all, the evaluation does not fail for those that are not. */
export const missingSamples: Property = {
  id: 'missing-samples',
  claim: 'no evaluation fails for missing samples, at any availability from 0 to 100 %',
  prove: (subject) => proveWithout(subject, (kind) => FOR_WANT_OF_SAMPLES.has(kind)),
  contradict: (subject, state) => {
    const evaluation = subject.evaluate(state);
    const kind = kindOf(evaluation) as FailureKind | undefined;
    if (kind === undefined || !FOR_WANT_OF_SAMPLES.has(kind)) return undefined;
    // Who fails with all samples as well does not fail for want of them.
    const isWant =
      kind === 'insufficient-samples' ||
      (!isComplete(subject, state) && subject.evaluate(withAllSamples(subject, state)).error === undefined);
    return isWant ? { says: failureText(evaluation), states: [state] } : undefined;
  },
};
