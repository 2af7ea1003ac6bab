// The state of an interpretation, and how what is seen of a part is noted in it.

import type { Span } from '../../grammar/index.ts';
import type { Node } from '../ir.ts';
import { DOUBLE, INTERVAL } from '../types.ts';
import { type Facts, factOf, note } from './facts.ts';
import { singleOf } from './numbers.ts';
import { ANY_VALUE, both, isNoValue, type Range, typeOfRange } from './range.ts';
import type { FailureKind, RangeSite } from './site.ts';
import { type Term, type Terms, termOf, termOfValue } from './terms.ts';
import type { World } from './world.ts';

/** What a part of a formula can be, and the name of its value. */
export interface Seen {
  readonly range: Range;
  readonly term: Term;
}

/** A way the evaluation can fail, and where. */
export interface PossibleFailure {
  readonly kind: FailureKind;
  readonly span: Span;
  /** The part that fails; absent for a target. */
  readonly node?: Node;
}

/** What the names hold where an evaluation can end: by its last statement, or by `stop()`. */
export interface Exit {
  readonly how: 'end' | 'stop';
  /** By the program's slots; absent where nothing is assigned yet. */
  readonly slots: readonly (Seen | undefined)[];
}

/** What is known at a point of the evaluation. */
export interface Knowledge {
  readonly world: World;
  readonly facts: Facts;
  readonly terms: Terms;
}

/** The state of an interpretation while it goes on. */
export interface Walk extends Knowledge {
  readonly everything: boolean;
  readonly nodes: Map<Node, Range>;
  readonly failures: Map<string, PossibleFailure>;
  readonly slots: (Seen | undefined)[];
  readonly exits: Exit[];
  /** What a part can be, seen from here. */
  readonly visit: (node: Node) => Seen;
}

/** What the names hold at this point. */
export const currentSlots = ({ slots, facts }: Walk): readonly (Seen | undefined)[] =>
  slots.map(
    (slot) => slot && { term: slot.term, range: both(slot.range, factOf(facts, slot.term) ?? slot.range) },
  );

/** Where a part fails. */
export const siteOf = (walk: Walk, span: Span, node: Node): RangeSite => ({
  world: walk.world,
  fail: (kind) => failAt(walk, span, kind, node),
});

/** Notes that a part can fail in a way, once for each place. */
export function failAt({ failures }: Walk, span: Span, kind: FailureKind, node: Node): void {
  const key = `${kind} ${span.start}`;
  if (!failures.has(key)) failures.set(key, { kind, span, node });
}

/** The term of a part that is made of nothing. */
export const leaf = (walk: Walk, node: Node, make: string): Term => termOf(walk.terms, make, [], node);

/** Notes what a part can be. A value that is certain gets the term of that value. */
export function finish(walk: Walk, node: Node, computed: Range, made: Term): Seen {
  const fact = factOf(walk.facts, made);
  const met = fact === undefined ? computed : both(computed, fact);
  const range = walk.everything && isNoValue(met) ? ANY_VALUE : met;
  const certain = certainValue(node, range);
  const term = certain === undefined ? made : termOfValue(walk.terms, certain.make, certain.value, node);
  walk.nodes.set(node, range);
  note(walk.facts, term, range);
  return { range, term };
}

function certainValue(
  node: Node,
  range: Range,
): { readonly make: 'number' | 'interval'; readonly value: number } | undefined {
  const { double, timeinterval } = range;
  const type = typeOfRange(range);
  if (type !== DOUBLE && type !== INTERVAL) return undefined;
  const value = double === undefined ? timeinterval && singleOf(timeinterval) : singleOf(double);
  // A zero that is computed may be a negative one.
  if (value === undefined || (value === 0 && node.kind !== 'number' && node.kind !== 'constant'))
    return undefined;
  return { make: double === undefined ? 'interval' : 'number', value };
}
