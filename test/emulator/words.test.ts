import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitCommandLine } from '../../emulator/command-line.ts';

const word = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
const program = word.filter((text) => text !== '');

/** Three ways to write a word so that it means itself. */
const QUOTINGS: readonly ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", `'"'"'`)}'`,
  (text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`,
  (text) => (text === '' ? "''" : [...text].map((sign) => `\\${sign}`).join('')),
];

test('words that are quoted, in whatever way, come out as they were', () => {
  const quoted = fc.array(fc.tuple(word, fc.constantFrom(...QUOTINGS)));
  fc.assert(
    fc.property(program, quoted, fc.constantFrom(' ', '\t', ' \n '), (first, others, between) => {
      const line = [QUOTINGS[0]!(first), ...others.map(([text, quote]) => quote(text))].join(between);
      expect(splitCommandLine(line)).toEqual([first, ...others.map(([text]) => text)]);
    }),
  );
});

test('no text makes it throw, and what it refuses has Azure’s code', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '"', '\\', ' ', 'a', '\0', '$') }), (line) => {
      const found = splitCommandLine(line);
      if ('code' in found) expect(found.code).toBe('BadCommandType');
      else expect(found.length).toBeGreaterThan(0);
    }),
  );
});
