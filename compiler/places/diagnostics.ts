// The complaints about files that formulas stand in, apart from the formulas.

import { type Diagnostic, defineDiagnostics, type Span } from '../../grammar/index.ts';

/** The makers of complaints about host files, one for each row. */
// biome-ignore format: a table
export const complaints = defineDiagnostics('file', {
  'broken': {
    severity: 'error',
    message: 'the {format} breaks off here: expected {expected}, found {found}',
    hint: 'mend the file; only what stands before this place was searched for formulas',
    prose: 'The file is not what its name says, or it was cut off. Formulas before the break are checked all the same.',
    example: '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;", ',
  },
  'broken-yaml': {
    severity: 'error',
    message: 'this is not YAML: {what}',
    hint: 'mend the file; other tools refuse it as a whole',
    prose: 'Every reader of YAML refuses the file at this place: an indentation, a colon or an anchor is not right. Files with marks of a template in them are not looked at in this way.',
    example: 'pool:\n  autoScaleFormula: $TargetDedicatedNodes = 1;\n id: a\n',
  },
  'wrong-escape': {
    severity: 'error',
    message: "'{found}' is not an escape of {format}",
    hint: 'write a backslash as \\\\',
    prose: 'A backslash in a text of the file is followed by something the format does not know, so other tools will refuse the file.',
    example: '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;\\q" }',
  },
  'broken-expression': {
    severity: 'error',
    message: 'the expression breaks off here: expected {expected}, found {found}',
    hint: 'mend the expression; what it puts together was not checked',
    prose: 'A text in square brackets is an expression of Resource Manager, which refuses the template when a bracket or a quote is missing. The formula in it cannot be put together.',
    example: `{ "contentVersion": "1.0.0.0", "autoScaleFormula": "[concat('n = 1;', '$TargetDedicatedNodes = n;']" }`,
  },
  'unknown-name': {
    severity: 'error',
    message: 'the template has no {kind} `{name}`',
    hint: '{hint}',
    prose: 'An expression of Resource Manager names something that the template does not declare, so the deployment is refused.',
    example: `{ "contentVersion": "1.0.0.0", "variables": { "formula": "n = 1;" }, "resources": [{ "autoScaleFormula": "[variables('fromula')]" }] }`,
  },
  'elsewhere': {
    severity: 'info',
    message: 'the formula stands in another file, `{path}`',
    prose: 'A call reads the formula from another file when the template is built or deployed, so this file does not show it. `check` looks into that file as well where the path leads there from the folder of this one; an editor shows what is wrong with it when it is opened.',
    example: "resource pool 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {\n  properties: { scaleSettings: { autoScale: { formula: loadTextContent('pool.txt') } } }\n}\n",
  },
  'groovy-variable': {
    severity: 'error',
    message: "'{name}' in double quotes is a variable of Groovy, so the formula loses it",
    hint: "put the formula in single quotes, or write \\{name}",
    prose: 'Groovy fills variables into texts in double quotes. The names of formulas begin with a dollar sign, too; in single quotes they stay.',
    example: 'azure.batch.pools.auto.scaleFormula = "$TargetDedicatedNodes = 1;"',
  },
});

const UNREADABLE: ReadonlySet<string> = new Set([
  'file-broken', 'file-broken-expression', 'file-broken-yaml', 'file-wrong-escape',
]); // biome-ignore format: a list

/** Whether other tools would not take the file at all. */
export const isUnreadable = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ code }) => UNREADABLE.has(code));

/** An opening mark that waits for its partner. */
export interface Opened {
  /** What it is called: `'('`, `the quote`. */
  readonly mark: string;
  readonly span: Span;
}

/** The complaint, with the place of the mark that it misses the partner of. */
export const withOpened = (diagnostic: Diagnostic, opened: Opened | undefined): Diagnostic =>
  opened === undefined
    ? diagnostic
    : { ...diagnostic, related: [{ message: `${opened.mark} is opened here`, span: opened.span }] };

/** The complaint that a file breaks off at an offset. */
export function brokenAt(
  text: string,
  offset: number,
  { format, expected }: { readonly format: string; readonly expected: string },
): Diagnostic {
  const at = Math.min(offset, text.length);
  const span = { start: at, end: Math.min(at + 1, text.length) };
  return complaints.broken(span, { format, expected, found: foundAt(text, at) });
}

/** The complaint that nothing closes what is open. */
export const unclosed = (
  text: string,
  format: string,
  { at, wanted, opened }: { readonly at: number; readonly wanted: string; readonly opened: Opened },
): Diagnostic => withOpened(brokenAt(text, at, { format, expected: wanted }), opened);

/** What stands at an offset, as messages say it. */
export function foundAt(text: string, at: number, whole = 'file'): string {
  if (at >= text.length) return `the end of the ${whole}`;
  const letter = text[at]!;
  if (/[\r\n]/.test(letter)) return 'the end of the line';
  return letter === "'" ? 'a single quote' : `'${letter}'`;
}
