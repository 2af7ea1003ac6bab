// The pages made from tables are fresh, and what the README says can be run is run elsewhere: its commands exist.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES } from './pages/pages.ts';
import { ROOT } from './rules/sources.ts';

describe('generated pages', () => {
  it.each(Object.keys(PAGES))('docs/%s is fresh; UPDATE=1 rewrites it', async (name) => {
    const file = path.join(ROOT, 'docs', name);
    const made = await PAGES[name]!();
    if (process.env.UPDATE === '1') writeFileSync(file, made);
    expect(readFileSync(file, 'utf8')).toBe(made);
  });
});

describe('the README', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

  it('shows the two commands to begin with', () => {
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  it('names only files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target!);
    for (const target of links)
      expect(() => readFileSync(path.join(ROOT, target)), target).not.toThrow(/ENOENT/);
  });
});
