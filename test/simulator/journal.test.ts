// The journal's text holds all that a report needs: read back, it gives the report of the run itself.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector } from '../../planner/index.ts';
import { createJournalReader } from '../../simulator/index.ts';
import { read, start } from './run.ts';
import { scenarios } from './scenarios.ts';

test('a journal that is read back gives the same report', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (text) => {
      const { scenario, workload } = await read(text);
      const { simulation, report, journal } = start(scenario, workload);
      while (simulation.advance(1_000_000) === undefined);
      const collector = createCollector({ prices: scenario.prices });
      const reader = createJournalReader('run.ndjson', collector);
      for (const line of journal().split('\n')) expect(reader.line(line)).toBeUndefined();
      expect(reader.counts.unknown).toBe(0);
      expect(collector.report()).toEqual(report());
    }),
    { numRuns: 15 },
  );
});

test('lines that are no records are complained of with their number, and the rest is read', () => {
  const reader = createJournalReader('broken.ndjson', createCollector());
  const lines = [
    '{"time":"2025-03-03T00:00:00.000Z","operationName":"JobStartEvent","properties":{"id":"j","poolId":"p","priority":0}}',
    '{"time":"2025-03-03T00:00:0',
    '{"time":"yesterday","operationName":"TaskStartEvent","properties":{}}',
    '{"time":"2025-03-03T00:00:01.000Z","operationName":"TaskStartEvent","properties":{"jobId":"j","id":"t"}}',
    '{"time":"2025-03-03T00:00:02.000Z","operationName":"SomethingElse","properties":{}}',
    '',
  ];
  const complaints = lines.map((line) => reader.line(line)?.diagnostic.code);
  expect(complaints).toEqual([
    undefined,
    'journal-not-a-record',
    'journal-no-time',
    'journal-bad-record',
    undefined,
    undefined,
  ]);
  expect(reader.counts).toEqual({ read: 3, unknown: 1 });
});
