// The pages made from tables are fresh, and the README shows what its commands really print.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from './cli/cases.ts';
import { fillBlocks } from './pages/blocks.ts';
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

describe('the architecture', () => {
  it('names only files that are there', () => {
    const page = readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8');
    const named = [...page.matchAll(/`([a-z]+\/[\w/.-]+\.ts)`/g)].map(([, file]) => file!);
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
});

/** Pages written by hand whose commands and files are real, and the folder their commands run in. */
const GUIDES: Readonly<Record<string, string>> = {
  'testing.md': 'examples/first-steps',
  'explain.md': 'examples/first-steps',
  'generate.md': 'examples/first-steps',
};

describe('guides', () => {
  it.each(Object.entries(GUIDES))(
    'docs/%s shows what its commands print; UPDATE=1 rewrites it',
    async (name, folder) => {
      const file = path.join(ROOT, 'docs', name);
      const page = readFileSync(file, 'utf8');
      const filled = await fillBlocks(page, path.join(ROOT, folder));
      if (process.env.UPDATE === '1') writeFileSync(file, filled);
      else expect(page).toBe(filled);
    },
    120_000,
  );
});

describe('docs/embedded.md', () => {
  const file = path.join(ROOT, 'docs/embedded.md');

  it('shows what its commands print and its files hold; UPDATE=1 rewrites it', async () => {
    const page = readFileSync(file, 'utf8');
    const filled = await fillBlocks(page, path.join(ROOT, 'examples/places'));
    if (process.env.UPDATE === '1') writeFileSync(file, filled);
    else expect(page).toBe(filled);
    expect(filled).toContain('$ lazurite check main.tf\nmain.tf:');
  });
});

describe('docs/ci.md', () => {
  const page = readFileSync(path.join(ROOT, 'docs/ci.md'), 'utf8');
  const commands = [...page.matchAll(/npx lazurite (.+)$/gm)].map(([, words]) => words!.replace(/ >.*/, ''));

  it('has commands for each output', () => {
    for (const word of ['github', 'sarif', 'azuredevops', 'junit', '--json', 'fmt --check'])
      expect(
        commands.some((command) => command.includes(word)),
        word,
      ).toBe(true);
  });

  it.each(commands)('lazurite %s runs', async (command) => {
    // What a hook is given stands behind the command.
    const words = command === 'check' ? ['check', 'main.tf'] : command.split(' ');
    const { code, out, err } = await runCommand(words, { folder: path.join(ROOT, 'examples/places') });
    expect(code).toBe(words[0] === 'fmt' ? 3 : words.includes('pools.yaml') ? 0 : 3);
    expect(words[0] === 'fmt' ? err : out).toMatch(/syntax-missing-semicolon|type-near-target/);
  });
});

describe('the README', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

  it('shows what its commands print and its files hold; UPDATE=1 rewrites it', async () => {
    const filled = await fillBlocks(readme, path.join(ROOT, 'examples/first-steps'));
    if (process.env.UPDATE === '1') writeFileSync(path.join(ROOT, 'README.md'), filled);
    else expect(readme).toBe(filled);
  }, 120_000);

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
