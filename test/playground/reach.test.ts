// What is in reach and told, as built, in a real browser: the focus is never under a bar, notices are near for the
// keyboard, a screen reader hears what came of a run, Escape closes cards, and names are not written over numbers.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { openState, STREAM } from './opened.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

const FOLLOW = '$TargetDedicatedNodes = min(6, $PendingTasks.GetSample(1));';

const open = (pane: 'simulate' | 'now' | 'gallery', width = 1280) =>
  openState(
    served,
    FOLLOW,
    { scenario: STREAM, pane, now: { samples: { $PendingTasks: '4*20' } } },
    { width, prepare: (tab) => tab.emulateMedia({ reducedMotion: 'reduce' }) },
  );

/** Presses a key so often, and tells what has the focus each time that it lies under something else. */
async function hidden(tab: Tab, key: string, times: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (let time = 0; time < times; time++) {
    await tab.keyboard.press(key);
    const under = await tab.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || !focused.matches('.pane *')) return undefined;
      const { left, top, width, height, bottom } = focused.getBoundingClientRect();
      // Of what is higher than the window any part will do.
      const places = [top + 2, top + height / 2, bottom - 2];
      const isSeen = places.map((y) => {
        const there = document.elementFromPoint(left + Math.min(width / 2, 20), y);
        return there !== null && (focused.contains(there) || there.contains(focused));
      });
      const isFine = height > 200 ? isSeen.includes(true) : isSeen[0] && isSeen[2];
      return isFine ? undefined : `${focused.outerHTML.slice(0, 80)} at ${Math.round(top)}`;
    });
    if (under !== undefined) found.push(`${key}: ${under}`);
  }
  return found;
}

inChromium('in reach', () => {
  test.each([
    ['gallery', '#pane-gallery button >> nth=0'],
    ['now', '#pane-now button >> nth=0'],
    ['simulate', '#evaluations button >> nth=0'],
  ] as const)('on a phone the focus is never under a bar: %s', async (pane, first) => {
    const { tab, complaints, close } = await open(pane, 390);
    if (pane === 'simulate') await tab.waitForSelector('.run-result:not(.stale) figure svg');
    await tab.locator(first).focus();
    expect([...(await hidden(tab, 'Tab', 24)), ...(await hidden(tab, 'Shift+Tab', 70))]).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a notice is the next stop after the way past the header, and lies on top', async () => {
    const { tab, complaints, close } = await open('simulate');
    await tab.waitForSelector('.run-result:not(.stale) figure svg');
    await tab.click('.tile:has-text("Workload")');
    await tab.click('summary:text("Begin from a story")');
    await tab.click('.story:has-text("Nightly batch")');
    await tab.waitForSelector('.notice button');
    await tab.locator('.skip').focus();
    await tab.keyboard.press('Tab');
    const undo = tab.locator('.notice button').first();
    expect(await undo.evaluate((one) => one === document.activeElement)).toBe(true);
    const isOnTop = await undo.evaluate((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === one;
    });
    expect(isOnTop).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what came of a run is told once it rests, and Escape closes the card of an evaluation', async () => {
    const { tab, complaints, close } = await open('simulate');
    const voice = tab.locator('[role=status].run-voice');
    await expect.poll(() => voice.textContent(), { timeout: 10_000 }).toMatch(/\d+ tasks/);
    expect(await voice.textContent()).toBe(await tab.locator('.summary .lead').textContent());

    await tab.locator('svg.ticks').focus();
    await tab.keyboard.press('ArrowRight');
    const card = tab.locator('figure.evaluations .pop');
    expect(await card.isVisible()).toBe(true);
    await tab.keyboard.press('Escape');
    expect(await card.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([375, 360])('names are not written over numbers at %i pixels', async (width) => {
    const { tab, complaints, close } = await open('simulate', width);
    await tab.waitForSelector('.run-result:not(.stale) table.wordy');
    const over = await tab.evaluate(() => {
      const ends = (cell: Element) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect();
      };
      const last = document.querySelector('[aria-label="Parts of the bill"] tbody tr:last-child td:nth-child(4)')!;
      (last.firstElementChild ?? last).textContent = '487 d 17 h';
      for (const amount of document.querySelectorAll('[aria-label="Parts of the bill"] tbody td:nth-child(2)'))
        amount.textContent = '$8,279.60';
      return [...document.querySelectorAll('[aria-label="Parts of the bill"] tbody tr')].flatMap((row) => {
        const cells = [...row.querySelectorAll('td:not(.prose)')];
        return cells
          .slice(1)
          .filter((cell, at) => ends(cells[at]!).right > ends(cell).left)
          .map((cell) => cell.textContent);
      });
    });
    expect(over).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
}); // biome-ignore format: rows
