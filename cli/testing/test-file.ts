// A test file opened: its cases with their formulas compiled, or everything that is wrong with it said.

import path from 'node:path';
import { compile, findName, type Program } from '../../compiler/index.ts';
import { createSource, placeAt, type Source, type Span } from '../../grammar/index.ts';
import { type At, below, complain, hasErrors, inSource, nearestName, readDocument, spanAt, startReading } from '../../simulator/index.ts'; // biome-ignore format: one list
import { type Context, refuse } from '../context.ts';
import { showComplaints } from '../documents.ts';
import type { State } from '../environment.ts';
import { EXIT } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { renderDiagnostic } from '../render/diagnostics.ts';
import type { Failed } from '../scenarios.ts';
import { type StateSection, stateOf } from '../state.ts';
import { evaluationsOf, type ScenarioOf, type Sequence, type Simulated, testShape } from './case-sections.ts';
import { testDiagnostics as complaints } from './diagnostics.ts';
import { type Expectation, expectsSomething } from './expectation.ts';
import { hintForFigure } from './figures.ts';
import { casesOf, type FlatCase } from './tables.ts';

/** A formula that is tested. */
export interface TestFormula {
  readonly source: Source;
  readonly program: Program;
  /** The codes of what compiling said. */
  readonly codes: ReadonlySet<string>;
}

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
  readonly folder: string;
  readonly cases: readonly TestCase[];
  /** Files it reads besides itself, as the command line would name them. */
  readonly reads: readonly string[];
}

/** Opens a test file; or gives the exit code once all that is wrong is said. */
export async function openTestFile(file: string, context: Context): Promise<TestFile | Failed> {
  const reading = await readText(context.io, file, 'document');
  if ('problem' in reading) return { code: refuse(context, reading.problem) };
  const source = createSource(reading.name, reading.text);
  if (reading.text.trim() === '') return refuseEmpty(source, context);
  const { document, diagnostics } = readDocument(source);
  showComplaints(context, inSource(source, diagnostics));
  if (document === undefined) return { code: EXIT.usage };
  const at = startReading(document);
  const found = testShape.read(document.data, at);
  const folder = file === '-' ? '' : path.dirname(file);
  const flat = (found?.cases ?? []).flatMap(casesOf);
  if (found !== undefined && found.cases.length === 0) complain(at, () => complaints['no-cases'](spanAt(at)));
  const formulas = new Map<string, TestFormula>();
  const reads: string[] = [];
  if (!hasErrors(at.reading.diagnostics)) {
    for (const ref of [found?.formula, ...flat.map(({ formula }) => formula)]) {
      if (ref === undefined || formulas.has(ref)) continue;
      const opened = await openFormula(ref, { at, folder, source, reads }, context);
      if (opened !== undefined && 'code' in opened) return opened;
      if (opened !== undefined) formulas.set(ref, opened);
    }
  }
  const cases = hasErrors(at.reading.diagnostics)
    ? []
    : flat.map((one) =>
        testCaseOf(one, { source, formulas, formula: found?.formula, defaults: found?.defaults?.state }),
      );
  const isWrong = showComplaints(context, inSource(source, at.reading.diagnostics));
  return isWrong
    ? { code: EXIT.usage }
    : { source, folder, cases, reads: [...reads, ...scenariosOf(cases, folder)] };
}

function refuseEmpty(source: Source, context: Context): Failed {
  const diagnostic = complaints['no-cases']({ start: 0, end: 0 });
  context.io.err(renderDiagnostic(source, diagnostic, context.style.err));
  return { code: EXIT.usage };
}

const scenariosOf = (cases: readonly TestCase[], folder: string): readonly string[] =>
  cases.flatMap(({ trial }) =>
    trial.kind === 'simulation' && isFile(trial.simulate.scenario)
      ? [beside(folder, trial.simulate.scenario.file)]
      : [],
  );

/** Whether a scenario is named and not written out. */
export const isFile = (scenario: ScenarioOf): scenario is { readonly file: string } => 'file' in scenario;

/** A path of a test file, as the command line would write it. */
export const beside = (folder: string, file: string): string =>
  path.isAbsolute(file) ? file : path.join(folder, file);

interface Opening {
  readonly at: At;
  readonly folder: string;
  readonly source: Source;
  readonly reads: string[];
}

/** The formula of a file, or the text itself where it is one. */
async function openFormula(
  ref: string,
  { at, folder, source, reads }: Opening,
  context: Context,
): Promise<TestFormula | Failed | undefined> {
  const isText = /[\n;=]/.test(ref);
  const reading = isText
    ? { name: `${source.name} (formula)`, text: ref }
    : await readText(context.io, beside(folder, ref), 'formula');
  if ('problem' in reading) {
    const why = reading.problem.message.replace(/\.$/, '');
    complain(at, () => complaints['formula-unreadable'](placeOf(source, ref), { why }));
    return undefined;
  }
  if (!isText) reads.push(beside(folder, ref));
  const formula = createSource(reading.name, reading.text);
  const { program, diagnostics } = compile(formula);
  if (program !== undefined)
    return { source: formula, program, codes: new Set(diagnostics.map(({ code }) => code)) };
  for (const diagnostic of diagnostics)
    context.io.err(renderDiagnostic(formula, diagnostic, context.style.err));
  return { code: EXIT.refused };
}

function placeOf({ text }: Source, ref: string): Span {
  const start = Math.max(0, text.search(/\bformula:/));
  const found = text.indexOf(ref, start);
  return found < 0 ? { start, end: start } : { start: found, end: found + ref.length };
}

interface Surroundings {
  readonly source: Source;
  readonly formulas: ReadonlyMap<string, TestFormula>;
  readonly formula: string | undefined;
  readonly defaults: StateSection | undefined;
}

function testCaseOf(one: FlatCase, { source, formulas, formula: usual, defaults }: Surroundings): TestCase {
  const ref = one.formula ?? usual;
  const formula = ref === undefined ? undefined : formulas.get(ref);
  const trial = trialOf(one, defaults);
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
): Trial {
  const timed = at === undefined ? undefined : { now: at };
  const state = stateOf(...[defaults, own, timed].filter((part) => part !== undefined));
  if (simulate !== undefined) return { kind: 'simulation', simulate };
  if (sequence !== undefined) return { kind: 'sequence', state, sequence };
  return { kind: 'evaluation', state, ...(expect !== undefined && { expect }) };
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
