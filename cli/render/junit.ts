// What `check` found as JUnit's XML, which every build server reads: a suite a file, a test a formula.

import { type Diagnostic, placeAt } from '../../grammar/index.ts';
import { type CheckedFile, type CheckedFormula, pathText } from '../checked.ts';
import { inAttribute, inElement } from './xml.ts';

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
  const head = `name="${inAttribute(file.source.name)}" tests="${cases.length}" failures="${failures}" errors="${broken.length}"`;
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
  `    <testcase classname="${inAttribute(file.source.name)}" name="the file">\n${problem('error', file, file.diagnostics)}    </testcase>\n`;

function renderCase(file: CheckedFile, formula: CheckedFormula): string {
  const { line } = placeAt(file.source, formula.start);
  const name = pathText(formula.path) || 'formula';
  const head = `classname="${inAttribute(file.source.name)}" name="${inAttribute(name)}" line="${line}"`;
  const errors = errorsOf(formula.diagnostics);
  const rest = formula.diagnostics.filter(({ severity }) => severity !== 'error');
  const output = rest.length === 0 ? '' : `      <system-out>${inElement(listed(file, rest))}</system-out>\n`;
  const failure = errors.length === 0 ? '' : problem('failure', file, errors);
  if (failure + output === '') return `    <testcase ${head}/>\n`;
  return `    <testcase ${head}>\n${failure}${output}    </testcase>\n`;
}

function problem(kind: 'failure' | 'error', file: CheckedFile, found: readonly Diagnostic[]): string {
  const [first] = found;
  const head = `message="${inAttribute(first?.message ?? '')}" type="${inAttribute(first?.code ?? '')}"`;
  return `      <${kind} ${head}>${inElement(listed(file, found))}</${kind}>\n`;
}

const listed = (file: CheckedFile, found: readonly Diagnostic[]): string =>
  found
    .map(({ span, severity, message, code, hint }) => {
      const { line, column } = placeAt(file.source, span.start);
      const advice = hint === undefined ? '' : `\n  hint: ${hint}`;
      return `${file.source.name}:${line}:${column}: ${severity}: ${message} [${code}]${advice}`;
    })
    .join('\n');
