// The TextMate grammar of formulas, for editors that colour by patterns: made from the lexer's own patterns, with the
// catalog's names among them.

import { type TokenKind, type TokenPattern, tokenPatterns } from '../../grammar/index.ts';
import { ALIASES, CONSTANTS, FUNCTION_NAMES, findName, LIVE, MEMBERS, METHOD_NAMES, METRICS, OPTIONS, TARGETS } from '../catalog/index.ts'; // biome-ignore format: one list

/** A grammar as editors read it; a rule matches within one line. */
export interface TextMateGrammar {
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly { readonly name: string; readonly match: string }[];
}

const LANGUAGE = 'azure-batch-formula';

const scoped = (name: string, match: string): TextMateGrammar['patterns'][number] => ({
  name: `${name}.${LANGUAGE}`,
  match,
});

/** The name of each kind of token for themes. */
const SCOPES: Readonly<Record<Exclude<TokenKind, 'blank' | 'mistake'>, string>> = {
  comment: 'comment.line.double-slash',
  number: 'constant.numeric',
  string: 'string.quoted.double',
  name: 'variable.other',
  operator: 'keyword.operator',
  punctuation: 'punctuation',
};

/** Makes the grammar. */
export function textMateGrammar(): TextMateGrammar {
  return {
    name: 'Azure Batch autoscale formula',
    scopeName: `source.${LANGUAGE}`,
    fileTypes: ['autoscale'],
    patterns: tokenPatterns().flatMap((row) => (row.kind === 'name' ? names(row.pattern) : [token(row)])),
  };
}

function token({ kind, pattern, code }: TokenPattern): TextMateGrammar['patterns'][number] {
  if (kind === 'mistake') return scoped(`invalid.illegal.${code ?? 'unexpected'}`, pattern);
  return scoped(SCOPES[kind as keyof typeof SCOPES], pattern);
}

const keysOf = (...tables: readonly object[]): readonly string[] =>
  tables.flatMap((table) => Object.keys(table));
const aliasesOf = (kind: string): readonly string[] =>
  Object.entries(ALIASES).flatMap(([alias, { of }]) => (findName(of)?.kind === kind ? [alias] : []));

/** Names by what they mean, before all other names. */
function names(pattern: string): TextMateGrammar['patterns'] {
  return [
    scoped('support.function.method', `(?<=\\.)${anyOf(METHOD_NAMES)}`),
    scoped('support.variable.property', `(?<=\\.)${anyOf(keysOf(MEMBERS))}`),
    scoped('support.function', `${anyOf(FUNCTION_NAMES)}(?=\\s*\\()`),
    scoped('variable.language.target', anyOf([...keysOf(TARGETS), ...aliasesOf('target')])),
    scoped('support.variable.metric', anyOf([...keysOf(METRICS, LIVE), ...aliasesOf('live')])),
    scoped('support.constant.interval', anyOf(keysOf(CONSTANTS))),
    scoped('constant.language.option', anyOf(keysOf(OPTIONS))),
    scoped(SCOPES.name, pattern),
  ];
}

/** Whole words; no name of the catalog holds more than letters, digits, `_` and a dollar in front. */
const anyOf = (words: readonly string[]): string =>
  `(?:${words.map((word) => word.replace('$', '\\$')).join('|')})(?!\\w)`;
