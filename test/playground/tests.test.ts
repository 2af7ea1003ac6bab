// Tests on the page: a file that runs at each pause, what came instead, coverage, and cases made of what is seen.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { seriousFaults } from './axe.ts';
import { formulaIs, writeFormula } from './editing.ts';
import { openState } from './opened.ts';
import { inChromium, type OpenOptions, servedPage } from './served.ts';

const served = servedPage();

const FORMULA = `pending = max(0, $PendingTasks.GetSample(1));
$TargetDedicatedNodes = pending > 100 ? 50 : min(10, pending);`;

const TESTS = `formula: pool.txt
cases:
  - name: an empty queue
    state: { samples: { $PendingTasks: 0 } }
    expect: { dedicated: 0 }
  - name: a full queue
    state: { samples: { $PendingTasks: 80 } }
    expect: { dedicated: 9 }
`;

const open = (tests: string, options: OpenOptions = {}) =>
  openState(served, FORMULA, { pane: 'test', tests, now: { samples: { $PendingTasks: '7' } } }, options);
const settled = (tab: Tab) => tab.waitForSelector('.trial-status.fine, .trial-status.bad');
const status = (tab: Tab) => tab.locator('.trial-status').textContent();

inChromium('tests on the page', () => {
  test('say what came instead, the lines that decided, and what no case reaches', async () => {
    const { tab, complaints, close } = await open(TESTS);
    await settled(tab);
    expect(await status(tab)).toBe('1 of 2 cases failed. The formula in the editor stands for “pool.txt”.');
    expect(await tab.locator('.cases .failed .problem').textContent()).toBe('Dedicated is 10; expected 9.');
    expect(await tab.locator('.deciding li').allTextContents()).toEqual([
      'line 1 pending = max(0, $PendingTasks.GetSample(1)) → 80$PendingTasks.GetSample(1) is [80]',
      'line 2 $TargetDedicatedNodes = pending > 100 ? 50 : min(10, pending) → 10pending > 100 is false, so min(10, pending) counts',
    ]);
    expect(await tab.locator('.share').allTextContents()).toEqual([
      'Statements100 % (2 of 2)',
      'Branches50 % (1 of 2)',
    ]);
    expect(await tab.locator('.covered li').textContent()).toBe('line 2: pending > 100 is never true');
    expect(complaints).toEqual([]);
    await close();
  });

  test('run again at each pause; a mistake in the file is said with its line', async () => {
    const { tab, complaints, close } = await open(TESTS);
    await settled(tab);
    const field = tab.getByLabel('Tests as a file');
    await field.fill(TESTS.replace('dedicated: 9', 'dedicated: 10'));
    await tab.waitForSelector('.trial-status.fine');
    expect(await status(tab)).toContain('2 cases passed.');
    await field.fill(TESTS.replace('dedicated: 9', 'dedicate: 10'));
    await tab.waitForSelector('.trial-status:has-text("cannot run")');
    expect(await tab.locator('#tests-results .problem').textContent()).toMatch(/^line 8: .*dedicate/);
    expect(await tab.locator('.line-numbers .bad').textContent()).toBe('8');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a case is made of what Evaluate now shows, and passes', async () => {
    const { tab, complaints, close } = await open('');
    expect(await status(tab)).toContain('There are no tests yet');
    for (const count of [1, 2]) {
      await tab.click('text=Make a case of what Evaluate now shows');
      await tab.waitForSelector(`.trial-status.fine:has-text("${count} case")`);
    }
    const { formula, cases } = parse(await tab.getByLabel('Tests as a file').inputValue());
    expect(formula).toBe('formula.txt');
    expect(cases[1]).toEqual({
      name: 'asks for 7 dedicated and 0 low-priority nodes',
      state: { samples: { $PendingTasks: '7' } },
      expect: { dedicated: 7, lowPriority: 0 },
    });
    expect(complaints).toEqual([]);
    await close();
  });

  test('the page’s scenario can be tested, and sequences run', async () => {
    const { tab, complaints, close } = await open(`formula: formula.txt
cases:
  - name: the week
    simulate: { scenario: scenario.yaml, expect: { tasks.total: 0 } }
  - name: grows and shrinks
    sequence:
      every: PT5M
      tasks: [{ count: 5, duration: PT12M }]
      expect: [{ dedicated: 0 }, { dedicated: 5 }]
      finally: { dedicated: 5 }
  - name: elsewhere
    simulate: { scenario: other.yaml, expect: { tasks.total: 0 } }
`);
    await tab.waitForSelector('.trial-status.bad, .trial-status.fine');
    const cases = await tab.locator('.cases > li').allTextContents();
    expect(cases[0]).toContain('passed: the week');
    expect(cases[1]).toContain('grows and shrinks');
    expect(await tab.locator('#tests-results > div > .problem').textContent()).toContain(
      'is not on this page',
    );
    expect(complaints).toEqual([]);
    await close();
  });

  test('what they reach stands in the editor’s margin, and goes with the text it is of', async () => {
    const { tab, complaints, close } = await open(TESTS);
    await settled(tab);
    const marks = () =>
      tab.locator('.formula-place .line-reach').evaluateAll((all) => all.map((one) => one.className));
    await tab.waitForSelector('.formula-place .line-reach.partly');
    // A line that is wrapped has its mark beside each part.
    const kinds = new Set((await marks()).map((name) => /line-reach (\w+)/.exec(name)?.[1]));
    expect([...kinds].sort()).toEqual(['partly', 'reached']);
    expect(await tab.getAttribute('.formula-place .line-reach.partly', 'title')).toBe(
      'Reached 2 times by the tests. `pending > 100` is never true',
    );
    await writeFormula(tab, '$TargetDedicatedNodes = 1;');
    await tab.waitForSelector('.formula-place .line-reach.partly', { state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  test('small changes that no case notices are told, marked in the margin, and can be shown', async () => {
    const { tab, complaints, close } = await open(TESTS);
    await settled(tab);
    const begin = tab.getByRole('button', { name: 'Try small changes of the formula' });
    expect(await begin.isDisabled()).toBe(true);
    await tab.getByLabel('Tests as a file').fill(TESTS.replace('dedicated: 9', 'dedicated: 10'));
    await tab.waitForSelector('.trial-status.fine');
    await begin.click();
    await tab.waitForSelector('.changes :text("the tests notice")');
    // No case has more than a hundred waiting, so nobody notices what becomes of the fifty.
    const told = await tab.locator('.unnoticed li').allTextContents();
    expect(told).toContainEqual(expect.stringMatching(/^line 2: no case notices when 50 becomes 51\./));
    await tab.waitForSelector('.formula-place .line-reach.unnoticed');
    await tab.locator('.unnoticed li:has-text("50 becomes 51") button').click();
    await tab.keyboard.type('60');
    await formulaIs(tab, FORMULA.replace('50', '60'));
    await tab.waitForSelector('.unnoticed li', { state: 'detached' });
    await tab.waitForSelector('.formula-place .line-reach.unnoticed', { state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  test('axe finds nothing serious, in the dark and on a phone', async () => {
    for (const options of [{ theme: 'dark' as const }, { width: 390 }]) {
      const { tab, complaints, close } = await open(TESTS, options);
      await settled(tab);
      expect(await seriousFaults(tab, '#pane-test')).toEqual([]);
      expect(await tab.evaluate("document.querySelector('#pane-test').scrollWidth <= innerWidth")).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
