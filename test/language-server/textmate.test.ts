// The TextMate grammar, as an editor uses it: tokenised by the editor's own library and compared with our tokens.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';
import { createSource, parse, type Token } from '../../grammar/index.ts';
import { corpusFiles, readCases } from '../compiler/corpus.ts';
import { formulas, mutatedFormulas } from '../grammar/formulas.ts';

const RUNS = Number(process.env.RUNS ?? 150);

let grammar: IGrammar;
beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm).buffer);
  const page = new URL('../../docs/editors/azure-batch-formula.tmLanguage.json', import.meta.url);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(page, 'utf8'), 'grammar.json'),
  });
  grammar = (await registry.loadGrammar('source.azure-batch-formula'))!;
});

/** The pieces of a text with the innermost scope of each, the language's name cut off; blanks left out. */
function scopesOf(text: string): readonly (readonly [text: string, scope: string])[] {
  let stack = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }): (readonly [string, string])[] => {
      const piece = line.slice(startIndex, endIndex);
      return piece.trim() === '' ? [] : [[piece, scopes.at(-1)!.replace('.azure-batch-formula', '')]];
    });
  });
}

const KINDS: readonly (readonly [start: string, kind: Token['kind']])[] = [
  ['comment', 'comment'],
  ['constant.numeric', 'number'],
  ['string', 'string'],
  ['keyword.operator', 'operator'],
  ['punctuation', 'punctuation'],
  ['invalid', 'mistake'],
  ['', 'name'],
];

const kindOf = (scope: string): string => KINDS.find(([start]) => scope.startsWith(start))![1];

/** Tokens over several lines, and those that depend on what stands before, are beyond a grammar of lines. */
const isBeyond = ({ kind, text }: Token): boolean => kind === 'mistake' && /[\r\n]|^[<%@]/.test(text);

function compare(text: string): boolean {
  const { tokens } = parse(createSource('formula', text));
  if (tokens.length === 0 || tokens.some(isBeyond)) return false;
  const ours = tokens.map(({ kind, text: piece }) => `${kind} ${piece.trimEnd()}`);
  const theirs = scopesOf(text).map(([piece, scope]) => `${kindOf(scope)} ${piece.trimEnd()}`);
  expect(theirs).toEqual(ours);
  return true;
}

describe('the TextMate grammar', () => {
  test('names what the catalog names', () => {
    const shown = scopesOf(
      '$busy = time().hour > 8; // UTC\n$TargetDedicatedNodes = max(0, $PendingTasks.GetSample(TimeInterval_Minute));\n$NodeDeallocationOption = taskcompletion; max = "a" + hour;',
    )
      .filter(([, scope]) => !/punctuation|operator/.test(scope))
      .map((pair) => pair.join(' '));
    expect(shown).toEqual([
      '$busy variable.other',
      'time support.function',
      'hour support.variable.property',
      '8 constant.numeric',
      '// UTC comment.line.double-slash',
      '$TargetDedicatedNodes variable.language.target',
      'max support.function',
      '0 constant.numeric',
      '$PendingTasks support.variable.metric',
      'GetSample support.function.method',
      'TimeInterval_Minute support.constant.interval',
      '$NodeDeallocationOption variable.language.target',
      'taskcompletion constant.language.option',
      'max variable.other',
      '"a" string.quoted.double',
      'hour variable.other',
    ]);
  });

  test('cuts every formula of the corpora as our lexer does', () => {
    const files = ['programs', 'complaints'].flatMap((kind) => corpusFiles(kind).map((file) => [kind, file] as const));
    const texts = files.flatMap(([kind, file]) => readCases(kind, file).map(({ formula }) => formula));
    expect(texts.filter(compare).length).toBeGreaterThan(texts.length * 0.9);
  }); // biome-ignore format: lists

  test('cuts random formulas and broken ones alike', () => {
    let compared = 0;
    fc.assert(fc.property(fc.oneof(formulas, mutatedFormulas), (text) => {
      if (!/\r(?!\n)/.test(text) && compare(text)) compared++;
    }), { numRuns: RUNS }); // biome-ignore format: one property
    expect(compared).toBeGreaterThan(RUNS / 2);
  });
});
