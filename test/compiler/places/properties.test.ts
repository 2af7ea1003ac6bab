import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, layOutInFile, placesIn, spanInFile } from '../../../compiler/index.ts';
import { createSource, parse } from '../../../grammar/index.ts';
import { ENCODERS, write } from './encoders.ts';

const numRuns = Number(process.env.RUNS ?? 100);

/** Pieces of formulas and everything that has a meaning in some format. */
const piece = fc.constantFrom(
  '$TargetDedicatedNodes', ' = ', 'min(10, 3)', ';', '\n', '\n\n', '  ', '\t', '"', "'", '\\', '\\n', '${', '%{', '}', '$${', '{{', '// ', '#', ': ',
  "''", '/', '*', 'é', '😀', '\u2028', 'EOF', '$', '%', '{0}', '[', ']', 'a', '1', '- ', '&', '|', '>', ',', '\u00a0',
); // biome-ignore format: a list
const soup = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));
const statement = fc.constantFrom(
  '$TargetDedicatedNodes = min(10,  2);',
  'n = 3;',
  'x = n * (2+1);',
  'y = n > 1 ? 2 : 3;',
);
const comment = fc.constantFrom('// why "so"', "// it's", '$t = time("2025-01-01");', '  n = n>1?2:3;', '');
const lines = fc
  .array(fc.oneof(statement, comment), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join('\n'));
const line = fc.array(statement, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));
const text = fc.oneof(soup, lines, lines.map((one) => `${one}\n`), line, line.map((one) => `${one}\n`)).filter((one) => one.trim() !== ''); // biome-ignore format: one list

describe('a formula in a file', () => {
  it.each(ENCODERS.map((encoder) => [`${encoder.name}: ${encoder.style}`, encoder] as const))(
    'is found again, letter for letter: %s',
    (_title, encoder) => {
      let tried = 0;
      fc.assert(
        fc.property(text, (wanted) => {
          if (encoder.cannot?.(wanted) === true) return;
          tried++;
          const { name, file, places } = write(encoder, wanted);
          const { formulas, diagnostics } = placesIn(name, file);
          expect(diagnostics).toEqual([]);
          expect(formulas.map((one) => one.text)).toEqual([wanted]);
          const found = Array.from(wanted, (_, at) => at).map((at) =>
            spanInFile(formulas[0]!, { start: at, end: at + 1 }),
          );
          expect(found).toEqual(Array.from(wanted, (_, at) => places[at]));
        }),
        { numRuns },
      );
      expect(tried).toBeGreaterThan(numRuns / 20);
    },
  );

  const MARKED = ENCODERS.filter(({ before }) => before !== '');
  const wanted = '$TargetDedicatedNodes = min(10, 3);';

  // Where the name of the place comes after the text, a cut between them leaves a file of nothing but text.
  const NAMED_FIRST = MARKED.filter(({ style }) => !style.includes('anchor'));
  it.each(NAMED_FIRST.map((encoder) => [`${encoder.name}: ${encoder.style}`, encoder] as const))(
    'is found, or its file is complained of, wherever that is cut off: %s',
    (_title, encoder) => {
      const { name, file, places } = write(
        encoder,
        encoder.cannot?.(wanted) === true ? `${wanted}\n` : wanted,
      );
      const unseen = Array.from(file, (_, at) => file.slice(0, at)).filter((cut, at) => {
        const { formulas, diagnostics } = placesIn(name, cut);
        return at > places[0]!.start && formulas.length === 0 && diagnostics.length === 0;
      });
      expect(unseen).toEqual([]);
    },
  );

  it.each(MARKED.map((encoder) => [`${encoder.name}: ${encoder.style}`, encoder] as const))(
    'is found, or its file is complained of, whichever mark is lost: %s',
    (_title, encoder) => {
      const { name, file } = write(encoder, encoder.cannot?.(wanted) === true ? `${wanted}\n` : wanted);
      // YAML without a colon is YAML, and means something else.
      const mark = name.endsWith('.yaml') ? /[^\w\s$\\:]/g : /[^\w\s$\\]/g;
      const lost = Array.from(
        file.matchAll(mark),
        ({ index }) => file.slice(0, index) + file.slice(index + 1),
      );
      const unseen = lost.filter((one) => {
        const { formulas, diagnostics } = placesIn(name, one);
        return formulas.length === 0 && diagnostics.length === 0;
      });
      expect(unseen).toEqual([]);
    },
  );

  it.each(
    ENCODERS.filter(({ name }) => name !== 'formula.txt').map(
      (encoder) => [`${encoder.name}: ${encoder.style}`, encoder] as const,
    ),
  )('is laid out where it stands: %s', (_title, encoder) => {
    fc.assert(
      fc.property(text, (wanted) => {
        if (encoder.cannot?.(wanted) === true) return;
        if (parse(createSource('', wanted)).diagnostics.some(({ severity }) => severity === 'error')) return;
        const { name, file } = write(encoder, wanted);
        const read = (changed: string) => placesIn(name, changed, formatOf(name, file)).formulas;
        const once = layOutInFile(file, read(file), read);
        expect(once.refused).toEqual([]);
        const again = layOutInFile(once.text, read(once.text), read);
        expect(again.text).toBe(once.text);
        const shape = (one: string) => one.replace(/[\s;()]/g, '');
        expect(read(once.text).map((one) => shape(one.text))).toEqual([shape(wanted)]);
      }),
      { numRuns },
    );
  });
});

describe('any text', () => {
  const NAMES = [...new Set(ENCODERS.map(({ name }) => name))];
  const token = fc.constantFrom(
    '{', '}', '[', ']', '(', ')', '"', "'", "'''", '"""', '\n', ' ', ':', '=', ',', '"autoScaleFormula"', 'autoScaleFormula', 'auto_scale', 'formula', '<<EOF\n', '<<-EOF\n', 'EOF\n',
    '${', '%{', '\\', '$TargetDedicatedNodes = 1;', '[concat(', "'a'", 'local.x', 'var', 'param x', 'def', '- ', '|\n', '>\n', '&a ', '*a', '#', '//', '/*', '*/', '/', '$/', 'for', '?', '+', '\u0000', '😀', '\r\n', '\t',
  ); // biome-ignore format: a list
  const tokens = fc.array(token, { maxLength: 40 }).map((parts) => parts.join(''));

  it.each(NAMES)('is read as %s without a throw, and with places inside it', (name) => {
    fc.assert(
      fc.property(tokens, (file) => {
        const { formulas, diagnostics } = placesIn(name, file);
        for (const one of formulas) {
          const { start, end } = spanInFile(one, { start: 0, end: one.text.length });
          expect(0 <= start && start <= end && end <= file.length).toBe(true);
        }
        for (const { span } of diagnostics)
          expect(0 <= span.start && span.start <= span.end && span.end <= file.length).toBe(true);
      }),
      { numRuns: numRuns * 2 },
    );
  });
});
