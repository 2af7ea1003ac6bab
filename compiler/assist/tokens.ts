// Every token with what it is, for highlighting that knows what a name means.

import type { Span } from '../../grammar/index.ts';
import { ALIASES, findFunction, findMember, findMethod, findName, METRICS } from '../catalog/index.ts';
import type { Analysis } from './analysis.ts';
import { occurrencesOf } from './names.ts';

/** The protocol's own words, in the order of the legend. */
export const TOKEN_TYPES = ['comment', 'string', 'number', 'operator', 'variable', 'function', 'method', 'property', 'enumMember'] as const; // biome-ignore format: a legend
export const TOKEN_MODIFIERS = ['definition', 'readonly', 'deprecated', 'defaultLibrary'] as const;

export type SemanticType = (typeof TOKEN_TYPES)[number];
export type SemanticModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  readonly span: Span;
  readonly type: SemanticType;
  readonly modifiers: readonly SemanticModifier[];
}

/** In the order of the text. Punctuation and what is not in the language are left out. */
export function semanticTokens({ tokens, formula }: Analysis): readonly SemanticToken[] {
  const assigned = new Set(
    occurrencesOf(formula).flatMap(({ role, span }) => (role === 'assigned' ? [span.start] : [])),
  );
  const written = tokens.filter(({ kind }) => kind !== 'comment');
  const named = new Map<number, SemanticToken>();
  written.forEach(({ kind, text, span }, index) => {
    if (kind !== 'name') return;
    const isCalled = written[index + 1]?.text === '(';
    const isMember = written[index - 1]?.text === '.';
    const name = isMember ? memberToken(text, isCalled) : nameToken(text, isCalled);
    const definition: readonly SemanticModifier[] = assigned.has(span.start) ? ['definition'] : [];
    named.set(span.start, { span, type: name.type, modifiers: [...definition, ...name.modifiers] });
  });
  return tokens.flatMap(({ kind, span }) => {
    if (kind === 'name') return named.get(span.start) ?? [];
    return isPlain(kind) ? [{ span, type: kind, modifiers: [] }] : [];
  });
}

const isPlain = (kind: string): kind is 'comment' | 'string' | 'number' | 'operator' =>
  ['comment', 'string', 'number', 'operator'].includes(kind);

type Meaning = Omit<SemanticToken, 'span'>;

function memberToken(text: string, isCalled: boolean): Meaning {
  const isKnown = isCalled ? findMethod(text).length > 0 : findMember(text) !== undefined;
  return { type: isCalled ? 'method' : 'property', modifiers: isKnown ? ['defaultLibrary'] : [] };
}

function nameToken(text: string, isCalled: boolean): Meaning {
  if (isCalled) return { type: 'function', modifiers: findFunction(text).length > 0 ? ['defaultLibrary'] : [] };
  const meaning = findName(text);
  if (meaning === undefined) return { type: 'variable', modifiers: [] };
  if (meaning.kind === 'option') return { type: 'enumMember', modifiers: ['defaultLibrary'] };
  const isRetired = meaning.kind === 'metric' && 'retired' in METRICS[meaning.id];
  const isOld = isRetired || Object.hasOwn(ALIASES, text);
  return {
    type: 'variable',
    modifiers: [
      ...(meaning.kind === 'target' ? [] : (['readonly'] as const)),
      ...(isOld ? (['deprecated'] as const) : []),
      'defaultLibrary',
    ],
  };
} // biome-ignore format: rows
