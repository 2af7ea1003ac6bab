// A run that is made anew: what the reader chose of the one before holds, and what is shown says whose it is.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { openState } from './opened.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

const GROW = '$TargetDedicatedNodes = min(4, $PendingTasks.GetSample(1));';
const FOUR = '$TargetDedicatedNodes = 4;';
const BROKEN = '$TargetDedicatedNodes = ;';

const scenario = {
  pool: { id: 'p', vmSize: 'standard_d2s_v5', enableAutoScale: true, autoScaleEvaluationInterval: 'PT5M' },
  workload: {
    generate: {
      arrivals: { poisson: { rate: '30/h' } },
      durations: { uniform: { from: 'PT4M', to: 'PT20M' } },
      for: 'PT5H',
      job: { id: 'frames' },
    },
  },
  seed: 3,
  until: 'PT6H',
};

/** Nothing waits to be made anew. */
const isNew = (tab: Tab) =>
  tab.waitForFunction(() => document.querySelector('.run-result.stale, .part[aria-busy]') === null);

async function again(tab: Tab): Promise<void> {
  await tab.click('.run-bar [aria-label="Another seed"]');
  await tab.waitForSelector('.run-result.stale', { state: 'attached', timeout: 1000 }).catch(() => undefined);
  await isNew(tab);
}

const pressed = (tab: Tab, group: string) =>
  tab.locator(`[role=group][aria-label="${group}"] [aria-pressed=true]`).allTextContents();

inChromium('a run made anew', () => {
  test('has the switches, the page, the folds and the focus of the one before', async () => {
    const { tab, complaints, close } = await openState(served, GROW, { scenario, pane: 'simulate' });
    await tab.waitForSelector('.gantt-figure canvas');
    await isNew(tab);
    await tab.getByRole('button', { name: 'Job', exact: true }).click();
    await tab.getByRole('button', { name: 'Dense', exact: true }).click();
    await tab.getByText('In words: what each node does').click();
    await tab.selectOption('[aria-label=Speed]', { label: '10 minutes a second' });
    await tab.getByRole('button', { name: 'Later evaluations' }).click();
    await again(tab);
    expect(await pressed(tab, 'Colour bars by')).toEqual(['Job']);
    expect(await pressed(tab, 'Height of rows')).toEqual(['Dense']);
    expect(await tab.locator('.gantt-figure .legend').textContent()).not.toContain('succeeded');
    expect(await tab.locator('.gantt-figure details[open] tbody tr').count()).toBeGreaterThan(0);
    expect(await tab.inputValue('[aria-label=Speed]')).toBe('600');
    expect(await tab.locator('.pager .place').textContent()).toContain('26–50 of');
    await tab.locator('[aria-label=Speed]').focus();
    await tab.evaluate(() =>
      document.querySelector<HTMLElement>('.run-bar [aria-label="Another seed"]')!.click(),
    );
    await tab.waitForTimeout(100);
    await isNew(tab);
    expect(await tab.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Speed');
    expect(complaints).toEqual([]);
    await close();
  });

  test('goes on playing where the one before was, and stands still where that did', async () => {
    const { tab, complaints, close } = await openState(served, GROW, { scenario, pane: 'simulate' });
    await tab.waitForSelector('.pool-figure canvas');
    await tab.selectOption('[aria-label=Speed]', { label: '1 minute a second' });
    await tab.click('.playback [aria-label=Play]');
    await again(tab);
    await tab.waitForSelector('.playback [aria-label=Pause]');
    const before = await tab.inputValue('.scrub');
    await tab.waitForFunction(
      (was) => document.querySelector<HTMLInputElement>('.scrub')!.value !== was,
      before,
    );
    await tab.click('.playback [aria-label=Pause]');
    await again(tab);
    expect(await tab.locator('.playback [aria-label=Play]').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('keeps a closed explanation closed', async () => {
    const { tab, close } = await openState(served, GROW, { scenario, pane: 'simulate' });
    await tab.click('.jumps button');
    await tab.click('.why [aria-label=Close]');
    await again(tab);
    expect(await tab.isVisible('.why')).toBe(false);
    await close();
  });

  test('is said to be that of another formula where one cannot be simulated, in its own colour', async () => {
    const formulas = [
      { name: 'broken', text: BROKEN },
      { name: 'grow', text: GROW },
      { name: 'four', text: FOUR },
    ];
    const { tab, complaints, close } = await openState(served, '', { scenario, formulas, pane: 'simulate' });
    const whose = '[aria-label="Whose run"] button';
    await tab.waitForSelector(whose);
    expect(await tab.locator(whose).allTextContents()).toEqual(['grow', 'four']);
    const words = () => tab.locator('.stale-reason:visible').textContent();
    expect(await words()).toMatch(/“broken” cannot be simulated: .+ This is the run of “grow”\./);

    await tab.click('#tab-compare');
    await tab.waitForSelector('.compared th.number');
    expect(await words()).toContain('“broken” cannot be simulated');
    const colour = (place: string) =>
      tab
        .locator(`${place} .swatch`)
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).getPropertyValue('--color')));
    expect(await colour('.compared th.number')).toEqual((await colour('.formula-tabs')).slice(1));

    await tab.click('#tab-simulate');
    await tab.click(`${whose}:text-is("four")`);
    await tab.click('#formula-tab-2');
    await tab.click('[aria-label="Remove this formula"]');
    await tab.click('#formula-tab-1');
    await tab.waitForSelector('.stale-reason', { state: 'hidden' });
    expect(await tab.locator(`${whose}:visible`).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
