// What `check` found as JUnit's XML, which every build server reads: a suite a file, a test a formula.

import { type Diagnostic, placeAt } from '../../grammar/index.ts';
import { type CheckedFile, type CheckedFormula, pathText } from '../checked.ts';
import { wellFormed } from './well-formed.ts';

/** One document of all files. A formula fails by its errors; what is less stands in its output. */
export function renderJunit(files: readonly CheckedFile[]): string {
  const suites = files.map(renderSuite);
  const count = (what: 'tests' | 'failures' | 'errors'): number =>
    suites.reduce((sum, suite) => sum + suite[what], 0);
  const totals = `tests="${count('tests')}" failures="${count('failures')}" errors="${count('errors')}"`;
  const body = suites.map(({ text }) => text).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lazurite check" ${totals}>\n${body}</testsuites>\n`;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly text: string;
}

function renderSuite(file: CheckedFile): Suite {
  const broken = file.diagnostics.length > 0 ? [renderBroken(file)] : [];
  const cases = [...broken, ...file.formulas.map((formula) => renderCase(file, formula))];
  const failures = file.formulas.filter(hasErrors).length;
  const head = `name="${escaped(file.source.name)}" tests="${cases.length}" failures="${failures}" errors="${broken.length}"`;
  return {
    tests: cases.length,
    failures,
    errors: broken.length,
    text: `  <testsuite ${head}>\n${cases.join('')}  </testsuite>\n`,
  };
}

const errorsOf = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');
const hasErrors = ({ diagnostics }: CheckedFormula): boolean => errorsOf(diagnostics).length > 0;

const renderBroken = (file: CheckedFile): string =>
  `    <testcase classname="${escaped(file.source.name)}" name="the file">\n${problem('error', file, file.diagnostics)}    </testcase>\n`;

function renderCase(file: CheckedFile, formula: CheckedFormula): string {
  const { line } = placeAt(file.source, formula.start);
  const name = pathText(formula.path) || 'formula';
  const head = `classname="${escaped(file.source.name)}" name="${escaped(name)}" line="${line}"`;
  const errors = errorsOf(formula.diagnostics);
  const rest = formula.diagnostics.filter(({ severity }) => severity !== 'error');
  const output = rest.length === 0 ? '' : `      <system-out>${escaped(listed(file, rest))}</system-out>\n`;
  const failure = errors.length === 0 ? '' : problem('failure', file, errors);
  if (failure + output === '') return `    <testcase ${head}/>\n`;
  return `    <testcase ${head}>\n${failure}${output}    </testcase>\n`;
}

function problem(kind: 'failure' | 'error', file: CheckedFile, found: readonly Diagnostic[]): string {
  const [first] = found;
  const head = `message="${escaped(first?.message ?? '')}" type="${escaped(first?.code ?? '')}"`;
  return `      <${kind} ${head}>${escaped(listed(file, found))}</${kind}>\n`;
}

const listed = (file: CheckedFile, found: readonly Diagnostic[]): string =>
  found
    .map(({ span, severity, message, code, hint }) => {
      const { line, column } = placeAt(file.source, span.start);
      const advice = hint === undefined ? '' : `\n  hint: ${hint}`;
      return `${file.source.name}:${line}:${column}: ${severity}: ${message} [${code}]${advice}`;
    })
    .join('\n');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;', '\t': '&#9;',
}; // biome-ignore format: a table

/** Text in an attribute or an element; characters that XML cannot hold become the replacement character. */
const escaped = (text: string): string =>
  wellFormed(text)
    .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'\n\t]/g, (letter) => ENTITIES[letter]!);
