// What a node has become: a closure, and whether it gives the same value every time.

import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

/** Evaluates a node; undefined when that ended the evaluation. */
export interface Run {
  (frame: Frame): Value | undefined;
  /** The node has the same value at every evaluation. */
  readonly isConstant?: true;
  /** That value, where it is known before any evaluation. */
  readonly known?: Value;
}

/** The same value every time. */
export const always = (value: Value): Run =>
  Object.assign(
    constant(() => value),
    { known: value },
  );
const constant = (run: (frame: Frame) => Value | undefined): Run =>
  Object.assign(run, { isConstant: true as const });

/** What is made of constants is computed at the first evaluation, and kept. */
export function once(run: Run): Run {
  let known: Value | undefined;
  return constant((frame) => {
    known ??= run(frame);
    return known;
  });
}
