// The fields of "Evaluate now": what a state cannot have is said where it stands, never taken, and gone with its cause.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { openState } from './opened.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

const FORMULA = `$TargetDedicatedNodes = $CurrentDedicatedNodes + avg($PendingTasks.GetSample(10));
$TargetLowPriorityNodes = time().hour + floor(rand());`;

async function open(
  now: { readonly [key: string]: string | { readonly [key: string]: string | number } } = {},
) {
  const opened = await openState(served, FORMULA, { now: { samples: { $PendingTasks: '8*20' }, ...now } });
  await opened.tab.waitForSelector('.now-line:not(.waiting)');
  return opened;
}

const values = (tab: Tab) => tab.locator('.typed input').first().inputValue();
const complaintOf = (tab: Tab, label: string) =>
  tab
    .locator('.field', { has: tab.getByLabel(label, { exact: true }) })
    .locator('.problem')
    .textContent();
const isRed = async (tab: Tab, label: string) =>
  (await tab.getByLabel(label, { exact: true }).getAttribute('aria-invalid')) !== null;

inChromium('the fields of Evaluate now', () => {
  test.each([
    ['99999999999999999', 'This is more than can be counted exactly.'],
    ['9'.repeat(20), 'This is more than can be counted exactly.'],
    ['-3', 'Expected a whole number, 0 or more.'],
    ['1.5', 'Expected a whole number, 0 or more.'],
  ])('a pool of %s nodes is refused with a word, and what was there before stays', async (text, words) => {
    const { tab, close } = await open({ pool: { currentDedicatedNodes: 2 } });
    const nodes = tab.getByLabel('Dedicated nodes', { exact: true });
    await nodes.fill(text);
    expect(await complaintOf(tab, 'Dedicated nodes')).toBe(words);
    expect(await tab.locator('.now-line b').first().textContent()).toBe('10');
    expect(await values(tab)).toBe('8*20');
    await nodes.blur();
    expect(await nodes.inputValue()).toBe('2');
    expect(await isRed(tab, 'Dedicated nodes')).toBe(false);
    await close();
  });

  test('samples are drawn, and survive the next stroke, whatever else is wrong with the state', async () => {
    const { tab, close } = await open({ pool: { currentDedicatedNodes: 1e20 } });
    expect(await values(tab)).toBe('8*20');
    await tab.focus('.strip svg');
    await tab.keyboard.press('ArrowUp');
    await expect.poll(() => values(tab)).toBe('8*19 9');
    await close();
  });

  test('the seed says what it does not take, and shows what holds when it is left', async () => {
    const { tab, close } = await open();
    const seed = tab.getByLabel('Seed of rand()');
    for (const text of ['-1', '1.5', '']) {
      await seed.fill(text);
      expect(await complaintOf(tab, 'Seed of rand()')).toBe('Expected a whole number, 0 or more.');
      expect(await isRed(tab, 'Seed of rand()')).toBe(true);
      await seed.blur();
      expect(await seed.inputValue()).toBe('1');
      expect(await complaintOf(tab, 'Seed of rand()')).toBe('');
    }
    await close();
  });

  test('the time stays within what can be written as a date', async () => {
    const { tab, close } = await open({ now: '9999-12-31T08:00:00Z' });
    await tab.click('button[title="Sunday"]');
    expect(await tab.getByLabel('Time of the evaluation, UTC').inputValue()).toBe('9999-12-31T23:59:59');
    expect(await tab.locator('.now-notes').textContent()).toBe('');
    await close();
  });

  test('a complaint about what was typed goes when something else stands there', async () => {
    const { tab, close } = await open({ pool: { currentDedicatedNodes: 2 } });
    const typed = tab.locator('.typed input').first();
    await typed.fill('1 2 zz');
    expect(await typed.getAttribute('aria-invalid')).not.toBeNull();
    await tab.click('.presets button:text-is("Steady")');
    expect(await values(tab)).toBe('20*20');
    expect(await typed.getAttribute('aria-invalid')).toBeNull();
    await tab.getByLabel('Dedicated nodes', { exact: true }).fill('-3');
    await tab.click('.presets button:text-is("Ramp")');
    expect(await tab.getByLabel('Dedicated nodes', { exact: true }).inputValue()).toBe('2');
    expect(await isRed(tab, 'Dedicated nodes')).toBe(false);
    await close();
  });
});
