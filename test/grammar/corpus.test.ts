// The corpora: what the trees are, what is complained about, how formulas are laid out.

import { describe, expect } from 'vitest';
import { type Diagnostic, placeAt, print, type Source } from '../../grammar/index.ts';
import { testCorpora } from './corpus.ts';
import { expectNested, read, writeTree } from './trees.ts';

describe('trees', () => {
  testCorpora(
    'corpus',
    (text) => writeTree(read(text).formula),
    (text) => {
      const { formula, source, accepted } = read(text);
      expect(accepted).toBe(true);
      expectNested(formula, source.text);
      expectStable(text);
    },
  );
});

describe('mistakes', () => {
  testCorpora('mistakes', answerMistake, (text) => {
    const { formula, source } = read(text);
    expectNested(formula, source.text);
  });
});

describe('layouts', () => {
  testCorpora(
    'layouts',
    (text) => {
      const { formula, source } = read(text);
      return print(formula, source).trimEnd();
    },
    expectStable,
  );
});

/** What is printed reads as the same formula, comments included, and prints as itself. */
function expectStable(text: string): void {
  const first = read(text);
  const printed = print(first.formula, first.source);
  const second = read(printed);
  expect(print(second.formula, second.source)).toBe(printed);
  expect(second.comments.map((one) => one.text.trimEnd())).toEqual(
    first.comments.map((one) => one.text.trimEnd()),
  );
  expect(second.formula.statements.length).toBe(first.formula.statements.length);
}

function answerMistake(text: string): string {
  const { formula, source, diagnostics } = read(text);
  const lines = diagnostics.flatMap((diagnostic) => [
    render(source, diagnostic),
    ...(diagnostic.related ?? []).map(({ span, message }) => `  + ${placeOf(source, span.start)} ${message}`),
  ]);
  const tree = writeTree(formula)
    .split('\n')
    .map((line) => `= ${line}`.trimEnd());
  return [...lines, ...tree].join('\n');
}

function render(source: Source, { span, code, severity, message, hint }: Diagnostic): string {
  const place = `${placeOf(source, span.start)}-${placeOf(source, span.end)}`;
  return `${place} ${severity === 'error' ? '' : `${severity} `}${code} ${message} (${hint})`;
}

function placeOf(source: Source, offset: number): string {
  const { line, column } = placeAt(source, offset);
  return `${line}:${column}`;
}
