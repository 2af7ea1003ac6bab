// A text that was taken out of a file, with the way back: runs of letters, each with the place it has there.
// Undoing escapes, joining, cutting and filling holes all keep the places.

import type { Span } from '../../grammar/index.ts';

/** Letters in a row and their place in the file. When both have the same length, they run side by side. */
export interface Run {
  readonly text: string;
  readonly span: Span;
  /** There when the run stands for what a template fills in: the part of the file that says with what. */
  readonly hole?: Span;
  /** There when the file says what is filled into the hole. */
  readonly known?: Known | undefined;
}

/** What the file says of a hole. */
export interface Known {
  readonly letters: Letters;
  /** Whether it holds only as long as nobody sets it to something else. */
  readonly isDefault: boolean;
}

/** A text as its runs, in order. */
export type Letters = readonly Run[];

/** What stands for a hole until the formula is known, one character. */
const HOLE = '\ufffc';

/** A part of the file as it is there. */
export const copied = (file: string, start: number, end: number): Letters =>
  end > start ? [{ text: file.slice(start, end), span: { start, end } }] : [];

/** A hole at a place; `shown` is the part of it that people know it by. */
export const hole = (span: Span, shown: Span = span, known?: Known): Letters => [
  { text: HOLE, span, hole: shown, known },
];

/** How many letters there are with everything known put in, and holes counted, too: how long it takes to put it in. */
export const lengthOf = (letters: Letters): number =>
  letters.reduce(
    (sum, { text, known }) => sum + text.length + (known === undefined ? 0 : lengthOf(known.letters)),
    0,
  );

/** The text; holes are one character each. */
export const textOf = (letters: Letters): string => letters.map(({ text }) => text).join('');

/** A text that can be cut again and again: a file, or letters from one. */
export interface Ground {
  readonly text: string;
  readonly cut: (start: number, end: number) => Letters;
  /** The place in the file of a part of the text. */
  readonly place: (start: number, end: number) => Span;
}

/** A whole file. */
export const fileGround = (text: string): Ground => ({
  text,
  cut: (start, end) => copied(text, start, end),
  place: (start, end) => ({ start, end }),
});

/** Letters as ground; each cut takes time by its own length. */
export function lettersGround(letters: Letters): Ground {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of letters) {
    starts.push(length);
    length += text.length;
  }
  const cut = (start: number, end: number): Letters => {
    const found: Run[] = [];
    for (let at = runAt(starts, start); at < letters.length && starts[at]! < end; at++) {
      const part = partOf(letters[at]!, start - starts[at]!, end - starts[at]!);
      if (part.text !== '') found.push(part);
    }
    return found;
  };
  const place = (start: number, end: number): Span => {
    const inside = cut(start, Math.max(end, start + 1));
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined) {
      const after = letters.at(-1)?.span.end ?? 0;
      return { start: after, end: after };
    }
    return { start: first.span.start, end: end > start ? last.span.end : first.span.start };
  };
  return { text: textOf(letters), cut, place };
}

/** The index of the last run that starts at or before an offset. */
function runAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The part of a run between two offsets into it, which may lie outside. */
function partOf(run: Run, from: number, to: number): Run {
  const [start, end] = [Math.max(0, from), Math.min(run.text.length, to)];
  if (start === 0 && end === run.text.length) return run;
  const text = run.text.slice(start, Math.max(start, end));
  if (run.hole !== undefined || run.text.length !== run.span.end - run.span.start) return { ...run, text };
  return { text, span: { start: run.span.start + start, end: run.span.start + Math.max(start, end) } };
}

/** The letters with every match of a pattern as one hole, and what is known of each. The pattern has the flag `g`. */
export function withHoles(
  letters: Letters,
  pattern: RegExp,
  knownOf: (match: string) => Known | undefined = () => undefined,
): Letters {
  const ground = lettersGround(letters);
  const found: Run[] = [];
  let at = 0;
  for (const match of ground.text.matchAll(pattern)) {
    if (match[0] === '') continue;
    const end = match.index + match[0].length;
    const place = ground.place(match.index, end);
    found.push(...ground.cut(at, match.index), ...hole(place, place, knownOf(match[0])));
    at = end;
  }
  return at === 0 ? letters : [...found, ...ground.cut(at, ground.text.length)];
}

/** Whether nothing is there but blanks and holes of which the file says nothing. */
export const isAllHoles = (letters: Letters): boolean =>
  letters.every(({ hole: isHole, known, text }) =>
    isHole === undefined ? text.trim() === '' : known === undefined || isAllHoles(known.letters),
  );
