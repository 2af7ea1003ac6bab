// What the worker does, without a worker: questions as values in, reports and problems as values out.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSource } from '../../grammar/index.ts';
import { version } from '../../package.json';
import { createCollector, type EvaluationRecord } from '../../planner/index.ts';
import { type Answer, createEngine, type Engine, type Question } from '../../playground/engine.ts';
import { firstState } from '../../playground/first-state.ts';
import { packAnswer, unpackAnswer } from '../../playground/parcel.ts';
import { scenarioFile } from '../../playground/scenario-value.ts';
import type { JsonObject } from '../../playground/state.ts';
import { loadScenario, printYaml, simulate } from '../../simulator/index.ts';
import { ROOT } from '../rules/sources.ts';

const POOL = { id: 'p', vmSize: 'standard_d4s_v5', taskSlotsPerNode: 4, enableAutoScale: true };
const SOME = { arrivals: { poisson: { rate: '60/h' } }, durations: 'PT5M', for: 'PT6H' };
const FIXED = { name: 'three', text: '$TargetDedicatedNodes = 3;' };

function question(scenario: JsonObject, formulas: Question['formulas'] = [FIXED]): Question {
  return { title: 'A test', formulas, scenario: { pool: POOL, workload: { generate: SOME }, ...scenario } };
}

function engineWith(files: Readonly<Record<string, Uint8Array>> = {}, asked: string[] = []): Engine {
  return createEngine({
    version,
    turn: async () => {},
    bytesOf: (name) => {
      asked.push(name);
      return files[name];
    },
  });
}

const answered = async (engine: Engine, asked: Question): Promise<Answer> =>
  (await engine.answer(asked, { progress: () => {}, isWanted: () => true }))!;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const CSV = bytes('submit,duration\n0,60\n10,120\n3600,60\n');

/** Any record of an evaluation, also such as no run of ours makes. */
const record: fc.Arbitrary<EvaluationRecord> = fc.record(
  {
    time: fc.double({ noNaN: true }),
    poolId: fc.constantFrom('p', 'q', ''),
    dedicated: fc.option(fc.nat()),
    lowPriority: fc.option(fc.nat()),
    variables: fc.array(fc.record({ name: fc.constantFrom('a', 'b', '_c'), value: fc.string() }), {
      maxLength: 3,
    }),
    results: fc.string({ unit: 'binary' }),
    error: fc.record({ code: fc.string(), message: fc.string() }),
  },
  { requiredKeys: ['time', 'poolId', 'dedicated', 'lowPriority', 'variables', 'results'] },
);

test('an answer comes out of its parcel as it went in', async () => {
  const answer = await answered(engineWith(), question({ until: 'PT2H' }));
  fc.assert(
    fc.property(fc.array(record), (list) => {
      const entries = answer.entries.map((entry) => ({
        ...entry,
        report: { ...entry.report, evaluations: { ...entry.report.evaluations, list } },
      }));
      const { parcel, given } = packAnswer({ ...answer, entries });
      expect(given.length).toBeGreaterThan(0);
      expect(unpackAnswer(structuredClone(parcel))).toEqual({ ...answer, entries });
    }),
    { numRuns: 30 },
  );
});

describe('one scenario, one report', () => {
  test('the page, the command line and the library say the same, letter for letter', async () => {
    const state = firstState();
    const file = scenarioFile(state, state.formulas[0]!);
    const { entries } = await answered(engineWith(), state);
    const page = JSON.stringify(entries[0]!.report);

    const source = createSource('scenario.yaml', printYaml(file));
    const loaded = await loadScenario(source, () => Promise.reject(new Error('no files')));
    const scenario = loaded.scenario!;
    let collector: ReturnType<typeof createCollector> | undefined;
    simulate(scenario, loaded.workload!, {
      version,
      sinks: [
        (names) => {
          collector = createCollector({
            prices: scenario.prices,
            names,
            expectedTasks: loaded.workload!.count,
          });
          return collector;
        },
      ],
    });
    expect(JSON.stringify(collector!.report())).toBe(page);

    const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
    writeFileSync(path.join(folder, 'scenario.yaml'), printYaml(file));
    const words = [path.join(ROOT, 'dist/lazurite.js'), 'simulate', 'scenario.yaml', '--json'];
    const { stdout } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    rmSync(folder, { recursive: true });
    expect(JSON.stringify(JSON.parse(stdout))).toBe(page);
  });
});

