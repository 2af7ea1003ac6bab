// A formula laid out, as an edit.

import { print } from '../../grammar/index.ts';
import type { Analysis } from './analysis.ts';
import { type Edit, editBetween } from './edit.ts';

/** The edit that lays a formula out; nothing when it is laid out, or broken. */
export function format({ formula, source, diagnostics }: Analysis): readonly Edit[] {
  const isBroken = diagnostics.some(
    ({ code, severity }) => severity === 'error' && code.startsWith('syntax-'),
  );
  return isBroken ? [] : editBetween(source.text, print(formula, source));
}
