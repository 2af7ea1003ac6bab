// The server's edits, made to a text: for buttons outside the editor, which work with a plain field, too.

import type { Position, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';

/** A text with the edits of one answer made; they do not overlap. */
export function withEdits(text: string, { changes = {} }: WorkspaceEdit): string {
  const starts = lineStartsOf(text);
  const offsetOf = ({ line, character }: Position): number =>
    Math.min(text.length, (starts[line] ?? text.length) + character);
  const edits: readonly TextEdit[] = Object.values(changes).flat();
  return edits
    .map(({ range, newText }) => ({ start: offsetOf(range.start), end: offsetOf(range.end), newText }))
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((made, { start, end, newText }) => made.slice(0, start) + newText + made.slice(end), text);
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + ending.length);
  return starts;
}
