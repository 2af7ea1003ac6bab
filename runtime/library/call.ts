// What an implementation in the library is given besides its arguments, and how lists and odd numbers of
// arguments are dealt with everywhere alike.

import type { Span } from '../../grammar/index.ts';
import { EVALUATION } from '../diagnostics.ts';
import { type Frame, fail, warn } from '../frame.ts';
import type { Value, Vector } from '../value.ts';

/** Where a call or an operator stands. */
export interface Site {
  /** The function, method or operator as written. */
  readonly name: string;
  /** That word's place: where failures are put. */
  readonly span: Span;
}

/** Numbers and vectors in any mix, joined into one vector. */
export function flatten(values: readonly Value[]): Vector {
  if (values.length === 1 && typeof values[0] === 'object') return values[0] as Vector;
  if (isNumbers(values)) return values;
  const flat: number[] = [];
  for (const value of values) {
    if (typeof value === 'number') flat.push(value);
    else for (const element of value as Vector) flat.push(element);
  }
  return flat;
}

function isNumbers(values: readonly Value[]): values is Vector {
  for (const value of values) if (typeof value !== 'number') return false;
  return true;
}

/** A choice between a stand-in value with a warning and a failed evaluation. */
export type StandIn = 'nan' | 'zero' | 'error';

/** What stands in for fewer values than a function needs. */
export function standInForFew(frame: Frame, site: Site, count: number): number | undefined {
  const { name, span } = site;
  const choice = frame.decisions.emptyAggregate;
  if (choice === 'error') return fail(frame, EVALUATION['too-few-values-refused'](span, { name, count }));
  const result = standIn(choice);
  warn(frame, EVALUATION['too-few-values'](span, { name, count, result }));
  return result;
}

/** The number that stands in. */
export const standIn = (choice: Exclude<StandIn, 'error'>): number => (choice === 'nan' ? Number.NaN : 0);

/** The argument cut to a whole number; a failure unless it is finite. */
export function wholeArgument(frame: Frame, site: Site, what: string, value: number): number | undefined {
  return finiteArgument(frame, site, what, value) === undefined ? undefined : Math.trunc(value);
}

/** The argument; a failure unless it is finite. */
export function finiteArgument(frame: Frame, site: Site, what: string, value: number): number | undefined {
  if (Number.isFinite(value)) return value;
  return fail(frame, EVALUATION['non-finite-argument'](site.span, { name: site.name, what, value }));
}
