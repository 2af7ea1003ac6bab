// What the service does, told line by line. Expectations are rewritten by `UPDATE=1 npx vitest run
// test/simulator/stories.test.ts` and then read as a diff.

import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CORPUS, readCases, storyFiles } from './corpus-cases.ts';
import { story } from './story.ts';

for (const file of storyFiles()) {
  if (process.env.UPDATE === '1') {
    const blocks: string[] = [];
    for (const { title, scenario } of readCases(file))
      blocks.push(`=== ${title}\n${scenario}\n---\n${await story(scenario)}\n`);
    writeFileSync(new URL(file, CORPUS), blocks.join('\n'));
  }
  describe(file.replace('.txt', ''), () => {
    test.each(readCases(file))('$title', async ({ scenario, expected }) => {
      expect(await story(scenario)).toBe(expected);
    });
  });
}
