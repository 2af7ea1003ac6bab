// Corpora of formulas: `==== title`, the formula, dashes, and the answer as text. The answers are rewritten by
// `UPDATE=1 npx vitest run test/grammar` and then read as a diff.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

export interface Case {
  readonly title: string;
  readonly formula: string;
  readonly answer: string;
}

/** Tests every case of every file of a folder beside this one; `also` checks more about the case. */
export function testCorpora(
  folder: string,
  answerOf: (formula: string) => string,
  also: (formula: string) => void,
): void {
  for (const name of readdirSync(new URL(`${folder}/`, import.meta.url)).sort()) {
    const file = new URL(`${folder}/${name}`, import.meta.url);
    const text = readFileSync(file, 'utf8');
    const cases = readCases(text);
    if (process.env.UPDATE === '1') {
      const preface = text.slice(0, text.indexOf('==== '));
      const chunks = cases.map((one) => writeCase({ ...one, answer: answerOf(one.formula) }));
      writeFileSync(file, preface + chunks.join('\n'));
      continue;
    }
    describe(name, () => {
      test.each(cases)('$title', ({ formula, answer }) => {
        expect(answerOf(formula)).toBe(answer);
        also(formula);
      });
    });
  }
}

/** The cases of a corpus text. `<nbsp>`-like names in angle quotes `‹U+00A0›` stand for invisible characters. */
function readCases(text: string): readonly Case[] {
  return text
    .split(/^==== /m)
    .slice(1)
    .map((chunk) => {
      const [, title = '', formula = '', answer = ''] =
        /^(.*)\n([\s\S]*?)\n?^----\n([\s\S]*)$/m.exec(chunk) ?? [];
      return { title, formula: reveal(formula), answer: answer.trimEnd() };
    });
}

function writeCase({ title, formula, answer }: Case): string {
  return `==== ${title}\n${hide(formula)}\n----\n${answer}\n`;
}

const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]|\r/g;

function hide(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

function reveal(text: string): string {
  return text.replace(/‹U\+([0-9A-F]{4})›/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
