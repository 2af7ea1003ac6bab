// What an editor may ask at any place of any text, and what it may rely on.

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  analyse,
  applyEdits,
  compile,
  complete,
  FUNCTIONS,
  findName,
  fixAll,
  fixes,
  folds,
  format,
  hover,
  inlays,
  LIVE,
  METHODS,
  METRICS,
  plainText,
  references,
  rename,
  SNIPPETS,
  semanticTokens,
  signatureHelp,
  symbols,
  TARGETS,
} from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { formulas, mutatedFormulas, soups, texts } from '../grammar/formulas.ts';

const RUNS = Number(process.env.RUNS ?? 150);
const brokenTexts = fc.oneof(mutatedFormulas, soups, texts, formulas);
const analysis = (text: string) => analyse(createSource('formula', text));
const errorsIn = (text: string) =>
  compile(createSource('formula', text)).diagnostics.filter(({ severity }) => severity === 'error');
const errors = (text: string): number => errorsIn(text).length;
/** Behind an error of the syntax nobody looks at types: what a fix brings to light there is not its fault. */
function expectNoWorse(fixed: string, text: string): void {
  const ofSyntax = errorsIn(text).filter(({ code }) => code.startsWith('syntax-')).length;
  if (ofSyntax === 0) expect(errors(fixed)).toBeLessThanOrEqual(errors(text));
  else expect(errorsIn(fixed).filter(({ code }) => code.startsWith('syntax-')).length).toBeLessThanOrEqual(ofSyntax);
} // biome-ignore format: two cases

const week = new URL('../../examples/render-week/', import.meta.url);
const FORMULAS: readonly string[] = [
  ...[FUNCTIONS, METHODS, METRICS, LIVE, TARGETS].flatMap((table) =>
    Object.values(table as Readonly<Record<string, { examples?: readonly { formula: string }[] }>>).flatMap(
      ({ examples = [] }) => examples.map(({ formula }) => formula),
    ),
  ),
  ...readdirSync(week)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(new URL(name, week), 'utf8')),
];

describe('completion', () => {
  test.each(FORMULAS)('offers every name where it stands in %j', (text) => {
    const one = analysis(text);
    const names = one.tokens.filter(({ kind }) => kind === 'name');
    const first = new Set<string>();
    for (const { text: name, span } of names) {
      const isNew =
        findName(name) === undefined && text.slice(span.end).trimStart().startsWith('=') && !first.has(name);
      if (isNew) first.add(name);
      else
        expect(
          complete(one, span.start + 1).map(({ label }) => label),
          `${name} at ${span.start}`,
        ).toContain(name);
    }
    expect(names.length).toBeGreaterThan(0);
  });

  test.each(SNIPPETS)('$label compiles with nothing to complain about', ({ body, place }) => {
    const text = plainText(body);
    const whole =
      place === 'value' ? `$TargetDedicatedNodes = ${text};` : `${text}\n$TargetLowPriorityNodes = 1;`;
    expect(compile(createSource('snippet', whole)).diagnostics).toEqual([]);
  });
});

describe('any text', () => {
  test('is answered everywhere, with places inside of it', () => {
    fc.assert(fc.property(brokenTexts, fc.nat(), fc.nat(), (text, a, b) => {
      const one = analysis(text);
      const { length } = one.source.text;
      const [offset, other] = [a % (length + 1), b % (length + 1)];
      const inside = (span: { start: number; end: number }): void => {
        expect(0 <= span.start && span.start <= span.end && span.end <= length, JSON.stringify(span)).toBe(true);
      };
      for (const { replace } of complete(one, offset)) inside(replace);
      const hovered = hover(one, offset);
      if (hovered !== undefined) inside(hovered.span);
      signatureHelp(one, offset);
      for (const { span } of [...references(one, offset), ...symbols(one), ...folds(one), ...semanticTokens(one)]) inside(span);
      for (const { at } of inlays(one)) inside({ start: at, end: at });
      const renamed = rename(one, offset, 'anything_else');
      for (const { span } of 'edits' in renamed ? renamed.edits : []) inside(span);
      const range = { start: Math.min(offset, other), end: Math.max(offset, other) };
      for (const { edits } of fixes(one, range)) expectNoWorse(applyEdits(one.source.text, edits), text);
    }), { numRuns: RUNS }); // biome-ignore format: one property
  });

  test('has no more errors when all that can be fixed is fixed, and is laid out by formatting once', () => {
    fc.assert(fc.property(brokenTexts, (text) => {
      const one = analysis(text);
      expectNoWorse(applyEdits(one.source.text, fixAll(one)), text);
      const laid = analysis(applyEdits(one.source.text, format(one)));
      expect(format(laid)).toEqual([]);
    }), { numRuns: RUNS }); // biome-ignore format: one property
  });

  test('renaming changes no other thing: renamed back, the text is what it was', () => {
    fc.assert(fc.property(fc.constantFrom(...FORMULAS), fc.nat(), (text, a) => {
      const one = analysis(text);
      const offset = a % (text.length + 1);
      const there = rename(one, offset, 'quite_another');
      if ('problem' in there) return;
      const renamed = analysis(applyEdits(text, there.edits));
      expect(errors(renamed.source.text)).toBe(errors(text));
      const at = renamed.source.text.indexOf('quite_another');
      const old = references(one, offset)[0]!.name;
      const back = rename(renamed, at, old);
      expect('edits' in back && applyEdits(renamed.source.text, back.edits)).toBe(text);
    }), { numRuns: RUNS }); // biome-ignore format: one property
  });
});
