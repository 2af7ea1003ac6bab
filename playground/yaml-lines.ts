// What the files beside a formula look like: YAML, enough of it to tell keys from values, line by line. Texts of several
// lines, such as formulas, are told from the rest and have no colours.

import { make } from './dom.ts';
import { colourLines } from './editor/colours.ts';
import type { ColourRule } from './formula-questions.ts';

/** The files beside a formula are YAML: enough of it to tell keys from values. */
const YAML_COLOURS: readonly ColourRule[] = [
  { match: '(?<=^|\\s)#.*', kind: 'comment' },
  { match: '(?:---|\\.\\.\\.)\\s*$', kind: 'operator' },
  { match: '"(?:[^"\\\\]|\\\\.)*"(?=\\s*:(?:\\s|$))', kind: 'property' },
  { match: "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'", kind: 'string' },
  { match: '[\\w$./-]+(?: [\\w$./-]+)*(?=\\s*:(?:\\s|$))', kind: 'property' },
  {
    match: '(?<=^|[\\s\\[{,:])[-+]?\\d[\\d_]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?(?=$|[\\s,\\]}])',
    kind: 'number',
  },
  { match: '(?<=^|[\\s\\[{,:])(?:true|false|null|~)(?=$|[\\s,\\]}])', kind: 'word' },
  { match: '[-?:,[\\]{}|>&*!]', kind: 'operator' },
  { match: '[^\\s"\'#,[\\]{}:]+', kind: '' },
];

const runsOf = colourLines(YAML_COLOURS);
/** A longer line, such as one with a whole list in it, has no colours: nobody reads it by them. */
const LONGEST = 2000;

/** A line whose value is the text that stands further in below it. */
const TEXT_BEGINS = /(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/;

/** Of each line, whether it is within a text of several lines. */
export function insideTexts(lines: readonly string[]): readonly boolean[] {
  let outside: number | undefined;
  return lines.map((line) => {
    const indent = line.search(/\S/);
    if (outside !== undefined && (indent < 0 || indent > outside)) return true;
    outside = TEXT_BEGINS.test(line) ? indent : undefined;
    return false;
  });
}

/** What is wrong with some letters of a line. */
interface Wrong {
  readonly tone: string;
  readonly letters?: readonly [from: number, to: number];
}

/** A line in its runs, each in its colour; the letters that something is wrong with are underlined. */
export function colouredLine(line: string, isInside: boolean, wrong?: Wrong): readonly (Node | string)[] {
  const runs = isInside || line.length > LONGEST ? [{ startIndex: 0, scopes: '' }] : runsOf(line);
  const [from, to] = wrong?.letters ?? [line.length, line.length];
  return runs.flatMap(({ startIndex, scopes }, place) => {
    const end = runs[place + 1]?.startIndex ?? line.length;
    const cuts = [startIndex, ...[from, to].filter((cut) => cut > startIndex && cut < end), end];
    return cuts.slice(1).map((cut, at) => {
      const start = cuts[at]!;
      const classes = [scopes && `is-${scopes}`, start >= from && cut <= to && `wrong ${wrong?.tone}`].filter(
        Boolean,
      );
      const part = line.slice(start, cut);
      return classes.length === 0 ? part : make('span', { class: classes.join(' ') }, part);
    });
  });
}
