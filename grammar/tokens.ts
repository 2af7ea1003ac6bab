// The tokens: one table with a label fit for a message, and the lexer made from it. The first row that
// matches wins. Rows with a `mistake` are not in the language: people paste them, and `mend.ts` replaces
// each by what it stands for (`means`), so that the grammar only ever sees the language.

import {
  type CustomPatternMatcherFunc,
  createToken,
  type IToken,
  type ITokenConfig,
  Lexer,
  type TokenType,
} from 'chevrotain';
import type { complaints } from './diagnostics.ts';

/** What a token is to a reader: what highlighting needs. */
export type TokenKind =
  | 'blank'
  | 'comment'
  | 'number'
  | 'string'
  | 'name'
  | 'operator'
  | 'punctuation'
  | 'mistake';

/** Codes (without the layer) of the complaints a single token can cause. */
type MistakeCode = Exclude<keyof typeof complaints, 'rows'>;

/** What a mistaken token is replaced by: nothing, an operand, or the token of this name. */
export type Meaning = 'nothing' | 'fit' | 'byText' | 'String' | 'Number' | 'Identifier' | 'Placeholder' | 'Foreign' | 'And' | 'Or' | 'Assign' | 'Equal' | 'NotEqual' | 'LessEqual' | 'GreaterEqual'; // biome-ignore format: one list

interface TokenRow {
  readonly kind: TokenKind;
  /** How messages name it. */
  readonly label: string;
  readonly pattern: RegExp;
  readonly mistake?: MistakeCode;
  readonly means?: Meaning;
  /** Only where a value is expected, so that `a < b > c` stays a comparison. */
  readonly asValue?: true;
  /** Where an operator stands; a minus stands in both places. */
  readonly place?: readonly ('Infix' | 'Prefix')[];
}

