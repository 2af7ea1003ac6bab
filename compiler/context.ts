// What the parts of the checker share while they walk one formula, and the few moves they all make.

import {
  type Diagnostic,
  type Expression,
  type Related,
  type Source,
  type Span,
  STAND_IN,
} from '../grammar/index.ts';
import { complaints } from './diagnostics.ts';
import { undefinedSymbol } from './faults.ts';
import type { FaultNode, Node } from './ir.ts';
import type { Scope } from './scope.ts';
import { suggestName } from './suggest.ts';
import { ANYTHING, DOUBLE, join, NOTHING, type Type, VECTOR } from './types.ts';

export interface Context {
  readonly source: Source;
  readonly scope: Scope;
  readonly diagnostics: Diagnostic[];
  /** Every assigned name of the formula with the place of its first assignment, wherever it is. */
  readonly assignments: ReadonlyMap<string, Span>;
  /** Every name that was read so far. */
  readonly reads: Set<string>;
  /** Where in `diagnostics` the complaint about an undefined name is. */
  readonly undefinedNames: Map<string, number>;
  readonly check: (expression: Expression) => Node;
}

/** What can stand where a number belongs: a number, or leniently a vector of one. */
export const NUMBERS: Type = join(DOUBLE, VECTOR);

/** Whether nothing can be said about a type: unknown, or of something that never gives a value. */
export const isUnknown = (type: Type): boolean => type === ANYTHING || type === NOTHING;

export const fault = (span: Span, detail: string, before: readonly Node[] = []): FaultNode => ({
  kind: 'fault',
  type: ANYTHING,
  span,
  detail,
  before,
});

/** A node that fails as the service does on an undefined name; complains once for each name. */
export function faultUndefined(context: Context, name: string, span: Span): FaultNode {
  const known = context.undefinedNames.get(name);
  if (known === undefined) {
    const diagnostic = complainUndefined(context, name, span);
    context.undefinedNames.set(name, context.diagnostics.push(diagnostic) - 1);
  } else {
    const diagnostic = context.diagnostics[known]!;
    const again: Related = { message: 'read here too', span };
    context.diagnostics[known] = { ...diagnostic, related: [...(diagnostic.related ?? []), again] };
  }
  return fault(span, undefinedSymbol(name));
}

function complainUndefined(context: Context, name: string, span: Span): Diagnostic {
  const later = context.assignments.get(name);
  if (later === undefined) {
    return complaints['undefined-name'](span, { name, hint: suggestName(name, context.scope.slots) });
  }
  const diagnostic = complaints['used-before-assigned'](span, { name });
  return { ...diagnostic, related: [{ message: 'assigned here', span: later }] };
}

/** Whether a template fills in a part of this name or text. */
export const isTemplate = (source: Source, text: string): boolean =>
  source.placeholders !== undefined && STAND_IN.test(text);

/** A node of which nothing is known, because a template fills in what it is. */
export const placeholder = ({ source: { text } }: Context, span: Span): Node => ({
  kind: 'placeholder',
  type: ANYTHING,
  span,
  text: text.slice(span.start, span.end),
});

const LONGEST_QUOTE = 40;

/** How the user wrote a part of the formula, on one line; an ellipsis when it is long. */
export function quote(context: Context, span: Span): string {
  const text = context.source.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return text.length <= LONGEST_QUOTE ? text : '...';
}
