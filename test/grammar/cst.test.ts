// The types of the concrete tree are made from the rules; `UPDATE=1` rewrites them.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeTree } from '../../grammar/rules.ts';

test('cst.d.ts is fresh', () => {
  const file = new URL('../../grammar/cst.d.ts', import.meta.url);
  const text = `// The types of the concrete tree, made from the rules by test/grammar/cst.test.ts.\n${describeTree()}`;
  if (process.env.UPDATE === '1') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
