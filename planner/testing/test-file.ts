// A test file opened: its cases with their formulas compiled, or everything that is wrong with it.

import { findName, type PoolContext } from '../../compiler/index.ts';
import { placeAt, type Source, type Span } from '../../grammar/index.ts';
import { inPool, type State } from '../../runtime/index.ts';
import { type At, AUTOSCALE_INTERVAL, below, complain, hasErrors, inSource, nearestName, readDocument, type StateSection, spanAt, startReading, stateOf } from '../../simulator/index.ts'; // biome-ignore format: one list
import { evaluationsOf, isFile, type Sequence, type Simulated, testShape } from './case-sections.ts';
import { testDiagnostics as complaints } from './diagnostics.ts';
import { type Expectation, expectsSomething } from './expectation.ts';
import { hintForFigure } from './figures.ts';
import type { Folder } from './folder.ts';
import type { FormulaRef } from './formula-ref.ts';
import type { Opened } from './opened.ts';
import { casesOf, type FlatCase } from './tables.ts';
import { openFormula, type TestFormula } from './test-formula.ts';

/** What a case does, and what it expects. */
export type Trial =
  | { readonly kind: 'evaluation'; readonly state: State; readonly expect?: Expectation }
  | { readonly kind: 'sequence'; readonly state: State; readonly sequence: Sequence }
  | { readonly kind: 'simulation'; readonly simulate: Simulated };

export interface TestCase {
  readonly name: string;
  readonly line: number;
  /** Absent where a scenario brings its own. */
  readonly formula?: TestFormula;
  readonly trial: Trial;
}

export interface TestFile {
  readonly source: Source;
  /** What paths in the file are relative to. */
  readonly folder: Folder;
  readonly cases: readonly TestCase[];
  /** Files it reads besides itself, as it names them. */
  readonly reads: readonly string[];
}

/** Reads a test file, and the formulas it names. */
export async function openTestFile(source: Source, folder: Folder): Promise<Opened<TestFile>> {
  if (source.text.trim() === '')
    return { remarks: inSource(source, [complaints['no-cases']({ start: 0, end: 0 })]) };
  const { document, diagnostics } = readDocument(source);
  const remarks = inSource(source, diagnostics);
  if (document === undefined) return { remarks };
  const at = startReading(document);
  const found = testShape.read(document.data, at);
  const flat = (found?.cases ?? []).flatMap(casesOf);
  if (found !== undefined && found.cases.length === 0) complain(at, () => complaints['no-cases'](spanAt(at)));
  const formulas = new Map<string, TestFormula>();
  if (!hasErrors(at.reading.diagnostics)) {
    for (const ref of [found?.formula, ...flat.map(({ formula }) => formula)]) {
      if (ref === undefined || formulas.has(keyOf(ref))) continue;
      const opened = await openFormula(ref, folder, source);
      if ('remarks' in opened) return { ...opened, remarks: [...remarks, ...opened.remarks] };
      if ('formula' in opened) formulas.set(keyOf(ref), opened.formula);
      else complain(at, () => complaints['formula-unreadable'](placeOf(source, ref), { why: opened.why }));
    }
  }
  const cases = hasErrors(at.reading.diagnostics)
    ? []
    : flat.map((one) =>
        testCaseOf(one, { source, formulas, formula: found?.formula, defaults: found?.defaults?.state }),
      );
  const all = [...remarks, ...inSource(source, at.reading.diagnostics)];
  if (hasErrors(at.reading.diagnostics)) return { remarks: all };
  const refs = [found?.formula, ...flat.map(({ formula }) => formula)];
  const reads = [...new Set(refs.flatMap((ref) => (ref !== undefined && 'file' in ref ? [ref.file] : [])))];
  return { value: { source, folder, cases, reads: [...reads, ...scenariosOf(cases)] }, remarks: all };
}

/** The same formula is opened once. */
const keyOf = (ref: FormulaRef): string => JSON.stringify(ref);

const scenariosOf = (cases: readonly TestCase[]): readonly string[] =>
  cases.flatMap(({ trial }) =>
    trial.kind === 'simulation' && isFile(trial.simulate.scenario) ? [trial.simulate.scenario.file] : [],
  );

/** Where a formula is named that cannot be had. */
function placeOf({ text }: Source, ref: FormulaRef): Span {
  const start = Math.max(0, text.search(/\bformula:/));
  const written = 'text' in ref ? ref.text : ref.file;
  const found = text.indexOf(written, start);
  return found < 0 ? { start, end: start } : { start: found, end: found + written.length };
}

