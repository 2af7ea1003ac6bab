// The fields in which the files beside a formula are written, in a real browser: mistakes under their letters, undo, and
// texts of any length.

import type { Locator, Page as Tab } from 'playwright-core';
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

/** Enough for a text to be long. */
const COMMENTS = Array.from(
  { length: 900 },
  (_, at) => `# a comment on the matter, the ${at}th of them\n`,
).join('');

/** As a paste does it; what the driver does instead takes Chromium half a minute for a long text. */
const paste = (tab: Tab, field: string, text: string): Promise<void> =>
  tab.locator(field).evaluate((element, pasted) => {
    (element as HTMLTextAreaElement).value = pasted;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);

const valueIs = (tab: Tab, field: string, wanted: string) =>
  tab.waitForFunction(
    ([place, text]) => document.querySelector<HTMLTextAreaElement>(place!)?.value === text,
    [field, wanted] as const,
  );

const expectValue = (field: Locator, wanted: string) =>
  expect.poll(() => field.inputValue(), { timeout: 30_000 }).toBe(wanted);

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

  test('a long one is read beside the page: underlined while it is written, applied, and had back', async () => {
    const { tab, text, complaints, close } = await open();
    const long = `${text.trimEnd()}\n${COMMENTS}`;
    await paste(tab, FILE, long.replace('PT5M', 'often'));
    await tab.waitForSelector('.complaints .error:has-text("often")');
    expect(await tab.locator('.line-numbers .bad').count()).toBe(1);
    expect(tab.workers().filter((worker) => worker.url().includes('trial-worker'))).toHaveLength(1);
    const wanted = long.replace('PT5M', 'PT10M');
    await paste(tab, FILE, wanted);
    await tab.focus(FILE);
    await tab.keyboard.press('Control+Enter');
    await valueIs(tab, FILE, text.replace('PT5M', 'PT10M'));
    await tab.keyboard.press('Control+z');
    await valueIs(tab, FILE, wanted);
    await tab.keyboard.press('Control+Shift+z');
    await valueIs(tab, FILE, text.replace('PT5M', 'PT10M'));
    // Undo of what was applied brings the scenario back, and the text as it was written.
    await tab.click('.notices button:text-is("Undo")');
    await valueIs(tab, FILE, wanted);
    await tab.click('button:text-is("Revert")');
    await valueIs(tab, FILE, text);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what a form writes into a long one keeps what somebody wrote meanwhile, and can be taken back', async () => {
    const opened = await openState(served, '$TargetDedicatedNodes = 3;', { pane: 'prove' });
    const { tab, complaints, close } = opened;
    const properties = '[aria-label="Properties as a file"]';
    const most = tab.locator('.property:has-text("Both types together") input');
    await tab.waitForSelector(properties);
    await paste(tab, properties, `prove:\n  together: 20\n\n${COMMENTS}`);
    await expectValue(most, '20');
    // The form's number is on its way when something is written.
    await most.evaluate(
      (number, [place, text]) => {
        (number as HTMLInputElement).value = '25';
        number.dispatchEvent(new Event('input', { bubbles: true }));
        const field = document.querySelector<HTMLTextAreaElement>(place!)!;
        field.value = text!;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
      [properties, `prove:\n  together: 20\n  never-nan: true\n\n${COMMENTS}`] as const,
    );
    await valueIs(tab, properties, `prove:\n  together: 25\n  never-nan: true\n\n${COMMENTS}`);
    await tab.focus(properties);
    await tab.keyboard.press('Control+z');
    await valueIs(tab, properties, `prove:\n  together: 20\n  never-nan: true\n\n${COMMENTS}`);
    await expectValue(most, '20');
    expect(complaints).toEqual([]);
    await close();
  });

  test('of a long one no more is drawn than can be seen, wherever it is scrolled to', async () => {
    const { tab, text, complaints, close } = await open();
    const lines = [...text.trimEnd().split('\n'), ...Array.from({ length: 9000 }, (_, at) => `# line ${at}`)];
    await paste(tab, FILE, lines.join('\n'));
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
