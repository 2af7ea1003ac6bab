// What the server offers to do about the complaints of a text, for buttons beside a list of them.

import type { CodeAction } from 'vscode-languageserver-protocol';
import type { TextProblem } from './face.ts';
import type { LanguageClient } from './language-client.ts';
import { problemOf } from './problems.ts';
import { withEdits } from './text-edits.ts';

/** A fix, and the whole text after it. */
export interface OfferedFix {
  readonly title: string;
  readonly text: string;
}

export interface OfferedFixes {
  readonly of: (problem: TextProblem) => readonly OfferedFix[];
  /** The text with everything fixed that can be; undefined when nothing can. */
  readonly all: string | undefined;
}

export const NO_FIXES: OfferedFixes = { of: () => [], all: undefined };

const WHOLE = { start: { line: 0, character: 0 }, end: { line: Number.MAX_SAFE_INTEGER, character: 0 } };

/** Everything that is offered for the document at this address, which has this text. */
export async function askFixes(client: LanguageClient, uri: string, text: string): Promise<OfferedFixes> {
  const context = { diagnostics: [], only: ['quickfix', 'source.fixAll'] };
  const params = { textDocument: { uri }, range: WHOLE, context };
  const actions = (await client.ask<CodeAction[]>('textDocument/codeAction', params)) ?? [];
  const offered = new Map<string, OfferedFix[]>();
  let all: string | undefined;
  for (const { title, kind, edit = {}, diagnostics = [] } of actions) {
    const fixed = withEdits(text, edit);
    if (kind === 'source.fixAll') all = fixed;
    for (const diagnostic of diagnostics) {
      const place = placeOf(problemOf(diagnostic));
      offered.set(place, [...(offered.get(place) ?? []), { title, text: fixed }]);
    }
  }
  return { of: (problem) => offered.get(placeOf(problem)) ?? [], all };
}

const placeOf = ({ code, start, end }: TextProblem): string =>
  [code, start.line, start.column, end.line, end.column].join(' ');
