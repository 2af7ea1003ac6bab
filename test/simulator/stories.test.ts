// What the service does, told line by line. Expectations are rewritten by `UPDATE=1 npx vitest run
// test/simulator/stories.test.ts` and then read as a diff.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { story } from './story.ts';

const folder = new URL('./corpus/', import.meta.url);

interface Case {
  readonly title: string;
  readonly scenario: string;
  readonly expected: string;
}

function readCases(file: string): readonly Case[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', expected = ''] = block.split(/^---\n/m);
      const title = head.slice(0, head.indexOf('\n'));
      return { title, scenario: head.slice(title.length + 1).trimEnd(), expected: expected.trimEnd() };
    });
}

for (const file of readdirSync(folder)) {
  const cases = readCases(file);
  if (process.env.UPDATE === '1') {
    const blocks: string[] = [];
    for (const { title, scenario } of cases)
      blocks.push(`=== ${title}\n${scenario}\n---\n${await story(scenario)}\n`);
    writeFileSync(new URL(file, folder), blocks.join('\n'));
  }
  describe(file.replace('.txt', ''), () => {
    test.each(readCases(file))('$title', async ({ scenario, expected }) => {
      expect(await story(scenario)).toBe(expected);
    });
  });
}
