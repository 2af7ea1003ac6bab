// The recipes in examples/recipes: each does what its page claims, beside the plain formula that people write before
// they know of it. `UPDATE=1 npx vitest run test/recipes.test.ts` rewrites the figures in the pages.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../planner/index.ts';
import { runCommand } from './cli/cases.ts';
import { ROOT } from './rules/sources.ts';

const RECIPES = path.join(ROOT, 'examples/recipes');
const UPDATES = process.env.UPDATE === '1';
const MINUTE = 60;
/** What an hour of the size that the recipes use costs, in the shipped list. */
const D8S = 0.46;

/** What a figure is: a number where it can be reckoned, else how many times the plain formula's it is at most. */
type Claim =
  | readonly [plain: number, recipe: number]
  | { readonly atMost: number }
  | { readonly atLeast: number };

// biome-ignore format: a table
const CLAIMS: Readonly<Record<string, Readonly<Record<string, Claim>>>> = {
  // The plain formula fails for want of samples, so often with this seed; the recipe never does.
  'follow-the-queue': {
    'evaluations.failed': [68, 0],
    'cost.total': { atMost: 0.6 },
    'wait.mean': { atMost: 60 },
    utilisation: { atLeast: 1.8 },
  },
  'hold-when-blind': {
    makespan: { atMost: 0.95 },
    // Fifteen nodes, which the plain formula sends away twice.
    'nodes.started': [3 * 15, 15],
    'cost.boot': [((3 * 15 * 4) / 60) * D8S, ((15 * 4) / 60) * D8S],
  },
  'office-hours': {
    'wait.mean': { atMost: 0.5 },
    'nodes.started': { atMost: 0.5 },
    'cost.total': { atMost: 1.6 },
  },
  // Twelve waves for each of which eight nodes boot anew; or those of every second one stay.
  'slow-to-shrink': {
    'nodes.started': [12 * 8, 6 * 8],
    'wait.mean': { atMost: 0.6 },
    'cost.boot': [((12 * 8 * 5) / 60) * D8S, ((6 * 8 * 5) / 60) * D8S],
    'cost.idle': { atMost: 6 },
  },
  // Forty nodes for each of three bursts; or 4, 8, 16 and 32.
  'double-at-most': {
    'nodes.started': [3 * 40, 3 * 32],
    'cost.total': { atMost: 0.75 },
    makespan: { atMost: 1.05 },
  },
  // Thirty nodes, booted at 15 + 3, work to minute 78; halved from 90 on, or gone at 90.
  'down-to-nothing': {
    'cost.idle': [((30 * 12 + (15 + 7 + 3 + 1) * 15) / 60) * D8S, ((30 * 12) / 60) * D8S],
    'nodes.hours': [(30 * 75 + (15 + 7 + 3 + 1) * 15) / 60, (30 * 75) / 60],
    makespan: [(15 + 3 + 60) * MINUTE, (15 + 3 + 60) * MINUTE],
  },
  // Asked for at 5, ready at 8: eighty nodes take 320 tasks and then the rest, ten take 40 a round.
  'within-the-hour': {
    makespan: [(8 + 2 * 5) * MINUTE, (8 + 12 * 5) * MINUTE],
    'nodes.peak': [80, 10],
    'cost.boot': [((80 * 3) / 60) * D8S, ((10 * 3) / 60) * D8S],
    'cost.total': { atMost: 0.65 },
  },
  // A hundred nodes take all 400 tasks at once; 21 take 84 a round, and five rounds.
  'within-budget': {
    'nodes.peak': [100, Math.floor(10 / D8S)],
    makespan: [(8 + 30) * MINUTE, (8 + 5 * 30) * MINUTE],
    'cost.total': { atMost: 1 },
  },
  'a-fifth-dedicated': {
    'nodes.peak': [2 * 10, 10],
    'cost.total': { atMost: 0.31 },
    makespan: [(8 + 30) * MINUTE, (8 + 30) * MINUTE],
  },
  'spot-with-fallback': {
    makespan: { atMost: 0.7 },
    'wait.p95': { atMost: 0.7 },
    'cost.total': { atMost: 1.3 },
  },
  'replace-the-broken': {
    makespan: { atMost: 0.85 },
    'wait.p95': { atMost: 0.85 },
    'cost.total': { atMost: 1.06 },
  },
};

