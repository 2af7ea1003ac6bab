// A file with the certain fixes of its formulas made, where the formulas stand.

import {
  type Change,
  editBetween,
  fix,
  type InspectOptions,
  isUnreadable,
  placesIn,
  rewriteInFile,
  sourceOf,
} from '../compiler/index.ts';
import { createSource } from '../grammar/index.ts';
import { optionsFor } from './checked.ts';
import { type Context, refuse } from './context.ts';
import { encodeText, writeFileAt } from './files.ts';
import type { FormulaFile } from './formula-files.ts';

/** The file as it is once it is mended and written; undefined once it was said why it cannot be written. */
export async function fixFile(
  file: FormulaFile,
  options: InspectOptions,
  context: Context,
): Promise<FormulaFile | undefined> {
  const { source, places, encoding } = file;
  if (isUnreadable(places.diagnostics)) return file;
  let made = 0;
  const changes = places.formulas.map((formula): Change => {
    const { text: wanted, count } = fix(sourceOf(source.name, formula), optionsFor(formula, options));
    made += count;
    return { formula, wanted, edits: editBetween(formula.text, wanted) };
  });
  if (made === 0) return file;
  const read = (text: string) => placesIn(source.name, text, places.format);
  const { text, refused } = rewriteInFile(source.text, changes, (changed) => read(changed).formulas);
  if (refused.length > 0)
    refuse(context, {
      message: `${source.name}: ${refused.length === 1 ? 'a formula' : `${refused.length} formulas`} cannot be mended where it stands.`,
      hint: 'Make the changes by hand; --json shows them.',
    });
  if (text === source.text) return file;
  const problem = await writeFileAt(context.io, source.name, encodeText(text, encoding));
  if (problem !== undefined) {
    refuse(context, problem);
    return undefined;
  }
  context.io.err(`${source.name}: ${made} ${made === 1 ? 'fix' : 'fixes'} made\n`);
  return { source: createSource(source.name, text), places: read(text), encoding };
}
