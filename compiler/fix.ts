// Fixes made: the edits of complaints done until none is left.

import { type Correction, createSource, type Diagnostic, type Edit, type Source } from '../grammar/index.ts';
import { applyEdits } from './assist/edit.ts';
import { bringsErrors, certainCorrections, isBetter } from './corrections.ts';
import { type InspectOptions, inspect } from './inspect.ts';

export interface Fixed {
  readonly text: string;
  /** How many fixes were made. */
  readonly count: number;
}

/** Some fixes can only be seen when others are made: a formula of a hundred statements may lose them one by one. */
const MOST_ROUNDS = 120;

/** Makes every certain fix, to a fixed point. What would make nothing better is not made. */
export function fix(source: Source, options: InspectOptions = {}): Fixed {
  const found = { source, diagnostics: inspect(source, options).diagnostics };
  let [now, count]: [Found, number] = [found, 0];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { source: text, diagnostics } = now;
    const all = apart(diagnostics.flatMap((one) => mendingsOf(text, one)));
    // Where one of them spoils the others, each is tried alone.
    const made = [all, ...(all.length > 1 ? all.map((one) => [one]) : [])].find((some) => {
      const next = some.length === 0 ? undefined : changed(now, some, options);
      if (next !== undefined) now = next;
      return next !== undefined;
    });
    if (made === undefined) break;
    count += made.length;
  }
  return { text: now.source.text, count };
}

/**
 * The same complaints, each with the fix that is certain. One that no stage gave is tried first; where a complaint
 * stands for several places, its fix is for all of them.
 */
export function withFixes(
  source: Source,
  diagnostics: readonly Diagnostic[],
  options: InspectOptions = {},
): readonly Diagnostic[] {
  const found = { source, diagnostics };
  return diagnostics.map((one) => {
    if (one.fix !== undefined) return one;
    const made = apart(mendingsOf(source, one));
    const [first] = made;
    if (first === undefined || changed(found, made, options) === undefined) return one;
    const edits = made.flatMap(({ correction }) => correction.edits);
    return { ...one, fix: { title: first.correction.title, edits } };
  });
}

/** A correction of a complaint with a code. */
interface Mending {
  readonly code: string;
  readonly correction: Correction;
  /** Whether no stage gave it. */
  readonly isDraft: boolean;
}

const mendingsOf = (source: Source, one: Diagnostic): readonly Mending[] =>
  certainCorrections(source, one).map((correction) => ({
    code: one.code,
    correction,
    isDraft: correction !== one.fix,
  }));

interface Found {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is found once corrections are made; undefined when that is no better. */
function changed(
  { source: { name, text, placeholders }, diagnostics }: Found,
  made: readonly Mending[],
  options: InspectOptions,
): Found | undefined {
  const next = applyEdits(text, made.flatMap(({ correction }) => correction.edits)); // biome-ignore format: short
  const source = createSource(name, next, placeholders);
  const after = inspect(source, options).diagnostics;
  // What a rule offers was thought through; what was only drafted has to show that it helps.
  const drafted = new Set(made.flatMap(({ code, isDraft }) => (isDraft ? [code] : [])));
  const helps =
    drafted.size === 0 ? !bringsErrors(diagnostics, after) : isBetter(diagnostics, after, drafted);
  return next !== text && helps ? { source, diagnostics: after } : undefined;
}

/** The fixes that touch none of those before them. */
function apart(fixes: readonly Mending[]): readonly Mending[] {
  const taken: Edit[] = [];
  return fixes.filter(({ correction: { edits } }) => {
    const isFree = edits.every((edit) =>
      taken.every((other) => edit.span.end < other.span.start || other.span.end < edit.span.start),
    );
    if (isFree) taken.push(...edits);
    return isFree;
  });
}
