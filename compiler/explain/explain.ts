// A formula read back in plain words: what it reads and how far back, each statement as a sentence with the type and
// the range of its name, what the pool is asked for, and how the evaluation can fail.

import { placeInFileOf, writtenText } from '../../grammar/index.ts';
import { LIVE, type LiveId, METRICS, type MetricId, OPTIONS, type OptionWord } from '../catalog/index.ts';
import { flowOf, sourcesOf } from '../flow.ts';
import type { MetricUse, Node, Program, Step } from '../ir.ts';
import { nodesIn } from '../parts.ts';
import { printNumbers, printRange } from '../ranges/print.ts';
import { isNoValue, type Range, typeOfRange } from '../ranges/range.ts';
import type { FailureKind } from '../ranges/site.ts';
import { type ProgramRanges, rangesOf } from '../ranges.ts';
import { spell } from '../types.ts';
import { conditionText, isClause, type Meanings, meaningsIn, phrase } from './phrases.ts';

/** A metric or a count of the pool, and what of it is read. */
export interface Reading {
  readonly name: MetricId | LiveId;
  /** `up to 3 minutes back`. */
  readonly how: string;
  readonly meaning: string;
}

/** One statement. */
export interface ExplainedStatement {
  readonly line: number;
  /** Absent for an expression that is assigned to nothing. */
  readonly name?: string;
  readonly sentence: string;
  /** The arms of a condition that decides the whole statement, in order; none where a sentence says it all. */
  readonly arms: readonly { readonly when: string; readonly value: string }[];
  readonly type: string;
  readonly range: string;
  /** The names of the formula and of the service that it is made of. */
  readonly from: readonly string[];
}

/** Something the evaluation may fail with. */
export interface ExplainedFailure {
  readonly line: number;
  readonly kind: FailureKind;
  readonly sentence: string;
}

export interface Explanation {
  readonly reads: readonly Reading[];
  readonly statements: readonly ExplainedStatement[];
  readonly pool: {
    readonly dedicated: string;
    readonly lowPriority: string;
    readonly deallocation: readonly { readonly option: OptionWord; readonly meaning: string }[];
  };
  /** Empty when the evaluation never fails. */
  readonly failures: readonly ExplainedFailure[];
}

/** Explains a program. Never throws, whatever the formula. */
export function explain(program: Program): Explanation {
  const ranges = rangesOf(program, { fillings: 'plain' });
  const meanings = meaningsIn(program);
  return {
    reads: program.uses.map(readingOf),
    statements: program.steps.map((step, at) => statementOf(program, step, meanings[at]!, ranges.steps[at]!)),
    pool: poolOf(ranges),
    failures: failuresOf(program, ranges),
  };
}

function readingOf({ id, lookBack, newest }: MetricUse): Reading {
  const isLive = Object.hasOwn(LIVE, id);
  const row = isLive ? LIVE[id as LiveId] : METRICS[id as MetricId];
  const back =
    lookBack === Infinity ? 'as far back as there are samples' : `up to ${duration(lookBack)} back`;
  const count = newest === Infinity ? 'any number of newest samples' : newest === 1 ? 'the newest sample' : `the newest ${newest} samples`; // biome-ignore format: a row
  const parts = [
    ...(lookBack > 0 ? [back] : []),
    ...(newest > 0 ? [isLive && newest === 1 ? 'as it is now' : count] : []),
  ];
  return { name: id, how: parts.join(', and ') || 'how many samples there are', meaning: row.prose };
}

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const; // biome-ignore format: a table

