// Every case in the text files beside this one.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCases, rewrite, runCase } from './cases.ts';

const folder = import.meta.dirname;

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  describe(file, () => {
    const cases = parseCases(readFileSync(path.join(folder, file), 'utf8'));
    const seen: string[] = [];
    it.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
      const outcome = await runCase(one);
      const now = rewrite(one, outcome);
      seen.push(now);
      if (process.env.UPDATE === '1') {
        if (seen.length === cases.length) writeFileSync(path.join(folder, file), seen.join('\n'));
        return;
      }
      const loose = one.parts.filter((part) => part.head.endsWith(' has'));
      for (const { head, body } of loose) {
        const text = head === 'out has' ? outcome.out : outcome.err;
        for (const line of body.split('\n').filter((part) => part.trim() !== ''))
          expect(text).toContain(line.trim());
      }
      expect(now).toBe(rewriteOf(one));
    });
  });
}

/** The case as it stands in the file, in the order `rewrite` gives. */
function rewriteOf(one: Parameters<typeof rewrite>[0]): string {
  const body = (head: string): string =>
    one.parts.find((part) => part.head === head)?.body.replace(/\n+$/, '\n') ?? '';
  const code = Number(one.parts.find((part) => part.head.startsWith('exit '))?.head.slice(5));
  const files = new Map(
    one.parts.filter((part) => part.head.startsWith('file ')).map((part) => [part.head, part.body]),
  );
  return rewrite(one, { code, out: body('out'), err: body('err'), files });
}
