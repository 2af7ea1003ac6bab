// Which lines of a formula decided a value: from a trace of one evaluation back through the names it was made of.

import type { Node, Program, Step } from '../../compiler/index.ts';
import { placeInFileOf, type Source, type Span } from '../../grammar/index.ts';
import { type Evaluation, printValue, type TracedPart, type Value } from '../../runtime/index.ts';
import type { Mismatch } from './expectation.ts';

/** A statement that decided, what it came to, and what its conditions and readings were. */
export interface DecidingLine {
  readonly line: number;
  readonly text: string;
  /** Absent when the statement failed. */
  readonly value?: string;
  readonly because: readonly string[];
}

/** An evaluation that was traced; `source` knows the file that the formula stands in. */
export interface Traced {
  readonly program: Program;
  readonly source: Source;
  readonly parts: readonly TracedPart[];
  readonly evaluation: Evaluation;
}

/** The statements that decided what a mismatch is about, in order; none where no name decides it. */
export function decidingLines(traced: Traced, about: Mismatch['about']): readonly DecidingLine[] {
  const { program, parts, evaluation } = traced;
  const start = lastStep(program, evaluation, about);
  if (start === undefined) return [];
  const chosen = new Set<number>();
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (chosen.has(at)) continue;
    chosen.add(at);
    for (const { node } of partsOfStep(parts, program.steps[at]!)) {
      const source = sourceStep(program, node, at);
      if (source !== undefined) waiting.push(source);
    }
  }
  return [...chosen].sort((a, b) => a - b).map((at) => describeStep(traced, program.steps[at]!));
}

/** The statement that settled it: the last one that assigned the name, or the one that failed. */
function lastStep(program: Program, evaluation: Evaluation, about: Mismatch['about']): number | undefined {
  const { steps } = program;
  if (about.kind === 'other') return undefined;
  if (about.kind === 'error') {
    const offset = evaluation.error?.diagnostic.span.start ?? -1;
    const at = steps.findIndex(({ span }) => span.start <= offset && offset <= span.end);
    return at < 0 ? undefined : at;
  }
  const done = new Set(evaluation.assignments.map(({ span }) => span));
  const isDone = (step: Step, name: string): boolean =>
    step.kind === 'assign' && done.has(step.span) && step.name === name;
  const name = about.kind === 'target' ? about.id : about.name;
  const exact = steps.findLastIndex((step) => isDone(step, name));
  const at =
    exact < 0 && about.kind === 'target'
      ? steps.findLastIndex((step) => step.kind === 'assign' && done.has(step.span) && step.target === name)
      : exact;
  return at < 0 ? undefined : at;
}

/** The statement that gave a variable its value. */
function sourceStep({ steps }: Program, node: Node, before: number): number | undefined {
  if (node.kind !== 'variable') return undefined;
  const at = steps.findLastIndex(
    (step, index) => index < before && step.kind === 'assign' && step.slot === node.slot,
  );
  return at < 0 ? undefined : at;
}

const isInside = (part: Span, whole: Span): boolean => whole.start <= part.start && part.end <= whole.end;

const partsOfStep = (parts: readonly TracedPart[], { value }: Step): readonly TracedPart[] =>
  parts.filter(({ node }) => isInside(node.span, value.span));

function describeStep({ source, parts, evaluation }: Traced, step: Step): DecidingLine {
  const text = (span: Span): string => source.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  const inside = partsOfStep(parts, step);
  const traced = (node: Node): Value | undefined => inside.find((part) => part.node === node)?.value;
  const because = inside.flatMap(({ node, value }): string[] => {
    if (node.kind === 'method' || node.kind === 'latest' || node.kind === 'target')
      return [`${text(node.span)} is ${printValue(value)}`];
    if (node.kind !== 'conditional') return [];
    const condition = traced(node.condition);
    const isTrue = Array.isArray(condition) ? condition[0] !== 0 : condition !== 0;
    return [`${text(node.condition.span)} is ${isTrue ? 'true' : 'false'}, so ${text((isTrue ? node.whenTrue : node.whenFalse).span)} counts`]; // biome-ignore format: a sentence
  });
  const done = evaluation.assignments.find(({ span }) => span === step.span);
  return {
    line: placeInFileOf(source, step.span.start).line,
    text: text(step.span),
    ...(done !== undefined && { value: printValue(done.value) }),
    because: [...new Set(because)],
  };
}
