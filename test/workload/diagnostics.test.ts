// Every complaint has an example that provokes it and only it.

import { describe, expect, test } from 'vitest';
import { createSource } from '../../grammar/index.ts';
import {
  documentDiagnostics,
  readDocument,
  scenarioDiagnostics,
  workloadDiagnostics,
} from '../../simulator/index.ts';
import { bundleOf, loadBundle } from './files.ts';

/** What only appears together with another complaint, by design. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  'scenario-too-many': ['scenario-unknown-key'],
  'workload-too-many': ['workload-short-line'],
};

describe('documents', () => {
  // Large files alone get this complaint, and an example of that size would be no example.
  const rows = Object.entries(documentDiagnostics.rows).filter(([code]) => code !== 'document-broken-json');
  test.each(rows)('%s', (code, { example }) => {
    const { diagnostics } = readDocument(createSource('example', example));
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
  });
});

describe.each([
  ['scenarios', scenarioDiagnostics.rows],
  ['workloads', workloadDiagnostics.rows],
])('%s', (_, rows) => {
  // An example with a list as long as that would be no example; wfcommons.test.ts has one.
  const examples = Object.entries(rows).filter(([code]) => code !== 'workload-long-dependencies');
  test.each(examples)('%s', async (code, { example }) => {
    const { complaints } = await loadBundle(bundleOf(example));
    const others = FOLLOWS[code] ?? [];
    const codes = complaints
      .map(({ diagnostic }) => diagnostic.code)
      .filter((found) => !others.includes(found));
    expect(codes).toEqual([code]);
    const [found] = complaints.filter(({ diagnostic }) => diagnostic.code === code);
    const { span } = found!.diagnostic;
    expect(span.start).toBeLessThanOrEqual(span.end);
    expect(span.end).toBeLessThanOrEqual(found!.source.text.length);
  });
});

test('a large file that is not quite JSON is told where it stops being JSON', () => {
  const text = `{ "jobs": [${'1,'.repeat(2_000_001)}] }`;
  const { diagnostics } = readDocument(createSource('large.json', text));
  expect(diagnostics.map((found) => found.code)).toEqual(['document-broken-json']);
  expect(text.length - diagnostics[0]!.span.start).toBe('] }'.length);
});
