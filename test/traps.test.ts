// The known traps in examples/traps: each shows its figure, the repair cures it, and the pages beside them say
// what comes out. `UPDATE=1 npx vitest run test/traps.test.ts` rewrites the figures in the pages.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../planner/index.ts';
import { runCommand } from './cli/cases.ts';
import { ROOT } from './rules/sources.ts';

const TRAPS = path.join(ROOT, 'examples/traps');
const UPDATES = process.env.UPDATE === '1';
const MINUTE = 60;
/** What an hour costs of the sizes that the traps use, in the shipped list. */
const D4S = 0.23;
const D16S = 0.92;

/** What a report says of the trap and of its repair, to two decimals: counts, seconds, hours, money. */
type Figures = Readonly<Record<string, readonly [trap: number, repaired: number]>>;

// biome-ignore format: a table
const FIGURES: Readonly<Record<string, Figures>> = {
  // Asked for after 5 min, ready after 8; two nodes take the four tasks in two rounds, three in one.
  'tasks-not-slots': {
    makespan: [(8 + 2 * 30) * MINUTE, (8 + 30) * MINUTE],
    'wait.max': [(8 + 30) * MINUTE, 8 * MINUTE],
  },
  // Five nodes to minute 30 and three to 35; one to the end of the day, or to the first look after 58.
  'wider-than-a-node': {
    'cost.idle': [((5 * 25 + 3 * 5 + 1405 - 5 * 3 - 4 * 20) / 60) * D4S, ((5 * 25 + 3 * 5 + 25 - 5 * 3 - 4 * 20) / 60) * D4S],
    'nodes.hours': [(5 * 25 + 3 * 5 + 1405) / 60, (5 * 25 + 3 * 5 + 25) / 60],
    'tasks.unfinished': [1, 1],
  },
  // Every ten minutes of six hours three tasks are stopped, after two minutes each.
  'active-tasks-only': {
    'tasks.requeues': [3 * 36, 0],
    'cost.lost': [((3 * 36 * 2) / 60) * D4S, 0],
    'tasks.unfinished': [3, 0],
  },
  // Drawn, not reckoned: this seed's run.
  'preempted-nodes-count': {
    makespan: [138_442.883, 34_341.488],
    'wait.p95': [111_675.802, 31_192.65],
  },
  // Nine nodes are ready at minute 8 and idle to the end at 43.
  'one-node-would-do': {
    'cost.idle': [((9 * 35) / 60) * D16S, 0],
    'nodes.peak': [10, 1],
  },
  // Two nodes take twenty tasks each from minute 8; eight more from 13, and the last tasks end there.
  'out-of-capacity': {
    makespan: [(8 + 20 * 15) * MINUTE, (13 + 4 * 15) * MINUTE],
    // Eight of ten are missing from minute 5, fewer as the tasks run out.
    'resizes.hoursShort': [(8 * 245 + (6 + 4 + 2) * 15) / 60, (8 * 65 + 6 * 3) / 60],
    'nodes.peak': [2, 10],
  },
  // Ten nodes are asked for at 5, work from 8 to 28, and go at 45 or at 30.
  'quarter-of-an-hour': {
    'cost.idle': [((10 * 17) / 60) * D4S, ((10 * 2) / 60) * D4S],
    'nodes.hours': [(10 * 40) / 60, (10 * 25) / 60],
  },
  // The tasks come at 1; the formula is evaluated at 15 or at 5, and nodes boot in 3.
  'no-evaluation-on-demand': {
    'wait.max': [(15 + 3 - 1) * MINUTE, (5 + 3 - 1) * MINUTE],
    makespan: [(15 + 3 - 1 + 5) * MINUTE, (5 + 3 - 1 + 5) * MINUTE],
  },
  // Five chunks one after the other wait 100 s on average; of six bursts only the first does. Four more nodes for 125 min.
  'shorter-than-the-interval': {
    'wait.mean': [(0 + 50 + 100 + 150 + 200) / 5, (0 + 50 + 100 + 150 + 200) / 5 / 6],
    'nodes.peak': [1, 5],
    'cost.idle': [((180 - 3 - 25) / 60) * D4S, ((180 + 4 * 125 - 5 * 3 - 25) / 60) * D4S],
  },
  // The tasks come at 6; nodes are asked for at 10 and boot in 3, or have been idle from 3 to 6.
  'first-count-ignored': {
    'wait.max': [(10 + 3 - 6) * MINUTE, 0],
    'cost.idle': [0, ((4 * 3) / 60) * D4S],
  },
};

/** What is said of many formulas here: the traps want to be short, and hang on one sample to be so. */
const TOLD: readonly string[] = ['lint-newest-sample-only', 'lint-default-deallocation', 'lint-fixed-date'];

