// Real tasks inspect their world. Expectations are rewritten by `UPDATE=1 npx vitest run test/emulator/cases.test.ts`
// and then read as a diff.

import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CORPUS, caseFiles, readCases, runCase } from './cases.ts';

for (const file of caseFiles()) {
  if (process.env.UPDATE === '1') {
    const blocks: string[] = [];
    for (const { title, scenario } of readCases(file))
      blocks.push(`=== ${title}\n${scenario}\n---\n${await runCase({ scenario })}\n`);
    writeFileSync(new URL(file, CORPUS), blocks.join('\n'));
  }
  describe.concurrent(file.replace('.txt', ''), () => {
    // These cases happen in real time: a machine that is busy elsewhere may need a second try.
    test.each(readCases(file))('$title', { retry: 2 }, async (one) => {
      expect(await runCase(one)).toBe(one.expected);
    });
  });
}