/** What is said of the formulas: of the plain ones, the very thing that the recipe does better. */
// biome-ignore format: a table
const COMPLAINTS: Readonly<Record<string, readonly string[]>> = {
  'follow-the-queue/plain.txt': ['lint-unguarded-window'],
  'down-to-nothing/plain.txt':  ['lint-halving'],
  'double-at-most/plain.txt':   ['lint-newest-sample-only'],
  'slow-to-shrink/plain.txt':   ['lint-newest-sample-only'],
};

const folderOf = (recipe: string): string => path.join(RECIPES, recipe);
const pageOf = (recipe: string): string => readFileSync(path.join(folderOf(recipe), 'README.md'), 'utf8');

async function compare(recipe: string): Promise<Comparison['rows']> {
  const words = ['compare', 'scenario.yaml', '--formula', 'plain.txt', 'formula.txt', '--json'];
  const { code, out, err } = await runCommand(words, { folder: folderOf(recipe) });
  expect(err).not.toContain('error');
  expect(code).toBe(0);
  return (JSON.parse(out) as Comparison).rows;
}

const LINE = /^- \*\*(.+?)\*\*: (.+); plain (.+)\.$/gm;

function linesOf(page: string, rows: Comparison['rows']): string {
  return page.replace(LINE, (_, label: string) => {
    const [plain, recipe] = rows.find((row) => row.label === label)?.cells ?? [];
    expect(plain, `there is no row ${label}`).toBeDefined();
    return `- **${label}**: ${recipe!.formatted}; plain ${plain!.formatted}.`;
  });
}

function hold(key: string, claim: Claim, [plain, recipe]: readonly number[]): void {
  if ('atMost' in claim) expect(recipe, key).toBeLessThanOrEqual(plain! * claim.atMost);
  else if ('atLeast' in claim) expect(recipe, key).toBeGreaterThanOrEqual(plain! * claim.atLeast);
  else {
    expect(plain, key).toBeCloseTo(claim[0], 2);
    expect(recipe, key).toBeCloseTo(claim[1], 2);
  }
}

describe.each(Object.entries(CLAIMS))('%s', (recipe, claims) => {
  it('does what its page claims', async () => {
    const rows = await compare(recipe);
    for (const [key, claim] of Object.entries(claims)) {
      const row = rows.find((one) => one.key === key);
      expect(row, key).toBeDefined();
      hold(
        key,
        claim,
        row!.cells.map(({ value }) => value!),
      );
    }
    const page = pageOf(recipe);
    const filled = linesOf(page, rows);
    if (UPDATES) writeFileSync(path.join(folderOf(recipe), 'README.md'), filled);
    else expect(page).toBe(filled);
    const shown = [...page.matchAll(LINE)].map(([, label]) => rows.find((row) => row.label === label)!.key);
    expect(shown.sort()).toEqual(Object.keys(claims).sort());
  });

  it.each(['formula.txt', 'plain.txt'])(
    'has a %s that is laid out and says nothing but what is known of it',
    async (name) => {
      const folder = folderOf(recipe);
      const { out } = await runCommand(['check', name, '--json'], { folder });
      const { diagnostics } = JSON.parse(out) as {
        readonly diagnostics: readonly { readonly code: string }[];
      };
      expect(diagnostics.map(({ code }) => code)).toEqual(COMPLAINTS[`${recipe}/${name}`] ?? []);
      expect((await runCommand(['fmt', '--check', name], { folder })).code).toBe(0);
    },
  );
});

it('the list of recipes has a line for each folder, with the first figure of its page', () => {
  const list = readFileSync(path.join(RECIPES, 'README.md'), 'utf8');
  const folders = readdirSync(RECIPES).filter((name) => !name.includes('.'));
  expect(folders).toEqual(Object.keys(CLAIMS).sort());
  const listed = list.replace(
    /^\| \[(.+?)\]\((.+?)\/README\.md\) \| .*\|$/gm,
    (_, title: string, recipe: string) => {
      const [, label, figure, plain] = [...pageOf(recipe).matchAll(LINE)][0]!;
      expect(pageOf(recipe)).toContain(`# ${title}\n`);
      return `| [${title}](${recipe}/README.md) | ${label}: ${figure}, plain ${plain} |`;
    },
  );
  if (UPDATES) writeFileSync(path.join(RECIPES, 'README.md'), listed);
  else expect(list).toBe(listed);
  expect(folders.filter((recipe) => !list.includes(`(${recipe}/README.md)`))).toEqual([]);
});
