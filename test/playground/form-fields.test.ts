// The fields of the scenario's form: they show what was taken, and say what was not for as long as it stands there.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../playground/state.ts';
import { openState } from './opened.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

const POOL = {
  id: 'p',
  vmSize: 'standard_d2s_v5',
  enableAutoScale: true,
  autoScaleEvaluationInterval: 'PT5M',
};

async function open(tile: string, changes: JsonObject = {}) {
  const scenario = { pool: POOL, workload: { jobs: [] }, until: 'P1D', ...changes };
  const opened = await openState(served, '$TargetDedicatedNodes = 1;', { pane: 'simulate', scenario });
  await opened.tab.click(`.tile:has-text("${tile}")`);
  return opened;
}

const stream = (id: string, mean = '10/h'): JsonObject => ({
  generate: { arrivals: { diurnal: { mean } }, durations: 'PT5M', for: 'P1D', job: { id } },
});

const field = (tab: Tab, label: string) =>
  tab.locator('.panel:not([hidden])').getByLabel(label, { exact: true }).first();
const complaints = (tab: Tab) =>
  tab.locator('.panel:not([hidden]) .complaint').filter({ hasText: /./ }).allTextContents();

inChromium('the fields of the form', () => {
  test.each([
    ['2.6', '3'],
    ['   ', ''],
  ])('what is read of "%s" is shown at once: "%s"', async (typed, shown) => {
    const { tab, close } = await open('Pool');
    await field(tab, 'Task slots a node').fill(typed);
    await field(tab, 'Task slots a node').press('Enter');
    expect(await field(tab, 'Task slots a node').inputValue()).toBe(shown);
    await close();
  });

  test('a whole number with separators is refused in words', async () => {
    const { tab, close } = await open('Pool');
    await field(tab, 'Dedicated core quota').fill('1,000');
    await field(tab, 'Dedicated core quota').press('Tab');
    expect(await complaints(tab)).toEqual(['Expected a whole number, 0 or more, such as 1000.']);
    expect(await tab.locator('.panel:not([hidden]) .complaint code').textContent()).toBe('1000');
    await close();
  });

  test('a complaint goes when something else is put in the place of what it was about', async () => {
    const { tab, close } = await open('Run');
    await field(tab, 'Seed').fill('abc');
    await field(tab, 'Seed').press('Tab');
    expect(await complaints(tab)).toEqual(['Expected a whole number, 0 or more.']);
    await tab.click('.run-bar [aria-label="Another seed"]');
    await expect.poll(() => field(tab, 'Seed').inputValue()).toMatch(/^\d+$/);
    expect(await complaints(tab)).toEqual([]);
    await close();
  });

  test('Enter in an empty field says nothing of one’s own', async () => {
    const { tab, close } = await open('Prices');
    await field(tab, 'Currency').press('Enter');
    expect(await field(tab, 'Dedicated, an hour').inputValue()).toBe('');
    await close();
  });
  test('handles stay with their parts, and within what can be simulated', async () => {
    const { tab, close } = await open('Workload', { workload: [stream('tests'), stream('builds')] });
    const rate = () => tab.locator('.part summary').first().textContent();
    await tab.focus('circle.handle[aria-label^="tests"]');
    const before = await rate();
    for (let at = 0; at < 30; at++) await tab.keyboard.press('PageUp');
    await expect.poll(rate).not.toBe(before);
    expect(await complaints(tab)).toEqual([]);
    expect(await tab.locator('.run-problems').textContent()).not.toContain('expected');
    await close();
    const refused = await open('Workload', {
      workload: [stream('tests', '44000000000/h'), stream('builds')],
    });
    const handles = refused.tab.locator('circle.handle');
    await handles.nth(1).waitFor();
    const names = await handles.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(names).toEqual(['tests: how much, and when', 'builds: how much, and when']);
    const problem = refused.tab.locator('.run-problems');
    await problem.locator('code').first().waitFor();
    expect(await problem.textContent()).toMatch(/44000000000\/h/);
    expect(await problem.textContent()).not.toMatch(/lacks|`/);
    expect(await refused.tab.locator('.door code').textContent()).toBe('az batch task list');
    await refused.close();
  });
});
