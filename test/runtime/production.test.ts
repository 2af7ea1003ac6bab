// Formulas in the styles of production: in files of all kinds, with old names, line ends of Windows, and the rest.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { placesIn } from '../../compiler/index.ts';
import { answerOf, type Case, readCases, writeCase } from './corpus.ts';

const file = new URL('production/production.txt', import.meta.url);
const text = readFileSync(file, 'utf8');
const cases = readCases(text);

/** The case as the plain corpus has it: the formula found and filled in, samples written out. */
function plain(one: Case): Case {
  const [name, fills] = [wordOf(one, 'in '), one.setup.filter((line) => line.startsWith('fill '))];
  const isWindows = one.setup.includes('lines end CRLF');
  const body = isWindows ? one.formula.replaceAll('\n', '\r\n') : one.formula;
  const formula = name === undefined ? body : filled(name, body, fills);
  const setup = one.setup.filter((line) => !/^(in |fill |lines end)/.test(line)).map(writtenOut);
  return { ...one, formula, setup };
}

const wordOf = ({ setup }: Case, word: string): string | undefined =>
  setup.find((line) => line.startsWith(word))?.slice(word.length);

function filled(name: string, body: string, fills: readonly string[]): string {
  const { formulas, diagnostics } = placesIn(name, body);
  expect(diagnostics).toEqual([]);
  expect(formulas).toHaveLength(1);
  const values = new Map(
    fills.map((line) => [
      line.slice('fill '.length, line.lastIndexOf(' ')),
      line.slice(line.lastIndexOf(' ') + 1),
    ]),
  );
  const { text: formula, placeholders } = formulas[0]!;
  return Object.entries(placeholders).reduce((done, [sign, shown]) => done.replaceAll(sign, values.get(shown) ?? `?${shown}?`), formula); // biome-ignore format: one line
}

/** `$PendingTasks 3x5` as pairs of age and value, 30 seconds apart. */
function writtenOut(line: string): string {
  const [metric, ...runs] = line.split(' ');
  if (!runs.some((run) => /^\d+x/.test(run))) return line;
  const values = runs.flatMap((run) => new Array<string>(Number(run.split('x')[0])).fill(run.split('x')[1]!));
  return [metric, ...values.map((value, at) => `${at * 30}:${value}`)].join(' ');
}

describe('formulas of production', () => {
  it('are at least sixty', () => expect(cases.length).toBeGreaterThanOrEqual(60));

  if (process.env.UPDATE_CORPUS === '1') {
    const preface = text.slice(0, text.indexOf('==== '));
    const written = cases.map((one) => writeCase({ ...one, answer: answerOf(plain(one)) }));
    writeFileSync(file, preface + written.join('\n'));
  }
  test.each(cases)('$title', (one) => expect(answerOf(plain(one))).toBe(one.answer));
});