const SMART = '“”„‟«»″＂‘’‚‛‹›′';
const CLOSING = `${SMART}"`;
const DIGITS = String.raw`(?:\d+(?:\.(?![A-Za-z_$])\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const ODD_BLANKS =
  '\\u000b\\u000c\\u0085\\u00a0\\u00ad\\u034f\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';

// biome-ignore format: a table
export const TOKEN_ROWS = {
  Blank:              { kind: 'blank', label: 'a blank', pattern: /[ \t\r\n]+/ },
  Comment:            { kind: 'comment', label: 'a comment', pattern: /\/\/[^\r\n]*/ },
  BlockComment:       { kind: 'mistake', label: 'a comment', pattern: /\/\*(?:[\s\S]*?\*\/|[\s\S]*)/, mistake: 'block-comment', means: 'nothing' },

  Template:           { kind: 'mistake', label: 'a placeholder', pattern: /\$\{\{[^}\r\n]{0,200}\}\}|\$?\$\{[^}\r\n]{0,200}\}|\{\{\{?[^}\r\n]{0,200}\}\}\}?|\{%[^\r\n]{0,200}?%\}|\{[ \t]*[\w.$:-]+[ \t]*\}|#\{[^}\r\n]{0,200}\}#?|@\{[^}\r\n]{0,200}\}|\$\([^()\r\n]{0,200}\)|<%[^\r\n]{0,200}?%>|\[\[[^\]\r\n]{0,200}\]\]/, mistake: 'placeholder', means: 'Placeholder' },
  AngleTemplate:      { kind: 'mistake', label: 'a placeholder', pattern: /<[A-Za-z_][\w .-]{0,200}>/, mistake: 'placeholder', means: 'Placeholder', asValue: true },
  FormatTemplate:     { kind: 'mistake', label: 'a placeholder', pattern: /%\([^()\r\n]{0,200}\)[sdif]|%[A-Za-z_]\w*%|%\d*\.?\d*[sdif](?!\w)|@@?\w+@@?/, mistake: 'placeholder', means: 'Placeholder', asValue: true },
  HashComment:        { kind: 'mistake', label: 'a comment', pattern: /#[^\r\n]*/, mistake: 'hash-comment', means: 'nothing' },

  // What a template fills in later stands as characters of the private use area; nobody else writes those.
  Filled:             { kind: 'mistake', label: 'a placeholder', pattern: /[\ue000-\uf8ff]+/, mistake: 'unexpected-character', means: 'fit' },

  EscapedString:      { kind: 'mistake', label: 'a string', pattern: /\\+"[^"\r\n;)]*"|\\+"[^"\r\n);]*/, mistake: 'json-escape', means: 'String' },
  EscapedCharacter:   { kind: 'mistake', label: 'a JSON escape', pattern: /(?:\\+u[0-9A-Fa-f]{4})+/, mistake: 'json-escape', means: 'byText' },
  EscapedBlank:       { kind: 'mistake', label: 'a JSON escape', pattern: /(?:\\+[nrt/\\])+|\\+(?=[\r\n])/, mistake: 'json-escape', means: 'nothing' },
  EntityString:       { kind: 'mistake', label: 'a string', pattern: /&quot;[^&\r\n]*&quot;/, mistake: 'html-entity', means: 'String' },
  EntityBlank:        { kind: 'mistake', label: 'a blank', pattern: /(?:&nbsp;|&#160;)+|<br ?\/?>/, mistake: 'html-entity', means: 'nothing' },
  Entity:             { kind: 'mistake', label: 'an HTML entity', pattern: /(?:&(?:lt|gt|amp|minus|times|divide|le|ge|ne);)+=?/, mistake: 'html-entity', means: 'byText' },

  HalfSmartString:    { kind: 'mistake', label: 'a string', pattern: new RegExp(`"[^"${SMART}\\r\\n;]{0,200}[${SMART}]`), mistake: 'smart-quotes', means: 'String' },
  SmartString:        { kind: 'mistake', label: 'a string', pattern: new RegExp(`[${SMART}](?:[^${CLOSING}'\\r\\n;]*[${CLOSING}']|[^${CLOSING}'\\r\\n;)]*)`), mistake: 'smart-quotes', means: 'String' },
  SingleQuotedString: { kind: 'mistake', label: 'a string', pattern: /'[^'\r\n]*'|`[^`\r\n]*`|'[^'\r\n);]*|`[^`\r\n);]*/, mistake: 'single-quotes', means: 'String' },
  String:             { kind: 'string', label: 'a string', pattern: /"[^"\r\n]*"/ },
  BrokenString:       { kind: 'mistake', label: 'a string', pattern: /"[^"\r\n;()=]*[\r\n][^";()=]*"/, mistake: 'broken-string', means: 'String' },
  UnterminatedString: { kind: 'mistake', label: 'a string', pattern: /"[^"\r\n);]*/, mistake: 'unterminated-string', means: 'String' },

  HexNumber:          { kind: 'mistake', label: 'a number', pattern: /0[xX][0-9A-Fa-f]+/, mistake: 'hex-number', means: 'Number' },
  SuffixedNumber:     { kind: 'mistake', label: 'a number', pattern: /(?:\d+(?:\.\d+)?|\.\d+)(?![eE][+-]?\d+(?!\w))[A-Za-z_]\w*|\d+\.\d+(?:\.\d+)+\w*/, mistake: 'number-suffix', means: 'Number' },
  Number:             { kind: 'number', label: 'a number', pattern: new RegExp(DIGITS) },
  Identifier:         { kind: 'name', label: 'a name', pattern: /\$?[A-Za-z_]\w*/ },

  TripleEqual:        { kind: 'mistake', label: "'==='", pattern: /===/, mistake: 'foreign-operator', means: 'Equal' },
  TripleNotEqual:     { kind: 'mistake', label: "'!=='", pattern: /!==/, mistake: 'foreign-operator', means: 'NotEqual' },
  AngleNotEqual:      { kind: 'mistake', label: "'<>'", pattern: /<>/, mistake: 'foreign-operator', means: 'NotEqual' },
  SwappedLessEqual:   { kind: 'mistake', label: "'=<'", pattern: /=<(?![A-Za-z_][\w .-]{0,200}>)/, mistake: 'foreign-operator', means: 'LessEqual' },
  SwappedGreaterEqual:{ kind: 'mistake', label: "'=>'", pattern: /=>/, mistake: 'foreign-operator', means: 'GreaterEqual' },
  ColonAssign:        { kind: 'mistake', label: "':='", pattern: /:=/, mistake: 'foreign-operator', means: 'Assign' },
  Coalesce:           { kind: 'mistake', label: "'??'", pattern: /\?\?/, mistake: 'no-such-operator', means: 'Foreign' },
  CompoundAssign:     { kind: 'mistake', label: 'an assignment', pattern: /(?:\*\*|[-+*/%^]|\|\||&&|[|&])=(?!=)/, mistake: 'compound-assignment', means: 'Assign' },
  Increment:          { kind: 'mistake', label: "'++'", pattern: /\+\+|--(?=[ \t\r\n]*(?:[;),]|(?![\s\S])))/, mistake: 'compound-assignment', means: 'nothing' },
  Power:              { kind: 'mistake', label: 'an operator', pattern: /\*\*|\^|<<|>>/, mistake: 'no-such-operator', means: 'Foreign' },
  Percent:            { kind: 'mistake', label: "'%'", pattern: /%/, mistake: 'no-such-operator', means: 'Foreign' },

  And:                { kind: 'operator', label: "'&&'", pattern: /&&/, place: ['Infix'] },
  Or:                 { kind: 'operator', label: "'||'", pattern: /\|\|/, place: ['Infix'] },
  SingleAnd:          { kind: 'mistake', label: "'&'", pattern: /&/, mistake: 'single-logical', means: 'And' },
  SingleOr:           { kind: 'mistake', label: "'|'", pattern: /\|/, mistake: 'single-logical', means: 'Or' },
  Equal:              { kind: 'operator', label: "'=='", pattern: /==/, place: ['Infix'] },
  NotEqual:           { kind: 'operator', label: "'!='", pattern: /!=/, place: ['Infix'] },
  LessEqual:          { kind: 'operator', label: "'<='", pattern: /<=/, place: ['Infix'] },
  GreaterEqual:       { kind: 'operator', label: "'>='", pattern: />=/, place: ['Infix'] },
  Less:               { kind: 'operator', label: "'<'", pattern: /</, place: ['Infix'] },
  Greater:            { kind: 'operator', label: "'>'", pattern: />/, place: ['Infix'] },
  Plus:               { kind: 'operator', label: "'+'", pattern: /\+/, place: ['Infix'] },
  Minus:              { kind: 'operator', label: "'-'", pattern: /-/, place: ['Infix', 'Prefix'] },
  Star:               { kind: 'operator', label: "'*'", pattern: /\*/, place: ['Infix'] },
  Slash:              { kind: 'operator', label: "'/'", pattern: /\//, place: ['Infix'] },
  Not:                { kind: 'operator', label: "'!'", pattern: /!/, place: ['Prefix'] },
  Question:           { kind: 'operator', label: "'?'", pattern: /\?/ },
  Colon:              { kind: 'operator', label: "':'", pattern: /:/ },
  Assign:             { kind: 'operator', label: "'='", pattern: /=/ },
  Semicolon:          { kind: 'punctuation', label: "';'", pattern: /;/ },
  LeftParenthesis:    { kind: 'punctuation', label: "'('", pattern: /\(/ },
  RightParenthesis:   { kind: 'punctuation', label: "')'", pattern: /\)/ },
  Comma:              { kind: 'punctuation', label: "','", pattern: /,/ },
  Dot:                { kind: 'punctuation', label: "'.'", pattern: /\./ },
  LeftBracket:        { kind: 'mistake', label: "'['", pattern: /\[/ },
  RightBracket:       { kind: 'mistake', label: "']'", pattern: /\]/ },
  Brace:              { kind: 'mistake', label: 'a brace', pattern: /[{}]/, mistake: 'block', means: 'nothing' },

  OddBlank:           { kind: 'mistake', label: 'a blank', pattern: new RegExp(`[${ODD_BLANKS}]+`), mistake: 'odd-blank', means: 'nothing' },
  LookAlike:          { kind: 'mistake', label: 'a look-alike', pattern: /[‐‑‒–—−×✕∗÷∕⁄≤≥≠＝；，（）．：？＋－＊／！＜＞∧∨¬]/, mistake: 'look-alike', means: 'byText' },
  Unexpected:         { kind: 'mistake', label: 'a character', pattern: /[@~$\\\u007f-\uffff]+/, mistake: 'unexpected-character', means: 'fit' },

  // Never lexed: a name joined from pieces, and what mending puts where a placeholder or an operator of another language stood.
  ForeignName:        { kind: 'mistake', label: 'a name', pattern: Lexer.NA, mistake: 'non-ascii-name', means: 'Identifier' },
  Placeholder:        { kind: 'mistake', label: 'a placeholder', pattern: Lexer.NA },
  Foreign:            { kind: 'mistake', label: 'an operator', pattern: Lexer.NA, place: ['Infix'] },

  // What the rules ask for: any operator that stands in a place.
  Infix:              { kind: 'operator', label: 'an operator', pattern: Lexer.NA },
  Prefix:             { kind: 'operator', label: 'a sign', pattern: Lexer.NA },
} as const satisfies Record<string, TokenRow>;

