// The corpus of stories: each case a title, a scenario, and what is told of its run.

import { readdirSync, readFileSync } from 'node:fs';

export const CORPUS = new URL('./corpus/', import.meta.url);

export interface StoryCase {
  readonly title: string;
  readonly scenario: string;
  readonly expected: string;
}

/** The files of the corpus. */
export const storyFiles = (): readonly string[] => readdirSync(CORPUS).sort();

/** The cases of one file, in their order. */
export function readCases(file: string): readonly StoryCase[] {
  return readFileSync(new URL(file, CORPUS), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', expected = ''] = block.split(/^---\n/m);
      const title = head.slice(0, head.indexOf('\n'));
      return { title, scenario: head.slice(title.length + 1).trimEnd(), expected: expected.trimEnd() };
    });
}
