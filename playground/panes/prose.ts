// Sentences with code in them: what stands between backquotes is code.

import { make } from '../dom.ts';

/** The parts of a sentence, for `make`. */
export const inWords = (text: string): readonly (string | HTMLElement)[] =>
  text.split(/`([^`]+)`/).map((part, at) => (at % 2 === 0 ? part : make('code', {}, part)));
