// A file with the certain fixes of its formulas made, where the formulas stand.

import {
  applyEdits,
  type Change,
  type EmbeddedFormula,
  editBetween,
  fix,
  type InspectOptions,
  inspect,
  isOwn,
  isUnreadable,
  placesIn,
  rewriteInFile,
  sourceOf,
  withFixes,
  withKnown,
} from '../compiler/index.ts';
import { createSource, type Edit, type Source } from '../grammar/index.ts';
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
  const changes = places.formulas.map((found): Change => {
    const formula = withKnown(found, { defaults: true });
    const about = { source: sourceOf(source.name, formula), options: optionsFor(formula, options) };
    const { change, count } = formula === found ? wholeChange(formula, about) : ownChange(formula, about);
    made += count;
    return change;
  });
  if (made === 0) return file;
  const read = file.read ?? ((text: string) => placesIn(source.name, text, places.format));
  const { text, refused } = rewriteInFile(source.text, changes, (changed) =>
    read(changed).formulas.map((one) => withKnown(one, { defaults: true })),
  );
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
  return { ...file, source: createSource(source.name, text), places: read(text) };
}

interface About {
  readonly source: Source;
  readonly options: InspectOptions;
}
interface Mended {
  readonly change: Change;
  readonly count: number;
}

function wholeChange(formula: EmbeddedFormula, { source, options }: About): Mended {
  const { text: wanted, count } = fix(source, options);
  return { change: { formula, wanted, edits: editBetween(formula.text, wanted) }, count };
}

/** Of a formula with texts from elsewhere in it, only what stands with it is changed: others may use those, too. */
function ownChange(formula: EmbeddedFormula, { source, options }: About): Mended {
  const own = withFixes(source, inspect(source, options).diagnostics, options)
    .flatMap((one) => one.fix ?? [])
    .filter(({ edits }) => edits.every(({ span }) => isOwn(formula, span)));
  const edits: Edit[] = [];
  let count = 0;
  for (const one of own) {
    const isFree = one.edits.every(({ span }) =>
      edits.every((other) => span.end < other.span.start || other.span.end < span.start),
    );
    if (!isFree) continue;
    edits.push(...one.edits);
    count++;
  }
  return { change: { formula, wanted: applyEdits(formula.text, edits), edits }, count };
}
