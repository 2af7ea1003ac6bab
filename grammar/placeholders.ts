// What stands in a formula for the parts that a template fills in later: one character of the private use
// area each. The lexer takes them for values, the printer keeps them, and nothing else is known of them.

import { childrenOf, type Formula, type Node } from './ast.ts';
import type { Placeholders, Source } from './source.ts';

/** Any character that can stand for a part of a template. */
export const STAND_IN = /[\ue000-\uf8ff]/;
const ALL = /[\ue000-\uf8ff]/g;
const [FIRST, LAST] = [0xe000, 0xf8ff];

/** Characters that can stand for parts of a template in a text that has none of them, as many as there are at most. */
export function* standIns(text: string): Generator<string, void> {
  const taken = new Set(text.match(ALL));
  for (let code = FIRST; code <= LAST; code++) {
    const letter = String.fromCharCode(code);
    if (!taken.has(letter)) yield letter;
  }
}

/** Whether every stand-in of a token is known to stand for something. */
export const isFilledIn = (text: string, placeholders: Placeholders | undefined): boolean =>
  placeholders !== undefined &&
  (text.match(ALL) ?? []).every((letter) => Object.hasOwn(placeholders, letter));

/**
 * Whether a placeholder stands where whole statements, names that are assigned, or operators may be filled in.
 * Then nobody knows which names there are, and laying the text out anew could lose it.
 */
export function isLoose(formula: Formula, { text, placeholders }: Source): boolean {
  if (placeholders === undefined) return false;
  const held = heldIn(formula);
  for (const { span } of formula.comments) held.push(span);
  const inside = held.map(({ start, end }) => countIn(text.slice(start, end), placeholders));
  return inside.reduce((sum, count) => sum + count, 0) < countIn(text, placeholders);
}

const countIn = (text: string, placeholders: Placeholders): number =>
  (text.match(ALL) ?? []).filter((letter) => Object.hasOwn(placeholders, letter)).length;

/** The spans of what holds a placeholder as one value: values, texts, and names of functions and members. */
function heldIn(formula: Formula): { readonly start: number; readonly end: number }[] {
  const held: { readonly start: number; readonly end: number }[] = [];
  const waiting: Node[] = formula.statements.flatMap(({ kind, value }) =>
    kind === 'evaluation' && value.kind === 'placeholder' ? [] : [value],
  );
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'placeholder' || node.kind === 'string' || node.kind === 'name') held.push(node.span);
    waiting.push(...childrenOf(node));
  }
  return held;
}
