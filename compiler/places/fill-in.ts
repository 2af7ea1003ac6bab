// What a template fills in later, filled in now: for whoever evaluates a formula of a template.

import type { Cut, Piece, Span } from '../../grammar/index.ts';
import type { EmbeddedFormula } from './embedded.ts';

/** What stands for placeholders, by how the file writes them: with its marks, `${var.most}`, or without, `var.most`. */
export type Fillings = Readonly<Record<string, string>>;

/** A formula with placeholders filled in, and the names that fill none. Those that are left stay placeholders. */
export function fillIn(
  formula: EmbeddedFormula,
  fillings: Fillings,
): { readonly formula: EmbeddedFormula; readonly unused: readonly string[] } {
  const used = new Set<string>();
  const signs = new Map<string, string>();
  for (const [sign, written] of Object.entries(formula.placeholders)) {
    const name = [written, withoutMarks(written)].find((one) => Object.hasOwn(fillings, one));
    if (name === undefined) continue;
    used.add(name);
    signs.set(sign, fillings[name]!);
  }
  const { text, pieces } = replaced(formula, signs);
  const left = Object.entries(formula.placeholders).filter(([sign]) => !signs.has(sign));
  return {
    formula: { ...formula, text, pieces, placeholders: Object.fromEntries(left) },
    unused: Object.keys(fillings).filter((name) => !used.has(name)),
  };
}

/** The text with signs replaced; what stands for a sign is a piece of its own, as its place in the file is. */
function replaced({ text, pieces }: Cut, signs: ReadonlyMap<string, string>): Cut {
  const made: Piece[] = [];
  let whole = '';
  const add = (letters: string, span: Span): void => {
    made.push({ at: whole.length, span });
    whole += letters;
  };
  for (const [index, { at, span }] of pieces.entries()) {
    const letters = text.slice(at, pieces[index + 1]?.at);
    const isStraight = letters.length === span.end - span.start;
    const isSplit = isStraight && letters.length > 1 && [...letters].some((sign) => signs.has(sign));
    if (!isSplit) add(signs.get(letters) ?? letters, span);
    else
      for (const [offset, letter] of letters.split('').entries())
        add(signs.get(letter) ?? letter, { start: span.start + offset, end: span.start + offset + 1 });
  }
  return { text: whole, pieces: made };
}

/** How placeholders are written, besides plain expressions: `${x}`, `%{x}`, `{{x}}`. */
const MARKED = /^(?:[$%]\{|\{\{)\s*([\s\S]*?)\s*\}{1,2}$/;
/** A placeholder without its marks, as people name it. */
export const withoutMarks = (written: string): string => MARKED.exec(written)?.[1] ?? written;
