// The fields in which the files beside a formula are written, in a real browser: mistakes under their letters, undo, and
// texts of any length.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { openState } from './opened.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();
const FILE = '[aria-label="Scenario file"]';

const open = async () => {
  const opened = await openState(served, '$TargetDedicatedNodes = 3;', { pane: 'simulate' });
  await opened.tab.click('.tile:has-text("Text")');
  return { ...opened, text: await opened.tab.inputValue(FILE) };
};

const numbers = (tab: Tab): Promise<readonly string[]> =>
  tab.locator('.numbers-in-view span').allTextContents();

inChromium('texts of files', () => {
  test('say at each pause what is wrong, under its letters, before anything is applied', async () => {
    const { tab, text, complaints, close } = await open();
    await tab.fill(FILE, text.replace('PT5M', 'often'));
    await tab.waitForSelector('.complaints .error:has-text("often")');
    expect(await tab.locator('.numbered .wrong').allTextContents()).toEqual(['often']);
    expect(await tab.locator('.line-numbers .bad').count()).toBe(1);
    await tab.fill(FILE, text);
    await tab.waitForSelector('.complaints .error', { state: 'detached' });
    expect(await tab.locator('.numbered .wrong').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what was written can be had back after it was applied; Tab leaves the field', async () => {
    const { tab, text, complaints, close } = await open();
    await tab.focus(FILE);
    await tab.keyboard.press('Control+Home');
    await tab.keyboard.type('# mine\n');
    await tab.keyboard.press('Control+Enter');
    await tab.waitForFunction(
      ([file, wanted]) => document.querySelector<HTMLTextAreaElement>(file!)?.value === wanted,
      [FILE, text] as const,
    );
    await tab.keyboard.press('Control+z');
    expect(await tab.inputValue(FILE)).toBe(`# mine\n${text}`);
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('Apply');
    expect(complaints).toEqual([]);
    await close();
  });

  test('of a long one no more is drawn than can be seen, wherever it is scrolled to', async () => {
    const { tab, text, complaints, close } = await open();
    const lines = [...text.trimEnd().split('\n'), ...Array.from({ length: 9000 }, (_, at) => `# line ${at}`)];
    // As a paste does it; what the driver does instead takes Chromium half a minute.
    await tab.locator(FILE).evaluate((field, pasted) => {
      (field as HTMLTextAreaElement).value = pasted;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, lines.join('\n'));
    expect((await numbers(tab)).length).toBeLessThan(100);
    await tab.evaluate((file) => document.querySelector(file)?.scrollTo(0, 1e6), FILE);
    await tab.waitForSelector(`.numbers-in-view span:text-is("${lines.length}")`);
    expect((await numbers(tab)).length).toBeLessThan(100);
    // The drawn letters lie where the field has them.
    const places = await tab.evaluate(() => {
      const bottom = (place: string) => document.querySelector(place)!.getBoundingClientRect().bottom;
      return [bottom('.numbered textarea'), bottom('.numbers-in-view')];
    });
    expect(Math.abs(places[0]! - places[1]!)).toBeLessThan(20);
    expect(complaints).toEqual([]);
    await close();
  });
});
