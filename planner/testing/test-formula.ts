// The formula that a test is about, opened: read, found in its file, filled in and compiled.

import { compile, diagnosticInFile, type EmbeddedFormula, fillIn, isUnreadable, type PoolContext, type Program, placesIn, sourceInFile, withKnown } from '../../compiler/index.ts'; // biome-ignore format: one list
import { createSource, type Source } from '../../grammar/index.ts';
import { inSource } from '../../simulator/index.ts';
import type { Folder } from './folder.ts';
import type { FormulaRef } from './formula-ref.ts';
import type { Remark } from './opened.ts';

/** A formula that is tested. */
export interface TestFormula {
  readonly source: Source;
  readonly program: Program;
  /** The codes of what compiling said. */
  readonly codes: ReadonlySet<string>;
  /** What the file it stands in says of its pool. */
  readonly pool: PoolContext;
}

/** A formula; or why it cannot be had; or what is wrong with it, or with its file. */
export type OpenedFormula =
  | { readonly formula: TestFormula }
  | { readonly why: string }
  | { readonly remarks: readonly Remark[]; readonly isRefused: boolean };

/** Opens a formula of a test file. */
export async function openFormula(ref: FormulaRef, folder: Folder, tests: Source): Promise<OpenedFormula> {
  if ('text' in ref) {
    const source = createSource(`${tests.name} (formula)`, ref.text);
    return compiled(source, placesIn('', ref.text, 'plain').formulas[0]!);
  }
  const reading = await folder.readText(ref.file, 'formula');
  if ('problem' in reading) return { why: reading.problem.message.replace(/\.$/, '') };
  const file = createSource(reading.name, reading.text);
  const places = placesIn(ref.file, file.text);
  if (isUnreadable(places.diagnostics))
    return { isRefused: false, remarks: inSource(file, places.diagnostics) };
  const found = chosen(ref, places.formulas);
  return 'why' in found ? found : compiled(file, found);
}

const placeOf = ({ path }: EmbeddedFormula): string => path.join('.');

/** The one formula that is meant, filled in. */
function chosen(
  { file, place = '', fill = {} }: Extract<FormulaRef, { readonly file: string }>,
  formulas: readonly EmbeddedFormula[],
): EmbeddedFormula | { readonly why: string } {
  const fitting = formulas.filter((one) => placeOf(one).includes(place));
  const [only] = fitting;
  if (only === undefined) {
    const others = formulas.map(placeOf).join('; ');
    return { why: formulas.length === 0 ? `There is no formula in ${file}` : `No formula of ${file} stands at \`${place}\`; the places are ${others}` }; // biome-ignore format: a sentence
  }
  if (fitting.length > 1)
    return { why: `${file} has ${fitting.length} formulas; \`place\` says which: ${fitting.map(placeOf).join('; ')}` }; // biome-ignore format: a sentence
  const { formula: filled, unused } = fillIn(only, fill);
  const formula = withKnown(filled);
  const left = Object.values(formula.placeholders);
  if (left.length > 0) return { why: `A template fills in ${left.join(', ')}; \`fill\` says with what` };
  if (unused.length > 0) return { why: `Nothing of ${file} is filled in with \`${unused[0]}\`` };
  return formula;
}

function compiled(file: Source, formula: EmbeddedFormula): OpenedFormula {
  const source = sourceInFile(file, formula);
  const { program, diagnostics } = compile(source);
  if (program === undefined)
    return { isRefused: true, remarks: inSource(file, diagnostics.map((one) => diagnosticInFile(formula, one))) }; // biome-ignore format: short
  const codes = new Set(diagnostics.map(({ code }) => code));
  return { formula: { source, program, codes, pool: formula.pool } };
}
