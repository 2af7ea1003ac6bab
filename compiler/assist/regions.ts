// Where formulas stand in an open document: the whole of it, or pieces of a file of another kind.

import { createSource, type Diagnostic, type Source, type Span } from '../../grammar/index.ts';
import type { InspectOptions } from '../inspect.ts';
import { editsInFile } from '../places/edits.ts';
import { diagnosticInFile, type EmbeddedFormula, offsetInFormula, sourceInFile, spanInFile, wholeFile } from '../places/embedded.ts'; // biome-ignore format: one list
import type { Places } from '../places/index.ts';
import { layOutInFile } from '../places/lay-out.ts';
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
}

/** The language of documents that are a formula as a whole, whatever their names. */
export const LANGUAGE = 'azure-batch-formula';

/** Finds the formulas in a file, by its name and text. */
export type FindPlaces = (name: string, text: string) => Places;

export interface RegionOptions extends InspectOptions {
  /** Without it every document is one formula. */
  readonly findPlaces?: FindPlaces | undefined;
}

/**
 * All formulas of a document, in their order. What is wrong with the file around them is for others to say. `pool` is
 * what is known of the pool where no file around a formula says it.
 */
export function regionsOf(
  document: OpenDocument,
  { pool = {}, levels = {}, findPlaces }: RegionOptions = {},
): readonly Region[] {
  const { file, shift } = fileOf(document);
  const host = createSource(document.uri, file);
  const isWhole = document.languageId === LANGUAGE;
  return formulasIn(document, file, findPlaces).map((formula) =>
    regionOf(host, formula, { options: { pool: isWhole ? pool : formula.pool, levels }, shift }),
  );
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
  const read = (text: string): readonly EmbeddedFormula[] => formulasIn(document, text, findPlaces);
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

function formulasIn(
  { uri, languageId }: OpenDocument,
  file: string,
  findPlaces: FindPlaces | undefined,
): readonly EmbeddedFormula[] {
  if (languageId === LANGUAGE || findPlaces === undefined) return [wholeFile(file)];
  const { formulas, blanks } = findPlaces(uri.replace(/[?#].*$/, ''), file);
  const startOf = ({ pieces }: EmbeddedFormula): number => pieces[0]?.span.start ?? 0;
  return [...formulas, ...blanks].sort((a, b) => startOf(a) - startOf(b));
}

const isBlank = ({ text, writing }: EmbeddedFormula): boolean =>
  writing.style !== 'plain' && text.trim() === '';

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

interface Standing {
  readonly options: InspectOptions;
  /** How much further on everything is in the document. */
  readonly shift: number;
}

function regionOf(host: Source, formula: EmbeddedFormula, { options, shift }: Standing): Region {
  const { text: file } = host;
  let made: Analysis | undefined;
  const analysed = (): Analysis => {
    made ??= analyse(sourceInFile(host, formula), options);
    return made;
  };
  const newline = file.includes('\r\n') ? '\r\n' : '\n';
  const toDocument = (span: Span): Span => moved(spanInFile(formula, span), shift);
  return {
    // A file may have many formulas, and a question is about one of them.
    get analysis() {
      return analysed();
    },
    get diagnostics() {
      // Where nothing is written yet, nothing is wrong yet; and where nothing closes a text, all else only follows.
      const complaints = isBlank(formula) || formula.isOpen ? [] : analysed().diagnostics;
      return complaints.map((one) => {
        const { span, related, ...rest } = diagnosticInFile(formula, one);
        const others = related?.map((other) => ({ ...other, span: moved(other.span, shift) }));
        return { ...rest, span: moved(span, shift), ...(others !== undefined && { related: others }) };
      });
    },
    toDocument,
    toFormula: (offset) => offsetInFormula(formula, offset - shift),
    toEdits: (edits) =>
      editsInFile(file, formula, edits).map(({ span, text }) => ({ span: moved(span, shift), text })),
    write: (text) => encode(text, { writing: formula.writing, newline }),
  };
}
