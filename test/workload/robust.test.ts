// Whatever is in a file, readers give a value and complaints: they never throw, and never run on.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSource } from '../../grammar/index.ts';
import { loadScenario, readDocument, readScenario, readTrace, TRACE_FORMATS } from '../../simulator/index.ts';

const making = { seed: 1, start: 0, poolId: 'pool' };

const WORDS = [
  '1', '-1', '0', ' ', '\t', '\n', '\r\n', ',', ';', '"', '""', 'submit', 'duration', 'PT5M', '2025-03-03T00:00:00Z',
  '1e400', '.', '99999999999999999999', '\u{1f600}', '\ufeff', '{', '}', '[', ']', ':', '- ', '? ', '&a ', '*a', '|\n', '>\n', '#',
  'pool: ', 'jobs: ', 'id: x', 'tasks: ', 'behaviour: ', '"kind":"workload"', '"count":', '<<: ', '!!', '---\n', '...\n', '%YAML 9\n', "'", '\\',
]; // biome-ignore format: a list

const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(''));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  soup.map((text) => new TextEncoder().encode(text)),
  fc.string({ maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
);

const NAMES = ['t.swf', 't.csv', 't.yaml', 't.json', 't.txt'];

describe('any bytes', () => {
  test.each([undefined, ...TRACE_FORMATS.map(({ name }) => name)])('as a trace of format %s', (format) => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(...NAMES), (content, name) => {
        const section = format === undefined ? { file: name } : { file: name, format };
        const { workload, complaints } = readTrace({ name, bytes: content }, section, making);
        const isWrong = complaints.some(({ diagnostic }) => diagnostic.severity === 'error');
        expect(workload === undefined).toBe(isWrong);
        for (const { diagnostic, source } of complaints) {
          expect(diagnostic.span.start).toBeGreaterThanOrEqual(0);
          expect(diagnostic.span.end).toBeLessThanOrEqual(source.text.length);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('as any value at any place of a workflow', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'A', 'a b', '', '1', '__proto__', 'constructor');
    const anything = fc.jsonValue({ maxDepth: 2 });
    const task = fc.record(
      { id: fc.oneof(ids, anything), parents: fc.oneof(fc.array(ids), anything), children: fc.array(ids) },
      { requiredKeys: [] },
    );
    const ran = fc.record(
      { id: ids, runtimeInSeconds: fc.oneof(fc.nat(9), anything), coreCount: anything, avgCPU: anything },
      { requiredKeys: [] },
    );
    const file = fc.record({
      schemaVersion: fc.constantFrom('1.4', '1.5', '1.6', '2', 1.5, null),
      workflow: fc.record(
        {
          specification: fc.record({ tasks: fc.array(task), files: anything }, { requiredKeys: ['tasks'] }),
          execution: fc.record({ tasks: fc.array(ran), makespanInSeconds: anything }, { requiredKeys: [] }),
          tasks: fc.array(fc.record({ name: ids, id: ids, parents: fc.array(ids), files: anything })),
        },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(file, (data) => {
        const bytes = new TextEncoder().encode(JSON.stringify(data));
        const { workload, complaints } = readTrace({ name: 't.json', bytes }, { file: 't.json', format: 'wfcommons' }, making);
        const isWrong = complaints.some(({ diagnostic }) => diagnostic.severity === 'error');
        expect(workload === undefined).toBe(isWrong);
        if (workload === undefined) return;
        const found = Array.from({ length: workload.count }, (_, index) => workload.taskId(index));
        for (const id of found) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(new Set(found.map((id) => id.toLowerCase())).size).toBe(workload.count);
        for (const { dependsOn } of workload.specs) for (const id of dependsOn?.taskIds ?? []) expect(found).toContain(id);
        for (const duration of workload.taskDuration) expect(duration).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  }); // biome-ignore format: short

  test('as a scenario', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        const { scenario, diagnostics } = readScenario(createSource('s.yaml', text));
        expect(scenario === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 300 },
    );
  });

  test('as any value under any key of a scenario', async () => {
    const values = fc.jsonValue({ maxDepth: 3 });
    const keys = fc.constantFrom(
      'pool',
      'pools',
      'account',
      'workload',
      'world',
      'prices',
      'sizes',
      'until',
      'start',
      'decisions',
      'choices',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(keys, values), async (changes) => {
        const whole = {
          pool: { id: 'p', vmSize: 'standard_d2s_v5', targetDedicatedNodes: 1 },
          workload: { jobs: [] },
          ...changes,
        };
        const { scenario, complaints } = await loadScenario(
          createSource('s.json', JSON.stringify(whole)),
          () => {
            throw new Error('no files here');
          },
        );
        expect(scenario === undefined).toBe(
          complaints.some(({ diagnostic }) => diagnostic.severity === 'error'),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('files made to hurt', () => {
  const cases: readonly [string, string, string][] = [
    ['deep lists', '['.repeat(30_000), 'document-too-deep'],
    ['deep mappings', '{"a":'.repeat(30_000), 'document-too-deep'],
    ['deep JSON that is whole', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'document-too-deep'],
    ['deep items', '- '.repeat(20_000), 'document-too-deep'],
    ['deep keys', '? '.repeat(20_000), 'document-too-deep'],
    [
      'aliases of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]\n`).join('')}`,
      'document-alias-bomb',
    ],
    ['a zero byte', 'pool:\0', 'document-binary'],
  ];
  test.each(cases)('%s', (_, text, code) => {
    expect(readDocument(createSource('x', text)).diagnostics.map((found) => found.code)).toEqual([code]);
  });

  test('a key called __proto__ is a key like any other', () => {
    const { diagnostics } = readScenario(
      createSource('s.json', '{ "__proto__": { "seed": 1 }, "pool": 1, "workload": { "jobs": [] } }'),
    );
    expect(diagnostics.map((found) => found.code)).toEqual(['scenario-unknown-key', 'scenario-wrong-type']);
  });

  test('nothing but line breaks', () => {
    const content = new TextEncoder().encode(' \n'.repeat(3000));
    const { complaints } = readTrace({ name: 't.txt', bytes: content }, { file: 't.txt' }, making);
    expect(complaints.map(({ diagnostic }) => diagnostic.code)).toEqual(['workload-unknown-format']);
  });

  test('a line without an end', () => {
    const content = new TextEncoder().encode('1 '.repeat(500_000));
    expect(readTrace({ name: 't.swf', bytes: content }, { file: 't.swf' }, making).workload?.count).toBe(1);
    expect(readTrace({ name: 't.csv', bytes: content }, { file: 't.csv' }, making).complaints).toHaveLength(
      1,
    );
  });
});