export type TokenName = keyof typeof TOKEN_ROWS;

/** A token as Chevrotain has it; it never leaves this floor. */
export type RawToken = IToken;

/** Chevrotain's types of the rows: what the rules consume. */
export const T: Readonly<Record<TokenName, TokenType>> = createTypes();

// By Chevrotain's index of the type: asked several times for every token.
const ROWS: readonly TokenRow[] = Object.values(T).reduce<TokenRow[]>((rows, type) => {
  rows[type.tokenTypeIdx!] = TOKEN_ROWS[type.name as TokenName];
  return rows;
}, []);

const MEANS_VALUE: ReadonlySet<Meaning | undefined> = new Set<Meaning>([
  'String',
  'Number',
  'Placeholder',
  'Identifier',
]);
const MISTAKEN_VALUES = Object.values(T).filter((type) => MEANS_VALUE.has(rowOf(type).means));
const VALUES = [T.Number, T.String, T.Identifier, T.Placeholder, ...MISTAKEN_VALUES];
const VALUE_ENDS: ReadonlySet<TokenType> = new Set([...VALUES, T.RightParenthesis, T.RightBracket]);
const VALUE_STARTS: ReadonlySet<TokenType> = new Set([...VALUES, T.LeftParenthesis, T.Not]);

/** The row a token type was made from. */
export function rowOf(type: TokenType): TokenRow {
  return ROWS[type.tokenTypeIdx!]!;
}

