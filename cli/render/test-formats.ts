// The outcome of tests for other programs: JSON, JUnit XML and TAP.

import { placeAt } from '../../grammar/index.ts';
import { describeFailure } from '../../planner/index.ts';
import { type Coverage, countCoverage } from '../../runtime/index.ts';
import { PLAIN } from '../style.ts';
import type { TestRun } from '../testing/run-tests.ts';
import { harmless } from './diagnostics.ts';
import { mutationsJson } from './mutations.ts';
import { renderFailures } from './tests.ts';
import { inAttribute, inElement } from './xml.ts';

/** The document of `test --json`. */
export function testsJson({ files, coverage, mutations }: TestRun): Readonly<Record<string, unknown>> {
  const all = files.flatMap(({ outcomes }) => outcomes);
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  return {
    total: all.length,
    passed: all.length - failed,
    failed,
    files: files.map(({ file, outcomes }) => ({
      file: file.source.name,
      cases: outcomes.map(({ test, failures }) => ({
        name: test.name,
        line: test.line,
        passed: failures.length === 0,
        failures: failures.map(({ what, expected, actual, when, deciding }) => ({
          what,
          expected,
          actual,
          when,
          deciding,
        })),
      })),
    })),
    ...(coverage.length > 0 && { coverage: coverage.map(coverageJson) }),
    ...(mutations.length > 0 && { mutations: mutationsJson(mutations) }),
  };
}

function coverageJson(coverage: Coverage): Readonly<Record<string, unknown>> {
  const { source, statements, decisions } = coverage;
  return {
    formula: source.name,
    ...countCoverage(coverage),
    missed: [
      ...statements
        .filter(({ hits }) => hits === 0)
        .map(({ span }) => ({ ...placeAt(source, span.start), kind: 'statement', message: 'never reached' })),
      ...decisions.flatMap(({ kind, branches }) =>
        branches
          .filter(({ hits }) => hits === 0)
          .map(({ span, missing }) => ({ ...placeAt(source, span.start), kind, message: missing })),
      ),
    ],
  };
}

/** JUnit XML: a suite for each file, a case for each case. */
export function testsJunit({ files }: TestRun): string {
  const count = (outcomes: TestRun['files'][number]['outcomes']): string =>
    `tests="${outcomes.length}" failures="${outcomes.filter(({ failures }) => failures.length > 0).length}" errors="0" skipped="0"`;
  const suites = files.map(({ file, outcomes }) => {
    const name = inAttribute(file.source.name);
    const cases = outcomes.map(({ test, failures }) => {
      const head = `    <testcase name="${inAttribute(test.name)}" classname="${name}" file="${name}" line="${test.line}"`;
      if (failures.length === 0) return `${head}/>\n`;
      const body = renderFailures(test, failures, PLAIN).join('\n');
      return `${head}>\n      <failure message="${inAttribute(describeFailure(failures[0]!))}">${inElement(body)}</failure>\n    </testcase>\n`;
    });
    return `  <testsuite name="${name}" ${count(outcomes)}>\n${cases.join('')}  </testsuite>\n`;
  });
  const all = files.flatMap(({ outcomes }) => outcomes);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lazurite" ${count(all)}>\n${suites.join('')}</testsuites>\n`;
}

/** The Test Anything Protocol, version 14. */
export function testsTap({ files }: TestRun): string {
  const all = files.flatMap(({ file, outcomes }) =>
    outcomes.map((one) => ({ ...one, file: file.source.name })),
  );
  const lines = all.flatMap(({ test, failures, file }, at) => {
    const name = harmless(`${file}: ${test.name}`).replace(/[\\#]/g, '\\$&').replace(/\s+/g, ' ');
    if (failures.length === 0) return [`ok ${at + 1} - ${name}`];
    const message = renderFailures(test, failures, PLAIN).map((line) => `    ${harmless(line)}`.trimEnd());
    return [
      `not ok ${at + 1} - ${name}`,
      '  ---',
      '  message: |',
      ...message,
      `  at: ${JSON.stringify(`${file}:${test.line}`)}`,
      '  ...',
    ];
  });
  return `TAP version 14\n1..${all.length}\n${lines.map((line) => `${line}\n`).join('')}`;
}
