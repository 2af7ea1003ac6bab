// Colouring a line at once, before the language server has spoken: the first pattern that matches wins.

import type { ColourRule } from '../formula-questions.ts';

/** A run of a line: where it begins, counted from 0, and what it is; empty for nothing special. */
export interface Run {
  readonly startIndex: number;
  readonly scopes: string;
}

/** A function from a line to its runs. A pattern that a browser does not know is left out. */
export function colourLines(rules: readonly ColourRule[]): (line: string) => Run[] {
  const patterns = rules.flatMap(({ match, kind }) => {
    try {
      return [{ pattern: new RegExp(match, 'y'), kind }];
    } catch {
      // Runs of this kind have no colour of their own; nothing else depends on it.
      return [];
    }
  });
  return (line) => {
    const runs: Run[] = [];
    const say = (startIndex: number, scopes: string): void => {
      if (runs.at(-1)?.scopes !== scopes) runs.push({ startIndex, scopes });
    };
    let at = 0;
    while (at < line.length) {
      const from = at;
      const found = patterns.find(({ pattern }) => {
        pattern.lastIndex = from;
        return pattern.test(line) && pattern.lastIndex > from;
      });
      say(at, found?.kind ?? '');
      at = found?.pattern.lastIndex ?? at + 1;
    }
    return runs;
  };
}