/** Whether a value can end with this token, so that an operator or the end of the statement follows. */
export function endsValue(token: RawToken | undefined): boolean {
  return token !== undefined && VALUE_ENDS.has(token.tokenType);
}

/** Whether only a value can start with this token; a minus and a bracket can also follow a value. */
export function startsValue(token: RawToken | undefined): boolean {
  return token !== undefined && VALUE_STARTS.has(token.tokenType);
}

/** The same token as another type. */
export function retype(token: RawToken, type: TokenType): RawToken {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx! };
}

/** A token of no length that stands where one is missing. */
export function virtualToken(type: TokenType, offset: number): RawToken {
  return {
    image: '',
    startOffset: offset,
    endOffset: offset - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
  };
}

/** The operator or punctuation that is spelled like this. */
export function tokenOfText(text: string): TokenType | undefined {
  return BY_TEXT.get(text);
}

const BY_TEXT: ReadonlyMap<string, TokenType> = new Map(
  Object.values(T)
    .filter((type) => ['operator', 'punctuation'].includes(rowOf(type).kind))
    .map((type) => [rowOf(type).label.slice(1, -1), type]),
);

/** What a token looks like, for highlighters that work by patterns: the first that matches is taken. */
export interface TokenPattern {
  readonly kind: TokenKind;
  /** The source of a regular expression. */
  readonly pattern: string;
  /** The code of the complaint about it, for a mistake. */
  readonly code?: string;
}

/** The patterns in the lexer's order; without blanks, and without those that depend on what stands before. */
export function tokenPatterns(): readonly TokenPattern[] {
  return Object.values<TokenRow>(TOKEN_ROWS)
    .filter(({ kind, pattern, asValue }) => kind !== 'blank' && pattern !== Lexer.NA && asValue === undefined)
    .map(({ kind, pattern, mistake }) => ({
      kind,
      pattern: pattern.source,
      ...(mistake !== undefined && { code: `syntax-${mistake}` }),
    }));
}

/** All tokens of a text in order, blanks left out, comments and mistakes included. Never fails. */
export function lex(text: string): readonly RawToken[] {
  lexer ??= new Lexer(
    Object.values(T).filter((type) => type.PATTERN !== undefined),
    { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true },
  );
  return lexer.tokenize(text).tokens;
}

// Built on first use: analysing the patterns costs more than most programs that import this floor would use.
let lexer: Lexer | undefined;

function createTypes(): Record<TokenName, TokenType> {
  const { Infix, Prefix, ...rows } = TOKEN_ROWS;
  const types: Partial<Record<TokenName, TokenType>> = {
    Infix: createToken({ name: 'Infix', ...patternOf(Infix), label: Infix.label }),
    Prefix: createToken({ name: 'Prefix', ...patternOf(Prefix), label: Prefix.label }),
  };
  for (const [name, row] of Object.entries<TokenRow>(rows)) {
    const categories = (row.place ?? []).map((place) => types[place]!);
    types[name as TokenName] = createToken({ name, label: row.label, categories, ...patternOf(row) });
  }
  return types as Record<TokenName, TokenType>;
}

type Pattern = Pick<ITokenConfig, 'pattern' | 'group' | 'start_chars_hint' | 'line_breaks'>;

function patternOf(row: TokenRow): Pattern {
  if (row.pattern === Lexer.NA) return { pattern: Lexer.NA };
  if (row.kind === 'blank') return { pattern: row.pattern, group: Lexer.SKIPPED };
  if (row.asValue === undefined) return { pattern: row.pattern };
  const sticky = new RegExp(row.pattern, 'y');
  const match: CustomPatternMatcherFunc = (text, offset, matched) => {
    if (endsValue(matched.at(-1))) return null;
    sticky.lastIndex = offset;
    return sticky.exec(text);
  };
  return { pattern: match, start_chars_hint: ['<', '%', '@'], line_breaks: false };
}
