// Formulas where they live: the table of formats, how each is recognised, and the one way in.

import type { Diagnostic } from '../../grammar/index.ts';
import type { PoolContext } from '../pool-context.ts';
import { isArm, readArm } from './arm.ts';
import { readBicep } from './bicep.ts';
import { complaints } from './diagnostics.ts';
import type { Elsewhere } from './elsewhere.ts';
import { type EmbeddedFormula, wholeFile, withWordsOpen } from './embedded.ts';
import { findFormulas } from './find-formulas.ts';
import type { HostReader } from './host.ts';
import { readJson } from './json.ts';
import { readNextflow } from './nextflow.ts';
import { poolOf } from './pool-settings.ts';
import { readTerraform, readTerraformJson, readTerraformTemplate } from './terraform.ts';
import { readYaml } from './yaml.ts';

export { complaints as placeComplaints, isUnreadable } from './diagnostics.ts';
export { editsInFile } from './edits.ts';
export type { Elsewhere } from './elsewhere.ts';
export {
  diagnosticInFile,
  type EmbeddedFormula,
  isOwn,
  offsetInFormula,
  sourceInFile,
  sourceOf,
  spanInFile,
} from './embedded.ts';
export { fillIn, withKnown, withoutMarks } from './fill-in.ts';
export { type Change, type LaidOut, layOutInFile, rewriteInFile } from './lay-out.ts';
export { speaksOfFormulas } from './speaks-of-formulas.ts';
export { yamlTooDeep } from './yaml-depth.ts';

/** The formats that formulas are looked for in; `plain` is a file that is one formula. */
export type PlaceFormat = keyof typeof FORMATS;

interface FormatRow {
  /** What it is called in messages. */
  readonly title: string;
  /** Names of files that are surely of this format. */
  readonly name: RegExp;
  /** Texts without such a name that are of it, too. */
  readonly content?: RegExp;
  readonly read: HostReader | undefined;
}

// The first row that matches a name wins, then the first that matches the text.
// biome-ignore format: a table
const FORMATS = {
  'terraform-json':     { title: 'Terraform in JSON', name: /\.(tf|tofu)\.json$/i, read: readTerraformJson },
  'json':               { title: 'JSON', name: /\.jsonc?$/i, content: /^\s*(?:\{\s*(?:["}]|\/\/|\/\*)|\[\s*[{"\][])/, read: (text) => (isArm(text) ? readArm(text) : readJson(text)) },
  'yaml':               { title: 'YAML', name: /\.ya?ml$/i, read: readYaml },
  'terraform':          { title: 'Terraform', name: /\.(tf|tofu|tfvars|hcl)$/i, read: readTerraform },
  'terraform-template': { title: 'a template of Terraform', name: /\.(tftpl|tmpl)$/i, read: readTerraformTemplate },
  'bicep':              { title: 'Bicep', name: /\.(bicep|bicepparam)$/i, read: readBicep },
  'nextflow':           { title: 'a Nextflow configuration', name: /(^|[\\/.])(nextflow\.config|config|nf)$/i, read: readNextflow },
  'plain':              { title: 'a formula', name: /^/, read: undefined },
} as const satisfies Readonly<Record<string, FormatRow>>;

export const PLACE_FORMATS: Readonly<Record<PlaceFormat, FormatRow>> = FORMATS;

/** What was found in a file. */
export interface Places {
  readonly format: PlaceFormat;
  /** In the order of their places. */
  readonly formulas: readonly EmbeddedFormula[];
  /** Places for a formula at which none is written yet: for editors. */
  readonly blanks: readonly EmbeddedFormula[];
  /** Formulas that the file says stand in other files. */
  readonly elsewhere: readonly Elsewhere[];
  /** What is wrong with the file itself, in the order of the places. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The format of a file by its name, or by its text when the name says nothing. */
export function formatOf(name: string, text: string): PlaceFormat {
  const rows = Object.entries<FormatRow>(FORMATS) as [PlaceFormat, FormatRow][];
  const named = rows.find(([format, row]) => format !== 'plain' && row.name.test(name));
  if (named !== undefined) return named[0];
  return rows.find(([, row]) => row.content?.test(text) === true)?.[0] ?? 'plain';
}

/**
 * The formulas in a file. `text` is without byte order mark; `format` is for files whose name does not say it.
 * Never throws, whatever the text; time and memory grow with its length.
 */
export function placesIn(name: string, text: string, format: PlaceFormat = formatOf(name, text)): Places {
  const { read } = PLACE_FORMATS[format];
  if (read === undefined)
    return { format, formulas: [wholeFile(text)], blanks: [], elsewhere: [], diagnostics: [] };
  const host = read(text);
  const found = findFormulas(host, text);
  const told = found.elsewhere.map(({ span, path }) => complaints.elsewhere(span, { path }));
  return { format, ...found, diagnostics: inOrder([...host.diagnostics, ...told]) };
}

/** The formula of a file that another one names as such, with what is known of it there. */
export function placesNamed(text: string, { isTemplate, replaced, pool }: Elsewhere): Places {
  const format = isTemplate ? 'terraform-template' : 'plain';
  const places = placesIn('', text, format);
  const whole = wholeFile(text);
  const formulas = isTemplate ? places.formulas : [withWordsOpen(whole, replaced)];
  return { ...places, formulas: formulas.map((one) => ({ ...one, pool })) };
}

/** Each complaint once, by place: a text may have been looked at more than once. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map(diagnostics.map((one) => [`${one.span.start} ${one.code}`, one]));
  return [...known.values()].sort((a, b) => a.span.start - b.span.start);
}

/** What a file about one pool says of it, and what is wrong with the file. */
export function poolIn(
  name: string,
  text: string,
): { readonly pool: PoolContext; readonly diagnostics: readonly Diagnostic[] } {
  const { read } = PLACE_FORMATS[formatOf(name, text)];
  const host = read?.(text);
  return { pool: host === undefined ? {} : poolOf(host), diagnostics: host?.diagnostics ?? [] };
}
