// What the rules say of the formulas of production: read one by one, each remark was found to be right and of use.
// `UPDATE=1` writes the file anew; what changes in it is to be judged by reading.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagnosticInFile, inspect, placesIn, sourceInFile } from '../../compiler/index.ts';
import { createSource, placeInFileOf } from '../../grammar/index.ts';
import { type Case, readCases } from './corpus.ts';

const cases = readCases(readFileSync(new URL('production/production.txt', import.meta.url), 'utf8'));
const file = new URL('production/advice.txt', import.meta.url);

const PREFACE = `What is said of each formula of production.txt besides what it comes to: severity, line, code, message and hint.
A formula without a remark has none.
`;

/** The remarks on a case, in the file that it stands in. */
function adviceOn({ title, setup, formula }: Case): string {
  const name = setup.find((line) => line.startsWith('in '))?.slice('in '.length) ?? 'formula.txt';
  const host = createSource(name, formula);
  const remarks = placesIn(name, formula).formulas.flatMap((found) => {
    const source = sourceInFile(host, found);
    return inspect(source, { pool: found.pool }).diagnostics.map((one) => {
      const { message, hint } = diagnosticInFile(found, one);
      const { line } = placeInFileOf(source, one.span.start);
      const words = hint === undefined ? message : `${message}; ${hint}`;
      return `${one.severity} ${line} ${one.code}: ${words}`;
    });
  });
  return [`==== ${title}`, ...remarks, ''].join('\n');
}

it('what the rules say of the formulas of production', () => {
  const written = `${PREFACE}\n${cases.map(adviceOn).join('\n')}`;
  if (process.env.UPDATE === '1') writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
