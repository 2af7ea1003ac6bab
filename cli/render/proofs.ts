// Answers about a formula for people, and their twin for JSON.

import { type Numbers, printNumbers, printRange } from '../../compiler/index.ts';
import { placeInFileOf, type Source, writtenText } from '../../grammar/index.ts';
import type { Answer, Reason, Subject } from '../../runtime/index.ts';
import { printState, stateData } from '../../simulator/index.ts';
import type { Style, Tone } from '../style.ts';

const MARKS: { readonly [Verdict in Answer['verdict']]: readonly [mark: string, tone: Tone, word: string] } =
  {
    proved: ['✔', 'green', 'proved'],
    refuted: ['✘', 'red', 'refuted'],
    undecided: ['?', 'yellow', 'not decided'],
  };

/** The bounds of names and targets, then each property with what shows or contradicts it. */
export function renderProofs(
  source: Source,
  subject: Subject,
  answers: readonly Answer[],
  style: Style,
): string {
  return `${[boundsText(subject, style), ...answers.map((answer) => answerText(source, answer, style))].join('\n\n')}\n`;
}

function boundsText({ ranges }: Subject, style: Style): string {
  const targets = Object.entries(ranges.targets).map(
    ([id, { nodes, isAssigned }]) => [id, isAssigned ? printNumbers(nodes) : 'as the pool has it'] as const,
  );
  const names = [...ranges.names]
    .filter(([name]) => !(name in ranges.targets))
    .map(([name, range]) => [name, printRange(range)] as const);
  const width = Math.max(...[...targets, ...names].map(([name]) => name.length));
  const line = ([name, text]: readonly [string, string]): string => `  ${name.padEnd(width)}  ${text}`;
  return [
    style('bold', 'For every history, every time and every pool that is possible'),
    ...targets.map(line),
    ...names.map((one) => style('dim', line(one))),
  ].join('\n');
}

function answerText(source: Source, answer: Answer, style: Style): string {
  const [mark, tone, word] = MARKS[answer.verdict];
  const head = `${style(tone, `${mark} ${word}`)}: ${answer.property.claim}`;
  switch (answer.verdict) {
    case 'proved':
      return [head, ...answer.reasons.map((reason) => `    ${reasonText(source, reason, style)}`)].join('\n');
    case 'refuted': {
      const { says, states } = answer.contradiction;
      const shown = states.map((state, index) =>
        indented(
          printState(state),
          states.length > 1 ? (index === 0 ? 'from' : 'to') : 'in the state',
          style,
        ),
      );
      return [head, `    ${says}`, ...shown].join('\n');
    }
    case 'undecided':
      return [
        head,
        `    ${reasonText(source, answer.obstacle, style)}`,
        ...(answer.tried === 0 ? [] : [`    ${answer.tried} states were tried; none contradicts it`]),
      ].join('\n');
  }
}

function indented(yaml: string, title: string, style: Style): string {
  const lines = yaml
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`);
  return [`    ${style('dim', title)}`, ...lines].join('\n');
}

/** The most of a part of the formula that is shown. */
const LONGEST = 72;

function reasonText(source: Source, { span, says }: Reason, style: Style): string {
  if (span === undefined || span.end <= span.start) return says;
  const { line } = placeInFileOf(source, span.start);
  return `${style('dim', `line ${line}`)}  ${style('cyan', excerpt(source, span))} ${says}`;
}

function excerpt(source: Source, { start, end }: { readonly start: number; readonly end: number }): string {
  const part = writtenText(source, source.text.slice(start, end)).replace(/\s+/g, ' ');
  return part.length > LONGEST ? `${part.slice(0, LONGEST - 1)}…` : part;
}

/** The document of `prove --json`. */
export function proofsJson(
  source: Source,
  subject: Subject,
  answers: readonly Answer[],
): Readonly<Record<string, unknown>> {
  const { ranges } = subject;
  const [dedicated, lowPriority] = Object.values(ranges.targets).map(({ nodes, asked, isAssigned }) => ({
    ...numbersJson(nodes),
    asked: printNumbers(asked),
    isAssigned,
  }));
  return {
    targets: { dedicated, lowPriority, nodeDeallocationOption: [...ranges.option] },
    names: Object.fromEntries([...ranges.names].map(([name, range]) => [name, printRange(range)])),
    failures: ranges.failures.map(({ kind, span }) => ({ kind, ...placeInFileOf(source, span.start) })),
    properties: answers.map((answer) => answerJson(source, answer)),
  };
}

/** From here on an end of a range is no bound that anybody asked for. */
const UNBOUNDED = 9e5;
const numbersJson = ({ low, high }: Numbers) => ({ low: low + 0, high: high < UNBOUNDED ? high : null });

function answerJson(source: Source, answer: Answer): Readonly<Record<string, unknown>> {
  const { property, verdict } = answer;
  const common = { property: property.id, claim: property.claim, verdict };
  switch (answer.verdict) {
    case 'proved':
      return { ...common, reasons: answer.reasons.map((reason) => reasonJson(source, reason)) };
    case 'refuted':
      return {
        ...common,
        says: answer.contradiction.says,
        counterExample: stateData(answer.contradiction.states.at(-1)!),
        states: answer.contradiction.states.map(stateData),
      };
    case 'undecided':
      return { ...common, obstacle: reasonJson(source, answer.obstacle), tried: answer.tried };
  }
}

function reasonJson(source: Source, { span, says }: Reason): Readonly<Record<string, unknown>> {
  if (span === undefined || span.end <= span.start) return { says };
  return {
    ...placeInFileOf(source, span.start),
    text: writtenText(source, source.text.slice(span.start, span.end)),
    says,
  };
}
