// docs/service.md says of every feature of the service what is modelled and which test proves it; here the tests are
// looked for.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './rules/sources.ts';

interface Row {
  readonly number: string;
  readonly proofs: readonly string[];
}

const page = readFileSync(path.join(ROOT, 'docs/service.md'), 'utf8');

/** Rows of the tables: number, feature, what is modelled, proofs as `file › title`, separated by `<br>`. */
const rows: readonly Row[] = [...page.matchAll(/^\| (N?\d+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, number, proofs]) => ({ number: number!, proofs: proofs!.split('<br>').map((proof) => proof.trim()) }),
);

/** The text of every test file and every corpus, by its path below `test`. */
const files: ReadonlyMap<string, string> = new Map(
  readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test\.ts|txt)$/.test(file))
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(ROOT, 'test', file), 'utf8')]),
);

/** Whether a proof is there: a title in that file, as a case of a corpus or as a test. */
function isThere(proof: string): boolean {
  const [file = '', title = ''] = proof.split(' › ');
  const text = files.get(file);
  if (text === undefined || title === '') return false;
  return file.endsWith('.txt') ? text.includes(`=== ${title}\n`) : text.includes(title);
}

describe('docs/service.md', () => {
  test('has every feature once', () => {
    const numbers = [
      ...Array.from({ length: 75 }, (_, at) => String(at + 1)),
      ...Array.from({ length: 12 }, (_, at) => `N${at + 1}`),
    ];
    expect(rows.map(({ number }) => number)).toEqual(numbers);
  });

  test.each(rows)('row $number has tests that are there', ({ proofs }) => {
    expect(proofs.filter((proof) => !isThere(proof))).toEqual([]);
  });
});
