// What a template fills in later, filled in now: for whoever evaluates a formula of a template.

import type { Cut, Piece, Span } from '../../grammar/index.ts';
import type { EmbeddedFormula, KnownText } from './embedded.ts';

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
  const unsaid = Object.entries(formula.known).filter(([sign]) => !signs.has(sign));
  return {
    formula: {
      ...formula,
      text,
      pieces,
      placeholders: Object.fromEntries(left),
      known: Object.fromEntries(unsaid),
    },
    unused: Object.keys(fillings).filter((name) => !used.has(name)),
  };
}

/** A number, which is any number when it is but a default. */
const NUMBER = /^\s*-?\d[\d.]*\s*$/;

/**
 * A formula with the texts put in that its file says placeholders stand for, each letter with its place there. With
 * `defaults` texts that are only defaults, too; numbers that are stay placeholders, so that what is said holds for all.
 */
export function withKnown(formula: EmbeddedFormula, { defaults = false } = {}): EmbeddedFormula {
  const isWanted = ({ text, isDefault }: KnownText): boolean =>
    !isDefault || (defaults && !NUMBER.test(text));
  const signs = Object.entries(formula.known).filter(([, one]) => isWanted(one));
  if (signs.length === 0) return formula;
  const put = new Map(signs);
  const { text, pieces } = putIn(formula, put);
  const left = Object.entries(formula.placeholders).filter(([sign]) => !put.has(sign));
  const inside = signs.map(([, one]) => one);
  const merged = <Field extends 'placeholders' | 'holes' | 'known'>(field: Field): EmbeddedFormula[Field] =>
    Object.assign({}, ...inside.map((one) => one[field])) as EmbeddedFormula[Field];
  return withKnown(
    {
      ...formula,
      text,
      pieces,
      placeholders: { ...Object.fromEntries(left), ...merged('placeholders') },
      holes: { ...formula.holes, ...merged('holes') },
      // What was put in is done with: what is left is what it brought along.
      known: merged('known'),
    },
    { defaults },
  );
}

function putIn({ text, pieces }: Cut, put: ReadonlyMap<string, KnownText>): Cut {
  const made: Piece[] = [];
  let whole = '';
  let part = Math.max(0, ...pieces.map((piece) => piece.part ?? 0));
  for (const [index, piece] of pieces.entries()) {
    const letters = text.slice(piece.at, pieces[index + 1]?.at);
    const known = put.get(letters);
    if (known === undefined) made.push({ ...piece, at: whole.length });
    else {
      part++;
      for (const inner of known.pieces) made.push({ ...inner, at: whole.length + inner.at, part });
    }
    whole += known?.text ?? letters;
  }
  return { text: whole, pieces: made };
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
