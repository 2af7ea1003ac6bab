import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANYTHING,
  dump,
  FUNCTION_NAMES,
  MEMBERS,
  METHOD_NAMES,
  type Node,
  type Program,
  SERVICE_NAMES,
} from '../../compiler/index.ts';
import { compileText } from './corpus.ts';
import { formula } from './formulas.ts';

const WORDS = [
  ...SERVICE_NAMES, ...FUNCTION_NAMES, ...METHOD_NAMES, ...Object.keys(MEMBERS),
  'x', '$x', 'y', '1', '2.5', '"2025-03-05T12:00:00Z"', '"x"',
  ...'; ; ; = = ( ) ( ) , . ? : + - * / < <= > >= == != && || !'.split(' '),
]; // biome-ignore format: one list

const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' '));

function* nodesOf(program: Program): Generator<Node> {
  const waiting: Node[] = program.steps.map((step) => step.value);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (const part of Object.values(node) as unknown[]) {
      const parts = Array.isArray(part) ? part : [part];
      waiting.push(
        ...parts.filter((one): one is Node => typeof one === 'object' && one !== null && 'kind' in one),
      );
    }
  }
}

describe('whatever the text', () => {
  test('characters: a compilation, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => void compileText(text)),
      { numRuns: 300 },
    );
  });

  test('tokens in any order: a compilation, never an exception', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { program, diagnostics } = compileText(text);
        const refused = diagnostics.some(
          ({ code }) => code.startsWith('syntax-') && severityOf(diagnostics, code) === 'error',
        );
        expect(program === undefined).toBe(refused);
      }),
      { numRuns: 400 },
    );
  });

  test('a sound formula: a total program, with a complaint for each way it surely fails', () => {
    fc.assert(
      fc.property(formula, (text) => {
        const { program, diagnostics } = compileText(text);
        if (program === undefined) {
          expect(diagnostics.length).toBeGreaterThan(0);
          return;
        }
        dump(program);
        let faults = 0;
        for (const node of nodesOf(program)) {
          expect(node.span.start).toBeGreaterThanOrEqual(0);
          expect(node.span.end).toBeLessThanOrEqual(text.length);
          if ('overloads' in node) expect(node.overloads.length).toBeGreaterThan(0);
          if (node.kind === 'fault') {
            faults++;
            expect(node.type).toBe(ANYTHING);
          }
        }
        const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
        // After `stop()` nothing is evaluated, so nothing is complained about.
        if (errors > 0 || !text.includes('stop()')) expect(faults > 0).toBe(errors > 0);
        for (const { lookBack, newest } of program.uses) expect(lookBack >= 0 && newest >= 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

const severityOf = (
  diagnostics: readonly { code: string; severity: string }[],
  code: string,
): string | undefined => diagnostics.find((diagnostic) => diagnostic.code === code)?.severity;

describe('depth', () => {
  const nest = (open: string, inner: string, close: string, depth: number) =>
    `$TargetDedicatedNodes = ${open.repeat(depth)}${inner}${close.repeat(depth)};`;

  // biome-ignore format: table
  test.each([
    ['parentheses',  nest('(', '1', ')', 190)],
    ['prefixes',     nest('-', '1', '', 190)],
    ['calls',        nest('max(', '1', ')', 190)],
    ['conditions',   nest('1 ? 2 : ', '1', '', 190)],
    ['a long sum',   nest('1 + ', '1', '', 900)],
    ['a long conjunction', nest('1 && ', '1', '', 900)],
  ])('%s', (_, text) => {
    const { program, diagnostics } = compileText(text);
    expect(diagnostics).toEqual([]);
    expect(dump(program!)).toContain('~double');
  });
});