/** What else is complained of: the trap itself, or what it has to have besides. */
// biome-ignore format: a table
const COMPLAINTS: Readonly<Record<string, readonly string[]>> = {
  'active-tasks-only/formula.txt':         ['lint-active-tasks-only'],
  'one-node-would-do/formula.txt':         ['lint-guard-too-low', 'lint-guard-too-low'],
  'one-node-would-do/repaired.txt':        ['lint-guard-too-low'],
  'shorter-than-the-interval/formula.txt': ['lint-halving'],
  'tasks-not-slots/formula.txt':           ['lint-guard-too-low', 'lint-short-window'],
  'tasks-not-slots/repaired.txt':          ['lint-guard-too-low', 'lint-short-window'],
  'wider-than-a-node/repaired.txt':        ['lint-guard-of-other-samples'],
};

const codesOf = (json: string): readonly string[] =>
  (JSON.parse(json) as { readonly diagnostics: readonly { readonly code: string }[] }).diagnostics.map(
    ({ code }) => code,
  );

const folderOf = (trap: string): string => path.join(TRAPS, trap);
const pageOf = (trap: string): string => readFileSync(path.join(folderOf(trap), 'README.md'), 'utf8');

/** The comparison of the trap with its repair: another formula, or another scenario. */
async function compare(trap: string): Promise<Comparison['rows']> {
  const other = existsSync(path.join(folderOf(trap), 'scenario-repaired.yaml'));
  const words = other ? ['scenario-repaired.yaml'] : ['--formula', 'formula.txt', 'repaired.txt'];
  const { code, out } = await runCommand(['compare', 'scenario.yaml', ...words, '--json'], { folder: folderOf(trap) });
  expect(code).toBe(0);
  return (JSON.parse(out) as Comparison).rows;
} // biome-ignore format: short

const LINE = /^- \*\*(.+?)\*\*: (.+); repaired (.+)\.$/gm;

/** The lines of the report that a page points at, as they came out. */
function linesOf(page: string, rows: Comparison['rows']): string {
  return page.replace(LINE, (_, label: string) => {
    const [trap, repaired] = rows.find((row) => row.label === label)!.cells;
    return `- **${label}**: ${trap!.formatted}; repaired ${repaired!.formatted}.`;
  });
}

describe.each(Object.entries(FIGURES))('%s', (trap, figures) => {
  it('shows its figure, and the repair cures it', async () => {
    const rows = await compare(trap);
    for (const [key, expected] of Object.entries(figures)) {
      const values = rows.find((row) => row.key === key)!.cells.map(({ value }) => value!);
      expected.forEach((figure, index) => {
        expect(values[index], key).toBeCloseTo(figure, 2);
      });
    }
    const page = pageOf(trap);
    const filled = linesOf(page, rows);
    if (UPDATES) writeFileSync(path.join(folderOf(trap), 'README.md'), filled);
    else expect(page).toBe(filled);
    const shown = [...page.matchAll(LINE)].map(([, label]) => rows.find((row) => row.label === label)!.key);
    expect(shown.sort()).toEqual(Object.keys(figures).sort());
  });

  it('has formulas that are laid out and have no error; a trap may well be complained of', async () => {
    const formulas = readdirSync(folderOf(trap)).filter((name) => name.endsWith('.txt'));
    for (const name of formulas) {
      const folder = folderOf(trap);
      expect((await runCommand(['check', name], { folder })).code).toBe(0);
      const trapped = codesOf((await runCommand(['check', name, '--json'], { folder })).out);
      expect(
        trapped.filter((code) => !TOLD.includes(code)),
        name,
      ).toEqual(COMPLAINTS[`${trap}/${name}`] ?? []);
      expect((await runCommand(['fmt', '--check', name], { folder })).out).toBe('');
    }
  });
});

it('a node count beside a formula is refused, as Azure does', async () => {
  const folder = folderOf('first-count-ignored');
  const text = readFileSync(path.join(folder, 'scenario.yaml'), 'utf8');
  const stdin = text.replace('enableAutoScale: true', 'targetDedicatedNodes: 4\n  enableAutoScale: true');
  const { code, err } = await runCommand(['simulate', '-'], { folder, stdin });
  expect(code).toBe(2);
  expect(err).toContain('targetDedicatedNodes');
});

describe('the list of traps', () => {
  const list = readFileSync(path.join(TRAPS, 'README.md'), 'utf8');

  it('has a line for each folder, with the first figure of its page', () => {
    const folders = readdirSync(TRAPS).filter((name) => !name.includes('.'));
    expect(folders).toEqual(Object.keys(FIGURES).sort());
    const listed = list.replace(/^\| \[(.+?)\]\((.+?)\/README\.md\) \| (.+?) \| .+ \|$/gm, (_, title, trap, thread) => {
      const [, label, before, after] = [...pageOf(trap).matchAll(LINE)][0]!;
      return `| [${title}](${trap}/README.md) | ${thread} | ${label}: ${before}, repaired ${after} |`;
    });
    if (UPDATES) writeFileSync(path.join(TRAPS, 'README.md'), listed);
    else expect(list).toBe(listed);
    for (const trap of folders) {
      const [, title] = /^# (.+)$/m.exec(pageOf(trap))!;
      const threads = /^Threads?: (.+)$/m.exec(pageOf(trap))![1]!;
      expect(list).toContain(`| [${title}](${trap}/README.md) | ${threads} |`);
    }
  });
}); // biome-ignore format: short