interface Surroundings {
  readonly source: Source;
  readonly formulas: ReadonlyMap<string, TestFormula>;
  readonly formula: FormulaRef | undefined;
  readonly defaults: StateSection | undefined;
}

function testCaseOf(one: FlatCase, { source, formulas, formula: usual, defaults }: Surroundings): TestCase {
  const ref = one.formula ?? usual;
  const formula = ref === undefined ? undefined : formulas.get(keyOf(ref));
  const trial = trialOf(one, defaults, formula?.pool);
  const place = spanAt(one.where, 'key');
  const { name } = one;
  if (one.sequence !== undefined && one.simulate !== undefined)
    complain(one.where, () => complaints['two-kinds'](place, { name, one: 'sequence', other: 'simulate' }));
  if (formula === undefined && trial.kind !== 'simulation')
    complain(one.where, () => complaints['no-formula'](place, { name }));
  if (trial.kind === 'sequence') checkLength(one.where, trial.sequence);
  const expectations = expectationsOf(trial);
  const figures = trial.kind === 'simulation' ? checkFigures(trial.simulate) : 0;
  if (figures === 0 && !expectations.some(expectsSomething))
    complain(one.where, () => complaints['no-expectation'](place, { name }));
  if (formula !== undefined) for (const part of expectations) checkNames(part, formula);
  const { line } = placeAt(source, one.offset);
  return { name, line, trial, ...(formula !== undefined && { formula }) };
}

function trialOf(
  { state: own, at, expect, sequence, simulate }: FlatCase,
  defaults: StateSection | undefined,
  pool: PoolContext = {},
): Trial {
  const timed = at === undefined ? undefined : { now: at };
  const said = stateOf(...[defaults, own, timed].filter((part) => part !== undefined));
  const state = inPool(said, pool);
  if (simulate !== undefined) return { kind: 'simulation', simulate };
  if (sequence !== undefined) return { kind: 'sequence', state, sequence: everyInPool(sequence, pool) };
  return { kind: 'evaluation', state, ...(expect !== undefined && { expect }) };
}

/** A sequence that does not say how often evaluates as often as the file around its formula says. */
function everyInPool(sequence: Sequence, { autoScaleEvaluationInterval: interval }: PoolContext): Sequence {
  const { least, most } = AUTOSCALE_INTERVAL;
  const isLegal = interval !== undefined && interval >= least && interval <= most;
  return sequence.every === undefined && isLegal ? { ...sequence, every: interval } : sequence;
}

function expectationsOf(trial: Trial): readonly (Expectation | undefined)[] {
  if (trial.kind === 'evaluation') return [trial.expect];
  if (trial.kind === 'simulation') return [trial.simulate.always];
  const { expect = [], always, finally: last } = trial.sequence;
  return [...expect, always, last];
}

/** A sequence is kept whole, trace and all. */
const MOST_EVALUATIONS = 2000;

function checkLength(where: At, sequence: Sequence): void {
  const found = evaluationsOf(sequence);
  const place = below(below(where, 'sequence'), 'evaluations');
  if (found > MOST_EVALUATIONS)
    complain(place, () =>
      complaints['too-many-evaluations'](spanAt(place), { found, most: MOST_EVALUATIONS }),
    );
}

/** How many figures are expected; complains of those that no report has. */
function checkFigures({ expect }: Simulated): number {
  if (expect === undefined) return 0;
  const names = Object.keys(expect.figures);
  for (const name of names) {
    const hint = hintForFigure(name);
    const place = below(expect.at, name);
    if (hint !== undefined)
      complain(place, () => complaints['unknown-figure'](spanAt(place, 'key'), { path: name, hint }));
  }
  return names.length;
}

/** A name that is never assigned cannot come to anything. */
function checkNames(expectation: Expectation | undefined, { program }: TestFormula): void {
  if (expectation === undefined) return;
  const own = program.slots.filter((name) => findName(name) === undefined);
  for (const name of Object.keys(expectation.names ?? {})) {
    if (program.slots.includes(name) || findName(name)?.kind === 'target') continue;
    const near = nearestName(name, own);
    const hint =
      near !== undefined
        ? `did you mean \`${near}\`?`
        : own.length === 0
          ? 'it assigns none'
          : `it has ${own.join(', ')}`;
    const place = spanAt(below(below(expectation.at, 'names'), name), 'key');
    complain(expectation.at, () => complaints['unknown-name'](place, { name, hint }));
  }
}
