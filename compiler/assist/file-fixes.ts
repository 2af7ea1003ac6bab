// What an editor can do at a click about a complaint about the file that formulas stand in. A fix is offered only after
// it was tried: the complaint must be gone from the file that comes of it, and nothing new be wrong.

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { correctionOf } from '../corrections.ts';
import type { OpenDocument } from './documents.ts';
import { applyEdits } from './edit.ts';
import type { Fix } from './fixes.ts';
import { type FindPlaces, nameOf } from './regions.ts';

/** What is wrong with a document's file, and how to hear what would be wrong with another. */
export interface FileComplaints {
  readonly diagnostics: readonly Diagnostic[];
  readonly findPlaces: FindPlaces | undefined;
}

/** The fixes of all complaints about the file that touch a span, in their order. */
export function fileFixes(
  { uri: name, text, lineStarts }: OpenDocument,
  { diagnostics, findPlaces }: FileComplaints,
  { start, end }: Span,
): readonly Fix[] {
  if (findPlaces === undefined) return [];
  const errors = (list: readonly Diagnostic[]): readonly Diagnostic[] =>
    list.filter(({ severity }) => severity === 'error');
  const helps = (changed: string): boolean =>
    errors(findPlaces(nameOf(name), changed.replace(/^\ufeff/, '')).diagnostics).length < errors(diagnostics).length;
  return diagnostics
    .filter(({ span }) => span.start <= end && start <= span.end)
    .flatMap((diagnostic) => {
      const made = correctionOf({ name, text, lineStarts }, diagnostic);
      return made !== undefined && helps(applyEdits(text, made.edits)) ? [{ ...made, diagnostic }] : [];
    });
} // biome-ignore format: rows
