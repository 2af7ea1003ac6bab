// What holds for every text: parsing never throws and nests its spans, a referee agrees on what is accepted,
// printing keeps the tree and the comments and prints as itself.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSource, type Expression, type Formula, parse, print, type Span } from '../../grammar/index.ts';
import { formulas, formulaTokens, layOut, mutatedFormulas, soups, texts, trees } from './formulas.ts';
import { accepts } from './referee.ts';
import { expectNested, hasMissing, read, writeTree } from './trees.ts';

const RUNS = { numRuns: 400 };

describe('any text', () => {
  test('is read without a throw, into a nested tree, with diagnostics in order and in place', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { formula, diagnostics, tokens, source, accepted } = read(text);
        expectNested(formula, source.text);
        const places = diagnostics.map(({ span }) => span.start);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(diagnostics.filter(({ span }) => !isWithin(span, source.text))).toEqual([]);
        const words = diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n');
        expect(words).not.toMatch(/Identifier|Parenthesis|undefined|NaN|[a-z]Cst/);
        expect(
          tokens.filter(({ span, text: image }) => source.text.slice(span.start, span.end) !== image),
        ).toEqual([]);
        if (accepted) expect(hasMissing(formula)).toBe(false);
      }),
      RUNS,
    );
  });

  test('is accepted exactly when the referee accepts it', () => {
    fc.assert(
      fc.property(fc.oneof(soups, mutatedFormulas, texts), (text) => {
        expect([text, read(text).accepted]).toEqual([text, accepts(createSource('', text).text)]);
      }),
      { numRuns: 800 },
    );
  });
});

describe('a valid formula', () => {
  test('has no complaint, and a tree without gaps', () => {
    fc.assert(
      fc.property(formulas, (text) => {
        const { formula, diagnostics } = read(text);
        expect(diagnostics.filter(({ code }) => code !== 'syntax-unusual-number')).toEqual([]);
        expectNested(formula, text);
        expect(hasMissing(formula)).toBe(false);
      }),
      RUNS,
    );
  });

  test('prints to the same tree and the same comments, and what is printed prints as itself', () => {
    fc.assert(
      fc.property(formulas, (text) => {
        const first = read(text);
        const printed = print(first.formula, first.source);
        const second = read(printed);
        expect(second.accepted).toBe(true);
        expect(writeTree(second.formula)).toBe(writeTree(onceGrouped(first.formula)));
        expect(second.comments.map(textOf)).toEqual(first.comments.map(textOf));
        expect(print(second.formula, second.source)).toBe(printed);
      }),
      RUNS,
    );
  });

  test('reads the same in any layout', () => {
    fc.assert(
      fc.property(
        formulaTokens.chain((tokens) => fc.tuple(fc.constant(tokens.join(' ')), layOut(fc.constant(tokens)))),
        ([plain, laidOut]) => {
          expect(writeTree(read(laidOut).formula)).toBe(writeTree(read(plain).formula));
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('a tree made by hand prints with the parentheses it needs', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const printed = print(tree, createSource('made', ''));
      const { formula, accepted } = read(printed);
      expect([printed, accepted]).toEqual([printed, true]);
      expect(writeTree(ungrouped(formula))).toBe(writeTree(tree));
    }),
    RUNS,
  );
});

const isWithin = ({ start, end }: Span, text: string): boolean =>
  0 <= start && start <= end && end <= text.length;
const textOf = ({ text }: { readonly text: string }): string => text.trimEnd();

/** The tree with doubled parentheses taken once, as the printer does. */
function onceGrouped(formula: Formula): Formula {
  return mapGroups(formula, (value) => (value.kind === 'group' ? value : undefined));
}

function ungrouped(formula: Formula): Formula {
  return mapGroups(formula, (value) => value);
}

/** Replaces each group by what `choose` says about its value, where it says something. */
function mapGroups(formula: Formula, choose: (value: Expression) => Expression | undefined): Formula {
  const json = JSON.stringify(formula, (_, node: unknown) => {
    let value = node as Expression;
    while (value?.kind === 'group' && choose(value.value) !== undefined) value = choose(value.value)!;
    return value;
  });
  return JSON.parse(json) as Formula;
}

test('parsing the same text twice gives equal values', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(parse(createSource('x', text))).toEqual(parse(createSource('x', text)));
    }),
    { numRuns: 200 },
  );
});