/** Milliseconds in the largest unit that leaves no fraction. */
function duration(milliseconds: number): string {
  const [noun, size] = UNITS.find(([, unit]) => milliseconds % unit === 0) ?? ['millisecond', 1];
  const count = milliseconds / size;
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function statementOf({ source }: Program, step: Step, meanings: Meanings, range: Range): ExplainedStatement {
  const { value } = step;
  const { line } = placeInFileOf(source, step.span.start);
  // What a template fills in is called what the template calls it.
  const written = (text: string): string => writtenText(source, text);
  const arms = armsOf(value, meanings).map(({ when, value: said }) => ({
    when: written(when),
    value: written(said),
  }));
  const said = arms.length > 0 ? '' : written(phrase(value, meanings));
  const name = step.kind === 'assign' ? step.name : undefined;
  return {
    line,
    ...(name !== undefined && { name }),
    sentence:
      name === undefined
        ? evaluated(value, said)
        : `\`${name}\` is ${arms.length > 0 ? 'one of several' : asValue(value, said)}`,
    arms,
    ...kindOf(value, range),
    from: namesIn(value),
  };
}

/** The type and the range of a value; of what a template fills in, and nothing else, neither is known. */
const kindOf = ({ kind, type }: Node, range: Range): Pick<ExplainedStatement, 'type' | 'range'> => {
  if (kind === 'placeholder') return { type: spell(type), range: 'whatever is filled in' };
  return { type: spell(isNoValue(range) ? type : type & typeOfRange(range)), range: printRange(range) };
};

const evaluated = (value: Node, said: string): string =>
  value.kind === 'call' && value.function === 'stop'
    ? 'the evaluation ends here'
    : `${said} is evaluated and not used`;

/** A truth is said as one. */
const asValue = (value: Node, said: string): string => (isClause(value) ? `whether ${said}` : said);

/** A statement that is nothing but conditions of one's own in a row, as if and else. */
function armsOf(node: Node, meanings: Meanings): ExplainedStatement['arms'] {
  if (node.kind !== 'conditional' || node.whenFalse.kind !== 'conditional') return [];
  const arms: { when: string; value: string }[] = [];
  let last: Node = node;
  while (last.kind === 'conditional') {
    arms.push({ when: conditionText(last.condition, meanings), value: phrase(last.whenTrue, meanings) });
    last = last.whenFalse;
  }
  return [...arms, { when: '', value: phrase(last, meanings) }];
}

function namesIn(value: Node): readonly string[] {
  const names = [...nodesIn(value)].flatMap((node) =>
    node.kind === 'variable' ? [node.name] : node.kind === 'method' ? [node.metric] : node.kind === 'latest' || node.kind === 'target' ? [node.id] : [],
  ); // biome-ignore format: a table
  return [...new Set(names)];
}

function poolOf({ targets, option }: ProgramRanges): Explanation['pool'] {
  const say = ({ isAssigned, nodes }: ProgramRanges['targets'][keyof ProgramRanges['targets']]): string =>
    isAssigned ? printNumbers(nodes) : 'as many as it has: the formula does not say';
  return {
    dedicated: say(targets.$TargetDedicatedNodes),
    lowPriority: say(targets.$TargetLowPriorityNodes),
    deallocation: [...option].map((word) => ({ option: word, meaning: OPTIONS[word].prose })),
  };
}

const FAILURE_SENTENCES: Readonly<Record<FailureKind, string>> = {
  'insufficient-samples': 'too few samples of the window may be there',
  fault: 'the service refuses what stands here',
  'non-finite-target': 'a target may be infinite or not a number',
  'negative-target-refused': 'a target may be negative',
  'vector-for-number': 'a vector may have more or fewer than one element where a number is wanted',
  'unequal-lengths': 'two vectors may be of different length',
  'time-text': 'the text may be no time',
  'percent-range': 'a percentage may lie outside 0 to 100',
  'negative-index': 'a position may be negative',
  'non-finite-argument': 'an argument may be infinite or not a number',
  'too-few-values-refused': 'a list may have too few values',
  'no-sample-refused': 'there may be no sample',
  'past-end-refused': 'a position may lie past the end',
}; // biome-ignore format: table

function failuresOf(program: Program, { failures }: ProgramRanges): readonly ExplainedFailure[] {
  const { source } = program;
  const { depends } = flowOf(program);
  // That a template may fill in what fits nowhere goes without saying.
  const isMisfit = ({ kind, node }: ProgramRanges['failures'][number]): boolean =>
    kind === 'fault' && node !== undefined && ((depends.get(node) ?? 0) & sourcesOf('template')) !== 0;
  const told = failures.filter((one) => !isMisfit(one));
  const found = told.map(({ kind, span }) => ({
    line: placeInFileOf(source, span.start).line,
    kind,
    sentence: FAILURE_SENTENCES[kind],
  }));
  const seen = new Set<string>();
  return found.filter(({ line, kind }) => !seen.has(`${line} ${kind}`) && seen.add(`${line} ${kind}`));
}