describe('a question', () => {
  test('every formula runs on the same work, and one that does not compile stops no other', async () => {
    const broken = { name: 'broken', text: '$TargetDedicatedNodes = ;' };
    const other = { name: 'one', text: '$TargetDedicatedNodes = 1;' };
    const { entries, problems, shape } = await answered(engineWith(), question({}, [FIXED, broken, other]));
    expect(entries.map(({ name, report }) => [name, report.tasks.total])).toEqual([
      ['three', shape!.tasks],
      ['one', shape!.tasks],
    ]);
    expect(problems.map(({ formula }) => formula)).toEqual(['broken']);
    expect(shape!.arrivals.reduce((sum, count) => sum + count, 0)).toBe(shape!.tasks);
  });

  test('what is wrong has its place in the scenario', async () => {
    const { entries, problems } = await answered(
      engineWith(),
      question({ pool: { ...POOL, taskSlotsPerNode: 'many' }, seed: -1 }),
    );
    expect(entries).toEqual([]);
    expect(problems.map(({ path: place, message }) => [place?.join('.'), message])).toEqual([
      ['pool.taskSlotsPerNode', '`pool.taskSlotsPerNode` is `many`; expected a whole number.'],
      ['seed', '`seed` is -1; expected a whole number, 0 or more.'],
    ]);
  });

  test('a pool of fixed size runs once, and it is said that the formula has no part in it', async () => {
    const pool = { id: 'p', vmSize: 'standard_d4s_v5', targetDedicatedNodes: 2 };
    const { entries, problems } = await answered(
      engineWith(),
      question({ pool }, [FIXED, { ...FIXED, name: 'again' }]),
    );
    expect(entries).toHaveLength(1);
    expect(problems.map(({ isWarning, message }) => [isWarning, message])).toEqual([
      [true, 'No pool is scaled by the formula on this page: the run is what the scenario says.'],
    ]);
  });

  test('more tasks than a page takes are refused before they are made', async () => {
    const many = { ...SOME, arrivals: { atOnce: { count: 50_000_000 } } };
    const { problems } = await answered(engineWith(), question({ workload: { generate: many } }));
    expect(problems[0]!.message).toBe(
      'The workload has about 50,000,000 tasks, and this page takes up to 5,000,000.',
    );
  });

  test('a formula that fails at each evaluation is a run like any other', async () => {
    const failing = { name: 'failing', text: '$TargetDedicatedNodes = $PendingTasks.GetSample(1, 200)[5];' };
    const text = '$TargetDedicatedNodes = min($PendingTasks.GetSample(TimeInterval_Hour * 100000));';
    const { entries } = await answered(engineWith(), question({ until: 'P1D' }, [{ ...failing, text }]));
    const { evaluations } = entries[0]!.report;
    expect(evaluations.failed).toBe(evaluations.total);
    expect(evaluations.total).toBeGreaterThan(0);
  });

  test('it stops at its next turn when nobody wants the answer, and tells how far it is until then', async () => {
    const shares: number[] = [];
    let turns = 0;
    const engine = createEngine({ version, bytesOf: () => undefined, turn: async () => void turns++ });
    const asking = { progress: (share: number) => void shares.push(share), isWanted: () => turns < 4 };
    const long = { ...SOME, arrivals: { poisson: { rate: '2/s' } }, for: 'P1D' };
    expect(
      await engine.answer(question({ workload: { generate: long }, until: 'P1D' }), asking),
    ).toBeUndefined();
    expect(turns).toBe(4);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(0.5);
  });
});

describe('files', () => {
  const traced = { workload: { trace: { file: 'jobs.csv' } } };

  test('a trace is read once for many formulas, and again when it or the seed is another', async () => {
    const files: Record<string, Uint8Array> = { 'jobs.csv': gzipSync(CSV) };
    const asked: string[] = [];
    const engine = engineWith(files, asked);
    const first = await answered(
      engine,
      question(traced, [FIXED, { name: 'one', text: '$TargetDedicatedNodes = 1;' }]),
    );
    expect([first.problems, first.entries.map(({ report }) => report.tasks.total)]).toEqual([[], [3, 3]]);
    const reads = () => asked.splice(0).length;
    reads();
    await answered(engine, question(traced));
    const kept = reads();
    files['jobs.csv'] = bytes('submit,duration\n0,60\n');
    const { entries } = await answered(engine, question(traced));
    expect(entries[0]!.report.tasks.total).toBe(1);
    expect(reads()).toBeGreaterThan(kept);
  });

  test('a file that is not there, one that is damaged and one that is nonsense are said in words', async () => {
    const damaged = gzipSync(CSV).subarray(0, 30);
    const messages = async (files: Readonly<Record<string, Uint8Array>>) => {
      const { problems } = await answered(engineWith(files), question(traced));
      return problems.map(({ message, hint = '' }) => `${message} ${hint}`.trim());
    };
    expect(await messages({})).toEqual([
      'The file `jobs.csv` cannot be read: it is not in this browser, drop it on the page.',
    ]);
    expect(await messages({ 'jobs.csv': damaged })).toEqual([
      'The file `jobs.csv` cannot be read: it is a damaged gzip file, or one that ends in the middle; fetch it again.',
    ]);
    const picture = readFileSync(process.execPath).subarray(0, 100_000);
    expect((await messages({ 'jobs.csv': picture }))[0]).toContain('is not text');
    expect((await messages({ 'jobs.csv': bytes('submit,duration\n0,soon\n') }))[0]).toContain(
      '(jobs.csv, line 2)',
    );
  });

  test('prices may stand in a file', async () => {
    const prices = 'currency: EUR\nnodes: { standard_d4s_v5: 1 }\n';
    const { entries } = await answered(
      engineWith({ 'p.yaml': bytes(prices) }),
      question({ prices: 'p.yaml' }),
    );
    expect(entries[0]!.report.cost!.currency).toBe('EUR');
  });
});
