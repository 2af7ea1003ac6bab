// What an editor can do about a complaint at a click. A fix is offered only after it was tried: the complaint must
// be gone and no error new.

import { createSource, type Diagnostic, type Span } from '../../grammar/index.ts';
import { correctionOf, isBetter } from '../corrections.ts';
import { inspect } from '../inspect.ts';
import { type Analysis, analyse } from './analysis.ts';
import { applyEdits, type Edit, editBetween } from './edit.ts';

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly diagnostic: Diagnostic;
}

/** The fixes of all complaints that touch a span, in their order. */
export function fixes(analysis: Analysis, { start, end }: Span): readonly Fix[] {
  return analysis.diagnostics
    .filter(({ span }) => span.start <= end && start <= span.end)
    .flatMap((diagnostic) => fixOf(analysis, diagnostic) ?? []);
}

/** Each fix is tried, so there is a bound on how many; and some can only be seen when others are done. */
const MOST_FIXES = 50;
const MOST_ROUNDS = 5;

/** Everything that can be fixed, fixed: the edit that does it. */
export function fixAll({ source }: Analysis): readonly Edit[] {
  let { text } = source;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = fixesTogether(analyse(createSource(source.name, text, source.placeholders)));
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
  }
  return editBetween(source.text, text);
}

/** The fixes of the first complaints, those left out that would touch another. */
function fixesTogether(analysis: Analysis): readonly Edit[] {
  const first = analysis.diagnostics.slice(0, MOST_FIXES);
  const all = first.flatMap((diagnostic) => fixOf(analysis, diagnostic)?.edits ?? []);
  const apart = all.filter(({ span }, index) =>
    all.slice(0, index).every((other) => other.span.end < span.start || span.end < other.span.start),
  );
  return helps(analysis, apart) ? apart : [];
}

function fixOf(analysis: Analysis, diagnostic: Diagnostic): Fix | undefined {
  const made = correctionOf(analysis.source, diagnostic);
  return made !== undefined && helps(analysis, made.edits, diagnostic) ? { ...made, diagnostic } : undefined;
}

/** Whether edits make things better; those about a complaint have to take it away. */
function helps({ source, diagnostics }: Analysis, edits: readonly Edit[], about?: Diagnostic): boolean {
  if (edits.length === 0) return false;
  const changed = createSource(source.name, applyEdits(source.text, edits), source.placeholders);
  const codes = about === undefined ? undefined : new Set([about.code]);
  return isBetter(diagnostics, inspect(changed).diagnostics, codes);
}
