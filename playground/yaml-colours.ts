// What the files beside a formula look like: YAML, enough of it to tell keys from values. Each run of a line gets its
// kind; what a line means to others, such as a text over several lines, is not looked at.

import type { ColourRule } from './formula-questions.ts';

/** The files beside a formula are YAML: enough of it to tell keys from values. */
export const YAML_COLOURS: readonly ColourRule[] = [
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
