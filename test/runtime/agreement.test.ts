import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { compile, type Program } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { createEvaluator, type Evaluation, type Value } from '../../runtime/index.ts';
import { evaluatePlainly, type PlainResult } from './plain-evaluator.ts';
import { decisions, environments, formulas } from './soups.ts';

const RUNS = Number(process.env.RUNS ?? 600);

/** An evaluation in the referee's words. */
function inPlainWords(program: Program, evaluation: Evaluation): PlainResult {
  const { targets, error, stopped, assignments } = evaluation;
  const at = error === undefined ? 0 : offsetOf(program, error.detail);
  const kind = error?.code === 'InsufficientSampleData' ? 'insufficient' : 'failed';
  const last = new Map(
    assignments.filter(({ isTarget }) => !isTarget).map(({ name, value }) => [name, plain(value)]),
  );
  return {
    targets: [targets.targetDedicatedNodes, targets.targetLowPriorityNodes, targets.nodeDeallocationOption],
    variables: Object.fromEntries(last),
    end: error !== undefined ? `${kind} ${at}` : stopped ? 'stopped' : 'finished',
  };
}

function offsetOf({ source }: Program, detail: string): number {
  const [, line, column] = /^Line (\d+), Col (\d+): /.exec(detail)!;
  return source.lineStarts[Number(line) - 1]! + Number(column) - 1;
}

function plain(value: Value): PlainResult['variables'][string] {
  if (typeof value === 'number') return { kind: 'double', value };
  if (typeof value === 'string') return { kind: 'string', value };
  if (!('kind' in value)) return { kind: 'doubleVec', value };
  if (value.kind === 'timestamp') return { kind: 'timestamp', value: value.instant };
  return value.kind === 'option'
    ? { kind: 'option', value: value.word }
    : { kind: 'timeinterval', value: value.duration };
}

test('closures, generated code and the plain evaluator agree on every value and on every failure', () => {
  const ends = new Map<string, number>();
  fc.assert(fc.property(formulas, environments, (text, environment) => {
    const { program } = compile(createSource('soup', text));
    if (program === undefined) throw new Error(`refused: ${text}`);
    const observed: number[] = [];
    const evaluation = createEvaluator(program)(environment);
    const watched = createEvaluator(program, { observer: (node) => observed.push(node.span.start) })(environment);
    const expected = evaluatePlainly(program, environment);
    const end = expected.end.replace(/ .*/, '');
    ends.set(end, (ends.get(end) ?? 0) + 1);
    expect(inPlainWords(program, evaluation)).toEqual(expected);
    expect(watched).toEqual(evaluation);
    expect(createEvaluator(program, { generated: true })(environment)).toEqual(evaluation);
  }), { numRuns: RUNS }); // biome-ignore format: one property
  // The soups must reach every ending to mean something.
  for (const end of ['finished', 'stopped', 'insufficient', 'failed'])
    expect(ends.get(end)).toBeGreaterThan(0);
});

test('generated code follows every decision as the closures do', () => {
  fc.assert(fc.property(formulas, environments, decisions, (text, environment, some) => {
    const { program } = compile(createSource('soup', text));
    const decided = { ...environment, decisions: some };
    expect(createEvaluator(program!, { generated: true })(decided)).toEqual(createEvaluator(program!)(decided));
  }), { numRuns: RUNS }); // biome-ignore format: one property
});

test('generated code is as safe with long chains and deep choices as the closures are', () => {
  const chain = `x = ${'1 + '.repeat(990)}1;`;
  const choices = `x = ${'rand() > 0.9 ? 1 : '.repeat(190)}2;`;
  const logic = `x = ${'0 || '.repeat(990)}rand();`;
  const nested = `x = ${'max(1, '.repeat(150)}2${')'.repeat(150)};`;
  for (const text of [chain, choices, logic, nested]) {
    const { program } = compile(createSource('long', text));
    const environment = fc.sample(environments, { numRuns: 1, seed: 1 })[0]!;
    const generated = createEvaluator(program!, { generated: true })(environment);
    expect(generated).toEqual(createEvaluator(program!)(environment));
    expect(generated.error).toBeUndefined();
  }
});

test('where code may not be made from text, closures run', () => {
  const { program } = compile(createSource('csp', '$TargetDedicatedNodes = 1 + 2;'));
  const forbidden = vi.spyOn(globalThis, 'Function').mockImplementation(function refuse() {
    throw new EvalError('Code generation from strings disallowed for this context');
  });
  try {
    const evaluate = createEvaluator(program!, { generated: true });
    expect(forbidden).toHaveBeenCalledOnce();
    expect(evaluate(fc.sample(environments, 1)[0]!).targets.targetDedicatedNodes).toBe(3);
  } finally {
    forbidden.mockRestore();
  }
});

test('the observer sees every node that is evaluated, children first, and nothing of what is not', () => {
  const { program } = compile(createSource('trace', 'a = 1 ? 2 + 3 * 4 : missing; b = 0 || a > 1 && !0;'));
  const seen: string[] = [];
  const observer = (node: { span: { start: number; end: number } }, value: Value) =>
    seen.push(`${program!.source.text.slice(node.span.start, node.span.end)} → ${value}`);
  createEvaluator(program!, { observer })(fc.sample(environments, { numRuns: 1, seed: 1 })[0]!);
  expect(seen).toEqual([
    '1 → 1', '2 → 2', '3 → 3', '4 → 4', '3 * 4 → 12', '2 + 3 * 4 → 14', '1 ? 2 + 3 * 4 : missing → 14',
    '0 → 0', 'a → 14', '1 → 1', 'a > 1 → 1', '0 → 0', '!0 → 1', 'a > 1 && !0 → 1', '0 || a > 1 && !0 → 1',
  ]); // biome-ignore format: one line each statement
});
