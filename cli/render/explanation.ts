// An explanation for people: what is read, each statement in order, what the pool is asked for, what can go wrong.

import type { Explanation } from '../../compiler/index.ts';
import type { Style } from '../style.ts';

/** Four paragraphs; ends with a line break. */
export function renderExplanation(title: string, explanation: Explanation, style: Style): string {
  const parts = [reads, statements, pool, failures]
    .map((part) => part(explanation, style))
    .filter((text) => text !== '');
  return `${style('bold', title)}\n\n${parts.join('\n')}`;
}

function reads({ reads: all }: Explanation, style: Style): string {
  if (all.length === 0) return 'It reads nothing but the time and the pool’s targets.\n';
  const width = Math.max(...all.map(({ name }) => name.length));
  const rows = all.map(({ name, how, meaning }) => `  ${style('cyan', name.padEnd(width))}  ${how}\n  ${' '.repeat(width)}  ${style('dim', firstSentence(meaning))}\n`); // biome-ignore format: a row
  return `It reads\n${rows.join('')}`;
}

const firstSentence = (text: string): string => /^.*?\.(?= |$)/s.exec(text)?.[0] ?? text;

function statements({ statements: all }: Explanation, style: Style): string {
  const rows = all.flatMap(({ line, sentence, arms, type, range }) => [
    `  ${style('dim', String(line).padStart(3))}  ${sentence}\n`,
    ...arms.map(({ when, value }, at) => {
      const words = when === '' ? 'otherwise' : `${at === 0 ? 'if' : 'otherwise, if'} ${when}`;
      return `         ${words}: ${value}\n`;
    }),
    `         ${style('dim', `${type}: ${range}`)}\n`,
  ]);
  return `In order\n${rows.join('')}`;
}

function pool({ pool: { dedicated, lowPriority, deallocation } }: Explanation, style: Style): string {
  const rows = [
    ['dedicated nodes', dedicated],
    ['low-priority nodes', lowPriority],
    ...deallocation.map(
      ({ option, meaning }) => ['on removed nodes', `${style('bold', option)}: ${meaning}`] as const,
    ),
  ] as const;
  const lines = rows.map(([label, text]) => `  ${label.padEnd(18)}  ${text}\n`);
  return `The pool is asked for\n${lines.join('')}`;
}

function failures({ failures: all }: Explanation, style: Style): string {
  if (all.length === 0) return 'The evaluation never fails.\n';
  const rows = all.map(({ line, sentence }) => `  ${style('dim', String(line).padStart(3))}  ${sentence}\n`);
  return `The evaluation fails, and the pool stays as it is, when\n${rows.join('')}`;
}
