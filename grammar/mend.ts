// Mends the structure of a formula before the grammar reads it: semicolons and parentheses that are missing or
// too many, and `=` where it cannot stand. Each is one complaint, and the tokens that come out have balanced
// brackets, so that a mistake in one statement leaves the trees of the others alone.

import { endOf, quote, spanOf } from './complain.ts';
import type { Diagnostic } from './diagnostic.ts';
import { complaints } from './diagnostics.ts';
import type { Span } from './source.ts';
import { endsValue, type RawToken, retype, startsValue, T, virtualToken } from './tokens.ts';
import { readWord } from './words.ts';

/** Tokens with balanced brackets and every statement ended, and the complaints about what was not so. */
export interface Mended {
  readonly tokens: readonly RawToken[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Mends tokens that `replacePasted` has been over. `text` is asked for line breaks only. */
export function mend(text: string, given: readonly RawToken[]): Mended {
  const walk: Walk = { text, given, out: [], diagnostics: [], open: [], statement: 0, quiet: false };
  for (let index = 0; index < given.length; index++) take(walk, index);
  closeAll(walk, undefined);
  return { tokens: walk.out, diagnostics: walk.diagnostics };
}

/** The state of one walk over the tokens. */
interface Walk {
  readonly text: string;
  readonly given: readonly RawToken[];
  readonly out: RawToken[];
  readonly diagnostics: Diagnostic[];
  /** Opening parentheses and brackets that wait for their closing ones. */
  readonly open: RawToken[];
  /** Where in `out` the statement at hand begins. */
  statement: number;
  /** Whether a missing semicolon was already complained about, or follows from a word of another language. */
  quiet: boolean;
}

type Step = (walk: Walk, token: RawToken, index: number) => void;

const STEPS = new Map<RawToken['tokenType'], Step>([
  [T.Semicolon, takeSemicolon],
  [T.LeftParenthesis, takeOpening],
  [T.LeftBracket, takeOpening],
  [T.RightParenthesis, takeClosing],
  [T.RightBracket, takeClosing],
  [T.Assign, takeAssign],
  [T.Comma, takeComma],
  [T.Plus, takePlus],
]);

function take(walk: Walk, index: number): void {
  const token = walk.given[index]!;
  const word = readWord(walk.given, index, walk.out.at(-1));
  if (word !== undefined) {
    walk.diagnostics.push(word.diagnostic);
    if (word.control) endStatement(walk, token);
    if (word.control) walk.quiet = true;
    if (word.means !== undefined) walk.out.push(retype(token, word.means));
    return;
  }
  separate(walk, token, index);
  const step = STEPS.get(token.tokenType);
  if (step) step(walk, token, index);
  else walk.out.push(token);
}

/** Puts the semicolon that is missing before this token, if one is. */
function separate(walk: Walk, token: RawToken, index: number): void {
  const before = walk.out.at(-1);
  if (before === undefined || before.tokenType === T.Semicolon) return;
  const assigns = token.tokenType === T.Identifier && walk.given[index + 1]?.tokenType === T.Assign;
  if (assigns && endsValue(before)) {
    if (walk.open.length > 0) closeAll(walk, token);
    else if (!walk.quiet) complainOfSemicolon(walk, token);
    walk.quiet = false;
    endStatement(walk, token);
  } else if (assigns && walk.open.length === 0 && startsLine(walk, before, token)) {
    endStatement(walk, token);
  } else if (walk.open.length === 0 && endsValue(before) && startsValue(token) && !isCall(before, token)) {
    if (!walk.quiet) complainOfSemicolon(walk, token);
    walk.quiet = true;
    endStatement(walk, token);
  }
}

function complainOfSemicolon(walk: Walk, token: RawToken): void {
  const advice = startsLine(walk, walk.out.at(-1)!, token)
    ? "end the statement before with ';' (a line break does not end it)"
    : "put ';' between two statements, or an operator between two values";
  walk.diagnostics.push(complaints['missing-semicolon'](spanOf(token), { found: quote(token), advice }));
}

function isCall(before: RawToken, token: RawToken): boolean {
  return token.tokenType === T.LeftParenthesis && before.tokenType === T.Identifier;
}

function startsLine(walk: Walk, before: RawToken, token: RawToken): boolean {
  return walk.text.slice(endOf(before), token.startOffset).includes('\n');
}

/** Ends the statement with a semicolon that is not in the text; its payload is the token found instead. */
function endStatement(walk: Walk, found: RawToken): void {
  const before = walk.out.at(-1);
  if (before === undefined || before.tokenType === T.Semicolon) return;
  walk.out.push({ ...virtualToken(T.Semicolon, endOf(before)), payload: found });
  walk.statement = walk.out.length;
}

/** Closes what is open, complaining once, about the innermost; an open bracket has been complained about before. */
function closeAll(walk: Walk, found: RawToken | undefined): void {
  const innermost = walk.open.at(-1);
  if (innermost === undefined) return;
  const at = endOf(walk.out.at(-1)!);
  const span = found === undefined ? { start: at, end: at } : spanOf(found);
  if (innermost.tokenType === T.LeftParenthesis)
    walk.diagnostics.push(missingClosing(innermost, span, quote(found)));
  while (walk.open.length > 0) walk.out.push(virtualToken(closingOf(walk.open.pop()!), at));
}

function missingClosing(open: RawToken, span: Span, found: string): Diagnostic {
  const holes = { open: '(', close: ')', found };
  const related = [{ message: "'(' is opened here", span: spanOf(open) }];
  return { ...complaints['missing-parenthesis'](span, holes), related };
}

function closingOf(open: RawToken): RawToken['tokenType'] {
  return open.tokenType === T.LeftParenthesis ? T.RightParenthesis : T.RightBracket;
}

function takeSemicolon(walk: Walk, token: RawToken, index: number): void {
  if (walk.open.length > 0 && closesLater(walk, index)) {
    const holes = { expected: "',' or ')'", found: quote(token), advice: "arguments are separated by ','" };
    walk.diagnostics.push(complaints['unexpected-token'](spanOf(token), holes));
    walk.out.push(retype(token, T.Comma));
    return;
  }
  closeAll(walk, token);
  const before = walk.out.at(-1);
  if (before === undefined || before.tokenType === T.Semicolon) {
    walk.diagnostics.push(complaints['empty-statement'](spanOf(token)));
  }
  walk.out.push(token);
  walk.statement = walk.out.length;
  walk.quiet = false;
}

/** Whether all that is open is closed before the next statement: then the semicolon was meant as a comma. */
function closesLater(walk: Walk, index: number): boolean {
  let depth = walk.open.length;
  for (let at = index + 1; at < walk.given.length; at++) {
    const type = walk.given[at]!.tokenType;
    if (type === T.Semicolon || type === T.Assign) return false;
    if (type === T.LeftParenthesis || type === T.LeftBracket) depth++;
    if (type === T.RightParenthesis || type === T.RightBracket) depth--;
    if (depth === 0) return true;
  }
  return false;
}

function takeOpening(walk: Walk, token: RawToken): void {
  if (token.tokenType === T.LeftBracket) {
    const code = endsValue(walk.out.at(-1)) ? 'indexing' : 'list-literal';
    walk.diagnostics.push(complaints[code](spanOf(token)));
  }
  walk.open.push(token);
  walk.out.push(token);
}

function takeClosing(walk: Walk, token: RawToken): void {
  const opening = token.tokenType === T.RightParenthesis ? T.LeftParenthesis : T.LeftBracket;
  if (walk.open.length === 0) {
    const holes = { close: token.image, open: token.image === ')' ? '(' : '[' };
    walk.diagnostics.push(complaints['stray-parenthesis'](spanOf(token), holes));
    if (!endsValue(walk.out.at(-1))) walk.out.push(retype(token, T.Placeholder));
    return;
  }
  const closesOuter = walk.open.some(({ tokenType }) => tokenType === opening);
  if (walk.open.at(-1)!.tokenType !== opening) closeInner(walk, token, closesOuter ? opening : undefined);
  else walk.open.pop();
  if (closesOuter) walk.out.push(token);
}

/** Closes what is inside the bracket a token closes; where it closes none, it was meant for the innermost. */
function closeInner(walk: Walk, token: RawToken, opening: RawToken['tokenType'] | undefined): void {
  const innermost = walk.open.at(-1)!;
  if (innermost.tokenType === T.LeftParenthesis) {
    walk.diagnostics.push(missingClosing(innermost, spanOf(token), quote(token)));
  }
  if (opening === undefined) {
    walk.open.pop();
    walk.out.push(retype(token, closingOf(innermost)));
    return;
  }
  const at = endOf(walk.out.at(-1)!);
  for (let open = walk.open.pop(); open !== undefined && open.tokenType !== opening; open = walk.open.pop()) {
    walk.out.push(virtualToken(closingOf(open), at));
  }
}

/** `=` is right only after the one name that begins a statement. */
function takeAssign(walk: Walk, token: RawToken): void {
  const length = walk.out.length - walk.statement;
  const [first, second] = walk.out.slice(walk.statement, walk.statement + 2);
  const span = spanOf(token);
  if (first === undefined) {
    walk.diagnostics.push(complaints['missing-name'](span));
  } else if (length === 1 && first.tokenType === T.Identifier) {
    walk.out.push(token);
  } else if (length === 1 && first.tokenType === T.Placeholder) {
    walk.out.push(retype(token, T.Foreign));
  } else if (walk.open.length === 0 && second?.tokenType !== T.Assign) {
    walk.diagnostics.push(complaints['assignment-target'](span));
    walk.out.push(retype(token, T.Foreign));
  } else if (length % 2 === 1 && isChained(walk, walk.statement + 2)) {
    const chained = walk.out.pop()!;
    if (length === 3) walk.diagnostics.push(complaints['chained-assignment'](span, { name: chained.image }));
    walk.out.push(retype(chained, T.Placeholder), retype(token, T.Foreign));
  } else {
    walk.diagnostics.push(complaints['equals-in-expression'](span));
    walk.out.push(retype(token, T.Equal));
  }
}

/** Whether from here on there are only names, each but the last assigned: `b =`, `c =`, then `d`. */
function isChained(walk: Walk, from: number): boolean {
  for (let at = from; at < walk.out.length - 1; at += 2) {
    if (walk.out[at]!.tokenType !== T.Placeholder || walk.out[at + 1]!.tokenType !== T.Foreign) return false;
  }
  return walk.out.at(-1)!.tokenType === T.Identifier;
}

/** A comma between two assignments is a semicolon; one just after a parenthesis has nothing in front. */
function takeComma(walk: Walk, token: RawToken, index: number): void {
  const [name, equals] = walk.given.slice(index + 1, index + 3);
  const before = walk.out.at(-1);
  if (walk.open.length === 0 && name?.tokenType === T.Identifier && equals?.tokenType === T.Assign) {
    const holes = { expected: "';'", found: quote(token), advice: "statements are separated by ';'" };
    walk.diagnostics.push(complaints['unexpected-token'](spanOf(token), holes));
    walk.out.push(retype(token, T.Semicolon));
    walk.statement = walk.out.length;
    return;
  }
  if (walk.open.length > 0 && before === walk.open.at(-1)) {
    const holes = { place: `after ${quote(before)},`, found: quote(token) };
    walk.diagnostics.push(complaints['missing-operand'](spanOf(token), holes));
    walk.out.push(virtualToken(T.Placeholder, endOf(before!)));
  }
  walk.out.push(token);
}

function takePlus(walk: Walk, token: RawToken, index: number): void {
  if (endsValue(walk.out.at(-1)) || !startsValue(walk.given[index + 1])) walk.out.push(token);
  else walk.diagnostics.push(complaints['unary-plus'](spanOf(token)));
}
