// A command line to words, as the service does on Linux: shell-like quoting and nothing else of a shell. No variable is
// expanded, nothing is piped or redirected; who wants that writes `/bin/sh -c '…'`.
// Source: docs "command lines"; the splitting rule is a decision (POSIX, as Python's shlex does it).

import type { FailureInfo } from '../simulator/index.ts';

/** The program and its arguments; a line that cannot be split is a failure of Azure's. */
export type CommandWords = readonly [program: string, ...words: string[]];

/** Splits a command line; never throws. */
export function splitCommandLine(line: string): CommandWords | FailureInfo {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (sign === '\0') return unfit('it holds a NUL character');
    if (quote === '' && /\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (sign === quote) quote = '';
    else if (quote === '' && (sign === "'" || sign === '"')) {
      quote = sign;
      word ??= '';
    } else if (sign === '\\' && escapes(quote, line[at + 1])) {
      at++;
      if (at === line.length) return unfit('it ends with a backslash that escapes nothing');
      word = (word ?? '') + line[at]!;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return unfit(`a ${quote} is not closed`);
  if (word !== undefined) words.push(word);
  const [program, ...rest] = words;
  return program === undefined || program === '' ? unfit('it names no program') : [program, ...rest];
}

/** Whether a backslash means the character after it: always outside quotes, for itself and `"` inside double ones. */
const escapes = (quote: string, next: string | undefined): boolean =>
  quote === '' || (quote === '"' && (next === '"' || next === '\\'));

const unfit = (why: string): FailureInfo => ({
  category: 'usererror',
  code: 'BadCommandType',
  message: `The command line cannot be carried out: ${why}`,
});
