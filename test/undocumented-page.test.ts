// docs/undocumented.md has every decision about the service once, its places are there, and its options are those that
// a scenario can have.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SERVICE_CHOICES } from '../simulator/scenario.ts';
import { ROOT } from './rules/sources.ts';

const page = readFileSync(path.join(ROOT, 'docs/undocumented.md'), 'utf8');

test('has every decision once, with its option or the reason why there is none', () => {
  const rows = [...page.matchAll(/^\| U-(\d\d) \| [^|]+ \| [^|]+ \| [^|]+ \| [^|]+ \|$/gm)];
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 58 }, (_, at) => at + 1));
});

test('names files that are there', () => {
  const named = [...page.matchAll(/`([a-z]+\/[\w/.-]+\.ts)`/g)].map(([, file]) => file!);
  expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test('names every choice of the service, and no other', () => {
  const named = new Set([...page.matchAll(/`choices\.(\w+)`/g)].map(([, name]) => name));
  expect([...named].sort()).toEqual(Object.keys(SERVICE_CHOICES).sort());
});
