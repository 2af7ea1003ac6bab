// Corpora of evaluations: cases as text, run through parse, compile and evaluate, and rendered back as text.
// With UPDATE_CORPUS=1 in the environment the answers in the files are rewritten; review them as a diff.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, LIVE, type LiveId } from '../../compiler/index.ts';
import { createSource, placeAt, type Source } from '../../grammar/index.ts';
import {
  autoScaleRun,
  createSampleStore,
  type Decisions,
  type Environment,
  type Evaluation,
  evaluate,
  parseInstant,
  type Sample,
  SECOND,
} from '../../runtime/index.ts';

export const NOON = parseInstant('2025-03-05T12:00:00Z')!;

export interface Case {
  readonly title: string;
  readonly setup: readonly string[];
  readonly formula: string;
  readonly answer: string;
}

/** Runs every case of a corpus as one test each. */
export function testCorpus(name: string): void {
  const file = new URL(`corpus/${name}.txt`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const cases = readCases(text);
  if (process.env.UPDATE_CORPUS === '1') {
    const preface = text.slice(0, text.indexOf('==== '));
    writeFileSync(
      file,
      preface + cases.map((one) => writeCase({ ...one, answer: answerOf(one) })).join('\n'),
    );
  }
  test.each(cases)('$title', (one) => {
    expect(answerOf(one)).toBe(one.answer);
  });
}

export function readCases(text: string): Case[] {
  return text
    .split(/^==== /m)
    .slice(1)
    .map((chunk) => {
      const [head = '', formula = '', answer = ''] = chunk.split(/^----\n/m);
      const [title = '', ...setup] = head.trimEnd().split('\n');
      return { title, setup, formula: formula.replace(/\n$/, ''), answer: answer.trimEnd() };
    });
}

/** The case as its file has it. */
export const writeCase = ({ title, setup, formula, answer }: Case): string =>
  `${[`==== ${title}`, ...setup, '----', formula, '----', answer].join('\n')}\n`;

/** What the formula gives, or why it is refused. */
export function answerOf(one: Case): string {
  const source = createSource('formula', one.formula);
  const { program, diagnostics } = compile(source);
  const refusal = diagnostics.find(
    ({ code, severity }) => severity === 'error' && code.startsWith('syntax-'),
  );
  if (program === undefined || refusal !== undefined) {
    const { line, column } = placeAt(source, refusal?.span.start ?? 0);
    return `! AutoScalingFormulaSyntaxError Line ${line}, Col ${column}: ${refusal?.message}`;
  }
  return render(source, evaluate(program, environmentOf(one.setup)));
}

function render(source: Source, evaluation: Evaluation): string {
  const { results, error } = autoScaleRun(evaluation);
  const failure =
    error === undefined ? [] : [`! ${error.code} ${error.values.map(({ value }) => value).join()}`];
  const warnings = evaluation.warnings.map(({ code, span }) => {
    const { line, column } = placeAt(source, span.start);
    return `~ ${code} ${line}:${column}`;
  });
  return [results, ...failure, ...warnings].join('\n');
}

/** The environment that the lines before a formula describe. */
export function environmentOf(setup: readonly string[]): Environment {
  const now = parseInstant(setup.find((line) => line.startsWith('now '))?.slice(4) ?? '') ?? NOON;
  const samples: Record<string, Sample[]> = {};
  const live: Partial<Record<LiveId, number>> = {
    $CurrentDedicatedNodes: 3,
    $CurrentLowPriorityNodes: 2,
    $UsableNodeCount: 5,
    $PreemptedNodeCount: 0,
    $TaskSlotsPerNode: 4,
  };
  const rest = { targetDedicatedNodes: 4, targetLowPriorityNodes: 2 };
  const decisions: Record<string, unknown> = {};
  for (const line of setup) {
    const [word = '', ...values] = line.split(' ');
    const number = Number(values[0]);
    if (word === 'now') continue;
    if (word === 'decide') decisions[values[0]!] = JSON.parse(values[1]!);
    else if (word === 'targets')
      Object.assign(rest, { targetDedicatedNodes: number, targetLowPriorityNodes: Number(values[1]) });
    else if (word === 'without') delete live[values[0] as LiveId];
    else if (!line.includes(':') && word in LIVE) live[word as LiveId] = number;
    else samples[word] = values.map((pair) => samplePair(now, pair));
  }
  return {
    now,
    samples: createSampleStore(samples),
    ...rest,
    live,
    random: () => 0.25,
    decisions: decisions as Partial<Decisions>,
  };
}

function samplePair(now: number, pair: string): Sample {
  const [age, value] = pair.split(':').map(Number);
  return [now - age! * SECOND, value!];
}

/** What a state file calls each live value of the pool. */
export const NODE_KEYS: Readonly<Record<string, string>> = {
  $CurrentDedicatedNodes: 'currentDedicatedNodes',
  $CurrentLowPriorityNodes: 'currentLowPriorityNodes',
  $UsableNodeCount: 'usableNodeCount',
  $PreemptedNodeCount: 'preemptedNodeCount',
  $TaskSlotsPerNode: 'taskSlotsPerNode',
};
