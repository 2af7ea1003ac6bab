// What counts as true: for conditions, `&&` and `||`.

import type { Type } from '../compiler/index.ts';
import { EVALUATION } from './diagnostics.ts';
import { type Frame, fail } from './frame.ts';
import type { Site } from './library/call.ts';
import { singleOf } from './library/operators.ts';
import { kindOf, typeOfValue, type Value, type Vector } from './value.ts';

/** Anything but zero is true; a vector counts when it has exactly one element; `describe` words the fault else. */
export function truthOf(
  value: Value,
  frame: Frame,
  site: Site,
  describe: (type: Type) => string,
): boolean | undefined {
  if (typeof value === 'number') return value !== 0;
  if (kindOf(value) === 'doubleVec') {
    const single = singleOf(value as Vector, frame, site);
    return single === undefined ? undefined : single !== 0;
  }
  return fail(frame, EVALUATION.fault(site.span, { detail: describe(typeOfValue(value)) }));
}
