// The limits of a formula, checked on text and tokens, before anything recurses over them.

import { endOf, spanOf } from './complain.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import { endsValue, type RawToken, retype, rowOf, T } from './tokens.ts';

/** The service's limits, and ours where it states none: `depth` and `chain` keep every later stage off the end of the stack. */
export const LIMITS = {
  /** Characters (UTF-16 code units). */
  length: 8192,
  /** Statements that are not empty. */
  statements: 100,
  /** Parentheses, prefix operators and conditions inside each other. */
  depth: 200,
  /** Operators and members in a row, counted over all that is open, together with the depth. */
  chain: 1000,
} as const;

/** Texts longer than this are not read at all. */
const LONGEST_READ = 8 * LIMITS.length;

/** Complaints about the text as such; `readable` is false where looking closer has no sense. */
export function checkText(text: string): {
  readonly diagnostics: readonly Diagnostic[];
  readonly readable: boolean;
} {
  const control = /[\0-\x08\x0e-\x1f\ufffe\uffff]/.exec(text.slice(0, LONGEST_READ));
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const span = { start: control.index, end: control.index + 1 };
    return { diagnostics: [complaints.binary(span, { code })], readable: false };
  }
  const limit = LIMITS.length;
  const beyond = { start: Math.min(limit, text.length), end: text.length };
  if (text.length > limit) {
    const diagnostic = complaints['too-long'](beyond, { length: text.length, limit });
    return { diagnostics: [diagnostic], readable: text.length <= LONGEST_READ };
  }
  const bytes = byteLength(text);
  const whole = { start: 0, end: text.length };
  return {
    diagnostics: bytes > limit ? [complaints['too-many-bytes'](whole, { bytes, limit })] : [],
    readable: true,
  };
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Complains at the first statement beyond the limit. `tokens` are mended, so semicolons end statements. */
export function checkStatements(tokens: readonly RawToken[]): readonly Diagnostic[] {
  const first = tokens.filter(
    (token, index) =>
      token.tokenType !== T.Semicolon && (tokens[index - 1]?.tokenType ?? T.Semicolon) === T.Semicolon,
  );
  const beyond = first[LIMITS.statements];
  if (beyond === undefined) return [];
  return [
    complaints['too-many-statements'](spanOf(beyond), { count: first.length, limit: LIMITS.statements }),
  ];
}

/** Tokens in which every statement nested too deep is cut to a placeholder, and the complaints about those. */
export function cutDeep(tokens: readonly RawToken[]): {
  readonly tokens: readonly RawToken[];
  readonly diagnostics: readonly Diagnostic[];
} {
  if (findTooDeep(tokens) === undefined) return { tokens, diagnostics: [] };
  const kept: RawToken[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const statement of splitStatements(tokens)) {
    const deep = findTooDeep(statement);
    if (deep === undefined) {
      kept.push(...statement);
      continue;
    }
    diagnostics.push(complaints['too-deep'](spanOf(deep), { limit: LIMITS.depth }));
    kept.push(...cut(statement));
  }
  return { tokens: kept, diagnostics };
}

function splitStatements(tokens: readonly RawToken[]): readonly (readonly RawToken[])[] {
  const statements: RawToken[][] = [[]];
  for (const token of tokens) {
    statements.at(-1)!.push(token);
    if (token.tokenType === T.Semicolon) statements.push([]);
  }
  return statements;
}

/** `name = <placeholder>;` of a statement. */
function cut(statement: readonly RawToken[]): readonly RawToken[] {
  const head = statement[1]?.tokenType === T.Assign ? 2 : 0;
  const ended = statement.at(-1)!.tokenType === T.Semicolon;
  const body = statement.slice(head, ended ? -1 : undefined);
  const placeholder = { ...retype(body[0]!, T.Placeholder), endOffset: endOf(body.at(-1)!) - 1 };
  return [...statement.slice(0, head), placeholder, ...(ended ? [statement.at(-1)!] : [])];
}

/** How deep one open parenthesis (or the statement itself) has become. */
interface Level {
  depth: number;
  chain: number;
}

/** The token at which statements nest beyond the limits. */
function findTooDeep(tokens: readonly RawToken[]): RawToken | undefined {
  const levels: Level[] = [{ depth: 0, chain: 0 }];
  let depth = 0;
  let chain = 0;
  let before: RawToken | undefined;
  for (const token of tokens) {
    const level = levels.at(-1)!;
    const type = token.tokenType;
    if (type === T.LeftParenthesis || type === T.LeftBracket) {
      levels.push({ depth: 1, chain: 0 });
      depth++;
    } else if (type === T.RightParenthesis || type === T.RightBracket) {
      depth -= level.depth;
      chain -= level.chain;
      if (levels.length > 1) levels.pop();
    } else if (type === T.Comma || type === T.Semicolon) {
      const own = levels.length > 1 ? 1 : 0;
      depth -= level.depth - own;
      chain -= level.chain;
      levels[levels.length - 1] = { depth: own, chain: 0 };
    } else if (type === T.Question || (isPrefix(type) && !endsValue(before))) {
      level.depth++;
      depth++;
    } else if (type === T.Dot || rowOf(type).kind === 'operator') {
      level.chain++;
      chain++;
    }
    if (depth > LIMITS.depth || depth + chain > LIMITS.chain) return token;
    before = token;
  }
  return undefined;
}

function isPrefix(type: RawToken['tokenType']): boolean {
  return type === T.Minus || type === T.Not;
}
