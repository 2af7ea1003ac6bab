// Sentences with code in them: what stands between backquotes is code.

import { make } from '../dom.ts';

/** The parts of a sentence, for `make`. */
export const inWords = (text: string): readonly (string | HTMLElement)[] =>
  text.split(/`([^`]+)`/).map((part, at) => (at % 2 === 0 ? part : make('code', {}, part)));

/** A complaint as a sentence of its own: with a capital letter and a full stop. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
