// A formula that stands in a file of something else, as a plain value: its text, and for every letter the way back.

import {
  type Cut,
  createSource,
  cutSource,
  type Diagnostic,
  type Piece,
  type Placeholders,
  type Source,
  type Span,
  spanInCut,
  standIns,
} from '../../grammar/index.ts';
import type { PoolContext } from '../pool-context.ts';
import { copied, type Letters, lengthOf, textOf, withHoles } from './letters.ts';
import type { Writing } from './writing.ts';

/** Escapes are undone in its text; each placeholder is one character of `placeholders`. */
export interface EmbeddedFormula extends Cut {
  readonly placeholders: Placeholders;
  /** Where the part of the file stands that each placeholder is, its marks included. */
  readonly holes: Readonly<Record<string, Span>>;
  /** What the file says of some of the placeholders. */
  readonly known: Readonly<Record<string, KnownText>>;
  /** The way to it in the file: keys of mappings and indexes of lists, outermost first. */
  readonly path: readonly (string | number)[];
  readonly pool: PoolContext;
  readonly writing: Writing;
  /** Whether nothing closes it where it stands: it holds what was never meant for it, and nothing is to be said of it. */
  readonly isOpen: boolean;
}

/** What a placeholder stands for, by the file that has it; it may have placeholders of its own. */
export interface KnownText
  extends Pick<EmbeddedFormula, 'text' | 'pieces' | 'placeholders' | 'holes' | 'known'> {
  /** Whether it holds only as long as nobody sets it to something else. */
  readonly isDefault: boolean;
}

/** What a formula is made from. */
interface Found extends Pick<EmbeddedFormula, 'path' | 'pool' | 'writing' | 'isOpen'> {
  readonly letters: Letters;
}

/** Much longer than any formula may be: what is longer when it is whole is left as it is. */
const LONGEST = 100_000;

/** Makes the plain value. `file` is the whole text of the file. */
export function embed({ letters, ...rest }: Found, file: string): EmbeddedFormula {
  const runs = lengthOf(letters) > LONGEST ? letters.map(({ known: _, ...run }) => run) : letters;
  const signs = standIns(allTextOf(runs));
  let sign = '';
  const nextSign = (): string => {
    // There are more than six thousand signs; the last one stands for all that are left over.
    const next = signs.next();
    sign = next.done === true ? sign : next.value;
    return sign;
  };
  return { ...rest, ...cut(runs, { file, nextSign }) };
}

/** The text with what is known of its holes. */
const allTextOf = (runs: Letters): string =>
  textOf(
    runs.flatMap((run) =>
      run.known === undefined ? [run] : [run, { ...run, text: allTextOf(run.known.letters) }],
    ),
  );

function cut(
  runs: Letters,
  from: { readonly file: string; readonly nextSign: () => string },
): Omit<KnownText, 'isDefault'> {
  const placeholders: Record<string, string> = {};
  const holes: Record<string, Span> = {};
  const known: Record<string, KnownText> = {};
  const pieces: Piece[] = [];
  let text = '';
  for (const run of runs) {
    const letters = run.hole === undefined ? run.text : from.nextSign();
    if (run.hole !== undefined) {
      placeholders[letters] = from.file.slice(run.hole.start, run.hole.end);
      holes[letters] = run.span;
      if (run.known !== undefined)
        known[letters] = { ...cut(run.known.letters, from), isDefault: run.known.isDefault };
    }
    push(pieces, { at: text.length, span: run.span }, letters.length);
    text += letters;
  }
  return { text, placeholders, holes, known, pieces };
}

/** Adds a piece of so many letters, or lets the one before go on where both run side by side with the file. */
function push(pieces: Piece[], piece: Piece, length: number): void {
  const before = pieces.at(-1);
  const isStraight = length === piece.span.end - piece.span.start;
  if (
    isStraight &&
    before?.span.end === piece.span.start &&
    before.span.end - before.span.start === piece.at - before.at
  )
    pieces[pieces.length - 1] = { at: before.at, span: { start: before.span.start, end: piece.span.end } };
  else pieces.push(piece);
}

/** A plain file of one formula, as if it were cut out of itself. */
export const wholeFile = (text: string): EmbeddedFormula => ({
  text,
  placeholders: {},
  holes: {},
  known: {},
  pieces: [{ at: 0, span: { start: 0, end: text.length } }],
  path: [],
  pool: {},
  writing: { style: 'plain', indent: '' },
  isOpen: false,
});

/** A plain file of which somebody else puts something in place of some words. */
export function withWordsOpen(whole: EmbeddedFormula, words: readonly string[]): EmbeddedFormula {
  if (words.length === 0) return whole;
  const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
  return embed(
    { ...whole, letters: withHoles(copied(whole.text, 0, whole.text.length), pattern) },
    whole.text,
  );
}

/** The formula as a source to compile; it has the name of its file. */
export const sourceOf = (name: string, { text, placeholders }: EmbeddedFormula): Source =>
  createSource(name, text, placeholders);

/** The formula as a source that knows the way back to its file. */
export const sourceInFile = (file: Source, formula: EmbeddedFormula): Source =>
  cutSource(file, formula, formula.placeholders);

/** A span of the formula as a span of the file. */
export const spanInFile = (formula: EmbeddedFormula, span: Span): Span => spanInCut(formula, span);

/** The offset in the formula of a place in the file; undefined where none of its letters stands. */
export function offsetInFormula({ pieces, text }: EmbeddedFormula, place: number): number | undefined {
  for (const [index, { at, span }] of pieces.entries()) {
    if (place < span.start || place > span.end) continue;
    const length = (pieces[index + 1]?.at ?? text.length) - at;
    const isStraight = length === span.end - span.start;
    // Where two pieces touch, the later one is meant.
    if (place === span.end && pieces[index + 1]?.span.start === place) continue;
    if (isStraight) return at + place - span.start;
    return place === span.end ? at + length : at;
  }
  return undefined;
}

/**
 * Whether a change of a span is one where the formula stands itself, and not in a text that was put in from elsewhere;
 * what is inserted belongs to what is before it.
 */
export const isOwn = ({ pieces, text }: EmbeddedFormula, { start, end }: Span): boolean =>
  pieces.every(({ at, part }, index) => {
    const pieceEnd = pieces[index + 1]?.at ?? text.length;
    return part === undefined || end <= at || (start < end ? pieceEnd <= start : pieceEnd < start);
  });

/** A complaint about the formula as one about the file, in which placeholders have their names. */
export function diagnosticInFile(formula: EmbeddedFormula, diagnostic: Diagnostic): Diagnostic {
  const named = (text: string): string => withNames(text, formula.placeholders);
  return {
    ...diagnostic,
    message: named(diagnostic.message),
    span: spanInFile(formula, diagnostic.span),
    ...(diagnostic.hint !== undefined && { hint: named(diagnostic.hint) }),
    ...(diagnostic.related !== undefined && {
      related: diagnostic.related.map(({ message, span }) => ({
        message: named(message),
        span: spanInFile(formula, span),
      })),
    }),
  };
}

const withNames = (text: string, placeholders: Placeholders): string =>
  text.replace(/[\ue000-\uf8ff]/g, (sign) => placeholders[sign] ?? sign);
