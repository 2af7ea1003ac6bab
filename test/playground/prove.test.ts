// Proofs on the page: asked in the form or as a file, answered in a worker, and a counter-example that is looked at.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { seriousFaults } from './axe.ts';
import { openState } from './opened.ts';
import { inChromium, type OpenOptions, servedPage } from './served.ts';

const served = servedPage();

const FORMULA = `tasks = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5) < 70 ? 0 : avg($PendingTasks.GetSample(TimeInterval_Minute * 5));
$TargetDedicatedNodes = min(20, tasks);
$TargetLowPriorityNodes = tasks - 30;`;

const open = (properties: string, options: OpenOptions = {}, formula = FORMULA) =>
  openState(served, formula, { pane: 'prove', properties }, options);

/** Waits until everything is answered; each answer as `verdict: claim`. */
async function answers(tab: Tab): Promise<readonly string[]> {
  await tab.waitForSelector('.trial-status:has-text("proved,"):not(:has(button))');
  const all = await tab
    .locator('.answer')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')));
  return all as string[];
}

inChromium('proofs on the page', () => {
  test('the usual properties are answered when nothing is asked, with bounds and reasons', async () => {
    const { tab, complaints, close } = await open('');
    expect(await answers(tab)).toEqual([
      'refuted: no target is ever negative before it is clamped',
      'proved: no name and no target is ever what is not a number (NaN)',
      'proved: no evaluation fails for missing samples, at any availability from 0 to 100 %',
    ]);
    expect(await tab.locator('.trial-status').textContent()).toContain('Nothing is asked for');
    expect(await tab.locator('.bounds tbody tr').first().textContent()).toBe(
      '$TargetDedicatedNodes0 to 20, whole',
    );
    expect(complaints).toEqual([]);
    await close();
  });

  test('a state that contradicts loads into Evaluate now, where it can be seen', async () => {
    const { tab, complaints, close } = await open('prove: { at-most: { lowPriority: 10 } }');
    expect(await answers(tab)).toEqual(['refuted: never more than 10 low-priority nodes']);
    await tab.click('text=Load this state into Evaluate now');
    await tab.waitForSelector('.now-line .count');
    const spot = Number(await tab.locator('.now-line b').nth(1).textContent());
    expect(spot).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the form writes the file, and leaves what it does not know alone', async () => {
    const { tab, complaints, close } = await open(
      '# Of the studio.\nprove:\n  never-negative: false # known\n',
    );
    await answers(tab);
    await tab.getByLabel('Never more nodes than, dedicated').fill('20');
    await tab.getByLabel('Missing samples never fail an evaluation').check();
    await tab.getByLabel('$PendingTasks can be').fill('0..40');
    await tab.getByLabel('$PendingTasks can be').blur();
    const text = await tab.getByLabel('Properties as a file').inputValue();
    expect(text).toContain('# Of the studio.');
    expect(text).toContain('never-negative: false # known');
    expect(parse(text)).toEqual({
      prove: { 'never-negative': false, 'at-most': { dedicated: 20 }, 'missing-samples': true },
      assume: { $PendingTasks: '0..40' },
    });
    expect(await answers(tab)).toEqual([
      'proved: never more than 20 dedicated nodes',
      'proved: no evaluation fails for missing samples, at any availability from 0 to 100 %',
    ]);
    await tab.getByLabel('Missing samples never fail an evaluation').uncheck();
    expect(
      parse(await tab.getByLabel('Properties as a file').inputValue()).prove['missing-samples'],
    ).toBeUndefined();
    expect(complaints).toEqual([]);
    await close();
  });

  test('while the file has a mistake the form says so and takes nothing; mended, both are over', async () => {
    const { tab, complaints, close } = await open('');
    const [file, form] = [tab.getByLabel('Properties as a file'), tab.locator('#prove-form')];
    const box = tab.getByLabel('Missing samples never fail an evaluation');
    await file.fill('prove: { never-nan: ');
    await form.locator('.problem:text("mend it first")').waitFor();
    expect(await box.isDisabled()).toBe(true);
    await file.fill('prove: { never-nan: true }');
    await expect.poll(() => form.locator('.problem').textContent()).toBe('');
    await box.check();
    expect(await file.inputValue()).toContain('missing-samples: true');
    expect(complaints).toEqual([]);
    await close();
  });

  test('money is counted by the size of the scenario’s pool; a size nobody knows is said', async () => {
    const { tab, complaints, close } = await open('prove: { budget: 100 }');
    expect((await answers(tab))[0]).toMatch(
      /^refuted: an hour never costs more than 100 USD \(0\.115 USD for a dedicated node/,
    );
    await tab.getByLabel('Properties as a file').fill('vmSize: standard_d2s_v55\nprove: { budget: 100 }');
    await tab.waitForSelector('.problem:has-text("Nobody knows")');
    expect(await tab.locator('#prove-answers .problem').textContent()).toContain(
      'Did you mean standard_d2s_v5?',
    );
    await tab.getByLabel('Properties as a file').fill('prove: { at-mots: 3 }');
    await tab.waitForSelector('.problem:has-text("at-mots")');
    expect(await tab.locator('.line-numbers .bad').textContent()).toBe('1');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a long search can be stopped, and the page answers meanwhile', async () => {
    const hard = Array.from({ length: 60 }, (_, at) => `x${at} = avg($PendingTasks.GetSample(TimeInterval_Hour * ${at + 1}, 1)) * rand();`).join('\n'); // biome-ignore format: a formula
    const formula = `${hard}\n$TargetDedicatedNodes = max(0, x1 - x2 > 1e9 ? 3000 : 0);`;
    const { tab, complaints, close } = await open(
      'prove: { at-most: 2000, monotone: true, step: 2 }',
      {},
      formula,
    );
    const stop = tab.getByRole('button', { name: 'Stop the proofs' });
    await stop.click();
    expect(await tab.locator('.trial-status').textContent()).toMatch(/^Stopped after \d of/);
    expect(await tab.getByRole('button', { name: 'Try the proofs again' }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a worker that cannot be loaded is said, and hired again', async () => {
    const { tab, close } = await openState(served, FORMULA, { pane: 'now' });
    await tab.route('**/trial-worker*', (route) => route.abort());
    await tab.click('#tab-prove');
    await tab.waitForSelector('.trial-status:has-text("broke off")');
    expect(await tab.locator('.trial-status').textContent()).toContain('could not be loaded, or died');
    await tab.unroute('**/trial-worker*');
    await tab.getByRole('button', { name: 'Try the proofs again' }).click();
    expect(await answers(tab)).toHaveLength(3);
    await close();
  });

  test('axe finds nothing serious, in the dark and on a phone', async () => {
    for (const options of [{ theme: 'dark' as const }, { width: 390 }]) {
      const { tab, complaints, close } = await open(
        'prove: { at-most: 10, monotone: true, never-nan: true }',
        options,
      );
      await answers(tab);
      expect(await seriousFaults(tab, '#pane-prove')).toEqual([]);
      expect(await tab.evaluate("document.querySelector('#pane-prove').scrollWidth <= innerWidth")).toBe(
        true,
      );
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
