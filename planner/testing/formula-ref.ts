// How a test file names a formula: by itself, by its file, or by the file of somebody else that it stands in.

import {
  byKind,
  described,
  dictionary,
  mapped,
  record,
  required,
  type Shape,
  text,
} from '../../simulator/index.ts';

/** A formula written out, or where it stands. */
export type FormulaRef =
  | { readonly text: string }
  | {
      readonly file: string;
      /** Of several formulas in the file, the one whose place holds this. */
      readonly place?: string;
      /** What a template fills in, by name. */
      readonly fill?: Readonly<Record<string, string>>;
    };

/** Whether what stands for a formula is the formula, and not the path of its file. */
const isText = (written: string): boolean => /[\n;=]/.test(written);

const FORMULA_IN_FILE = {
  file: required(
    described('The file it stands in: a formula, pool JSON, ARM, Bicep, Terraform, Nextflow, YAML.', text),
  ),
  place: described('Of several formulas in the file, the one whose place in it holds this text.', text),
  fill: described(
    'What a template fills in: `var.most: 20` for `${var.most}`.',
    dictionary(text, 'what a template fills in'),
  ),
} as const;

/** A path, the formula itself, or a place in a file. */
export const formulaRef: Shape<FormulaRef> = byKind<FormulaRef>({
  text: mapped(text, (written) => (isText(written) ? { text: written } : { file: written })),
  mapping: record(FORMULA_IN_FILE, { what: 'a formula in a file' }),
});
