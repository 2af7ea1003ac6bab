// The difference of two texts, line by line, in the unified form that `patch` reads.

import type { Style } from '../style.ts';

/** Lines around a change that are shown with it. */
const AROUND = 3;

interface Line {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/** A unified difference with a header; empty texts of equal lines give only the header. */
export function renderDifference(name: string, before: string, after: string, style: Style): string {
  const lines = align(before.split('\n'), after.split('\n'));
  const shown = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== ' '),
  );
  const hunks: string[] = [];
  let [oldLine, newLine] = [1, 1];
  for (let at = 0; at < lines.length; ) {
    if (!shown[at]) {
      at++;
      oldLine++;
      newLine++;
      continue;
    }
    const end = shown.indexOf(false, at) < 0 ? lines.length : shown.indexOf(false, at);
    const hunk = lines.slice(at, end);
    const olds = hunk.filter(({ kind }) => kind !== '+').length;
    const news = hunk.filter(({ kind }) => kind !== '-').length;
    hunks.push(
      style('cyan', `@@ -${oldLine},${olds} +${newLine},${news} @@`),
      ...hunk.map((line) => paint(line, style)),
    );
    [oldLine, newLine, at] = [oldLine + olds, newLine + news, end];
  }
  return `${[style('bold', `--- ${name}`), style('bold', `+++ ${name}`), ...hunks].join('\n')}\n`;
}

const paint = ({ kind, text }: Line, style: Style): string =>
  kind === ' ' ? ` ${text}` : style(kind === '-' ? 'red' : 'green', kind + text);

/** What both begin and end with is left out of the table of lines; what is left of most files is a formula. */
function align(before: readonly string[], after: readonly string[]): Line[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ kind: ' ', text }));
  return [
    ...same(before.slice(0, start)),
    ...alignMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

/** The largest table of lines that is made; larger differences are shown as one. */
const LARGEST = 25_000_000;

/** The longest common subsequence. */
function alignMiddle(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > LARGEST)
    return [
      ...before.map((text): Line => ({ kind: '-', text })),
      ...after.map((text): Line => ({ kind: '+', text })),
    ];
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let a = before.length - 1; a >= 0; a--) {
    for (let b = after.length - 1; b >= 0; b--) {
      lengths[a]![b] =
        before[a] === after[b]
          ? lengths[a + 1]![b + 1]! + 1
          : Math.max(lengths[a + 1]![b]!, lengths[a]![b + 1]!);
    }
  }
  const lines: Line[] = [];
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    if (a < before.length && b < after.length && before[a] === after[b]) {
      lines.push({ kind: ' ', text: before[a]! });
      a++;
      b++;
    } else if (b >= after.length || (a < before.length && lengths[a + 1]![b]! >= lengths[a]![b + 1]!))
      lines.push({ kind: '-', text: before[a++]! });
    else lines.push({ kind: '+', text: after[b++]! });
  }
  return lines;
}
