// Where formulas stand in an open document: the whole of it, or pieces of a file of another kind.

import { createSource, type Diagnostic, type Source, type Span } from '../../grammar/index.ts';
import type { InspectOptions } from '../inspect.ts';
import { editsInFile } from '../places/edits.ts';
import { diagnosticInFile, type EmbeddedFormula, isOwn, offsetInFormula, sourceInFile, spanInFile, wholeFile } from '../places/embedded.ts'; // biome-ignore format: one list
import { withKnown } from '../places/fill-in.ts';
import type { Places } from '../places/index.ts';
import { layOutInFile } from '../places/lay-out.ts';
import { speaksOfFormulas } from '../places/speaks-of-formulas.ts';
import { encode } from '../places/writing.ts';
import { type Analysis, analyse } from './analysis.ts';
import type { OpenDocument } from './documents.ts';
import { type Edit, editBetween } from './edit.ts';
import { format } from './format.ts';

/** One formula of a document, and the way from its offsets to the document's and back. */
export interface Region {
  readonly analysis: Analysis;
  /** What is wrong with the formula, with spans in the document. */
  readonly diagnostics: readonly Diagnostic[];
  /** A span of the formula, in the document. */
  readonly toDocument: (span: Span) => Span;
  /** An offset of the document, in the formula; undefined outside of it. */
  readonly toFormula: (offset: number) => number | undefined;
  /** Edits of the formula as edits of the document, with its escapes. */
  readonly toEdits: (edits: readonly Edit[]) => readonly Edit[];
  /** A text as it has to be written where the formula stands. */
  readonly write: (text: string) => string;
  /** Whether a change of a span is one where the formula stands, and not in a text that was put in from elsewhere. */
  readonly isOwn: (span: Span) => boolean;
  /** The formula with the texts put in that the file says belong to it, which complaints are about; or the same. */
  readonly whole: Region;
}

/** The language of documents that are a formula as a whole, whatever their names. */
export const LANGUAGE = 'azure-batch-formula';

/** Finds the formulas in a file, by its name and text. */
export type FindPlaces = (name: string, text: string) => Places;

export interface RegionOptions extends InspectOptions {
  /** Without it every document is one formula. */
  readonly findPlaces?: FindPlaces | undefined;
}

/** What an open document holds. */
export interface Contents {
  /** In their order. */
  readonly regions: readonly Region[];
  /** What is wrong with the file around the formulas, with spans in the document. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All formulas of a document. `pool` is what is known of the pool where no file around a formula says it. */
export function contentsOf(
  document: OpenDocument,
  { pool = {}, levels = {}, findPlaces }: RegionOptions = {},
): Contents {
  const { file, shift } = fileOf(document);
  const host = createSource(document.uri, file);
  const isWhole = document.languageId === LANGUAGE;
  const { formulas, diagnostics } = foundIn(document, file, findPlaces);
  return {
    regions: formulas.map((formula) =>
      regionOf(host, formula, { options: { pool: isWhole ? pool : formula.pool, levels }, shift }),
    ),
    diagnostics: diagnostics.map((one) => shifted(one, shift)),
  };
}

/** The edits that lay out every formula of a document that is not broken. */
export function layOut(
  document: OpenDocument,
  regions: readonly Region[],
  findPlaces?: FindPlaces,
): readonly Edit[] {
  const { file, shift } = fileOf(document);
  const [only] = regions;
  if (only !== undefined && document.languageId === LANGUAGE) return only.toEdits(format(only.analysis));
  const read = (text: string): readonly EmbeddedFormula[] => foundIn(document, text, findPlaces).formulas;
  const isSound = ({ isOpen }: EmbeddedFormula, index: number): boolean =>
    !isOpen && regions[index] !== undefined && !isBroken(regions[index].analysis);
  const { text } = layOutInFile(file, read(file).filter(isSound), (changed) => read(changed).filter(isSound));
  return editBetween(file, text).map(({ span, text: put }) => ({ span: moved(span, shift), text: put }));
}

const isBroken = ({ diagnostics }: Analysis): boolean =>
  diagnostics.some(({ code, severity }) => severity === 'error' && code.startsWith('syntax-'));

/** The text without a byte order mark, which an editor counts and a compiler does not. */
function fileOf({ text }: OpenDocument): { readonly file: string; readonly shift: number } {
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { file: text.slice(shift), shift };
}

/** Formulas and places for one in their order, and what is wrong with a file that has to do with formulas. */
function foundIn(
  { uri, languageId }: OpenDocument,
  file: string,
  findPlaces: FindPlaces | undefined,
): { readonly formulas: readonly EmbeddedFormula[]; readonly diagnostics: readonly Diagnostic[] } {
  if (languageId === LANGUAGE || findPlaces === undefined)
    return { formulas: [wholeFile(file)], diagnostics: [] };
  const { formulas, blanks, diagnostics } = findPlaces(nameOf(uri), file);
  const startOf = ({ pieces }: EmbeddedFormula): number => pieces[0]?.span.start ?? 0;
  const inOrder = [...formulas, ...blanks].sort((a, b) => startOf(a) - startOf(b));
  // Editors open all kinds of files, and what is wrong with those of others is for others to say.
  const isOurs = inOrder.length > 0 || speaksOfFormulas(file);
  return { formulas: inOrder, diagnostics: isOurs ? diagnostics : [] };
}

/** The name that says what kind of file a document is. */
export const nameOf = (uri: string): string => uri.replace(/[?#].*$/, '');

const isBlank = ({ text, writing }: EmbeddedFormula): boolean =>
  writing.style !== 'plain' && text.trim() === '';

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

function shifted({ span, related, ...rest }: Diagnostic, by: number): Diagnostic {
  const others = related?.map((other) => ({ ...other, span: moved(other.span, by) }));
  return { ...rest, span: moved(span, by), ...(others !== undefined && { related: others }) };
}

interface Standing {
  readonly options: InspectOptions;
  /** How much further on everything is in the document. */
  readonly shift: number;
}

function regionOf(host: Source, formula: EmbeddedFormula, standing: Standing): Region {
  const { options, shift } = standing;
  const { text: file } = host;
  const newline = file.includes('\r\n') ? '\r\n' : '\n';
  let made: Analysis | undefined;
  let whole: Region | undefined;
  const region: Region = {
    // A file may have many formulas, and a question is about one of them.
    get analysis() {
      made ??= analyse(sourceInFile(host, formula), options);
      return made;
    },
    get whole() {
      const put = withKnown(formula, { defaults: true });
      whole ??= put === formula ? region : regionOf(host, put, standing);
      return whole;
    },
    get diagnostics() {
      // Where nothing is written yet, nothing is wrong yet; and where nothing closes a text, all else only follows.
      if (isBlank(formula) || formula.isOpen) return [];
      if (region.whole !== region) return region.whole.diagnostics;
      return region.analysis.diagnostics.map((one) => shifted(diagnosticInFile(formula, one), shift));
    },
    toDocument: (span) => moved(spanInFile(formula, span), shift),
    toFormula: (offset) => offsetInFormula(formula, offset - shift),
    toEdits: (edits) =>
      editsInFile(file, formula, edits).map(({ span, text }) => ({ span: moved(span, shift), text })),
    write: (text) => encode(text, { writing: formula.writing, newline }),
    isOwn: (span) => isOwn(formula, span),
  };
  return region;
}
