// The playground under fingers, as built, in a real browser: what is dragged follows the finger, and what a finger
// scrolls past stays as it was.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { openState, STREAM } from './opened.ts';
import { restingBox } from './resting.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();
const PHONE = { width: 390, height: 844, hasTouch: true } as const;

const FOLLOW = '$TargetDedicatedNodes = min(6, $PendingTasks.GetSample(1));';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A finger goes from one place to another in a few steps and is lifted, as the browser itself would have it. */
async function swipe(tab: Tab, from: Place, to: Place): Promise<void> {
  const browser = await tab.context().newCDPSession(tab);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Place[]) =>
    browser.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
  await send('touchStart', [from]);
  const steps = 8;
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    await send('touchMove', [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }]);
    await tab.waitForTimeout(20);
  }
  await send('touchEnd', []);
  await browser.detach();
}

const scrolled = (tab: Tab) => tab.evaluate(() => scrollY);

/** In the middle of the window, so that there is room to scroll both ways. */
const toMiddle = (tab: Tab, selector: string) =>
  tab
    .locator(selector)
    .evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));

inChromium('under a finger', () => {
  test('handles of the workload follow it, taken hold of beside what is seen', async () => {
    const { tab, complaints, close } = await openState(
      served,
      FOLLOW,
      { scenario: STREAM, pane: 'simulate' },
      { hasTouch: true },
    );
    await tab.click('.tile:has-text("Workload")');
    await tab.waitForSelector('.part summary:has-text("60 an hour")');
    const { x, y } = await restingBox(tab.locator('circle.handle'));
    await swipe(tab, { x: x + 7 - 12, y: y + 7 }, { x: x + 7 - 12, y: y + 47 });
    await tab.waitForFunction(
      () => !document.querySelector('.part summary')?.textContent?.includes('60 an hour'),
    );
    expect(complaints).toEqual([]);
    await close();
  });

  test('samples are drawn sideways and by a tap, and stay when the page is scrolled past them', async () => {
    const now = { samples: { $PendingTasks: '4*20' } };
    const { tab, complaints, close } = await openState(served, FOLLOW, { now }, PHONE);
    await tab.waitForSelector('.now-line:not(.waiting)');
    await toMiddle(tab, '.strip svg');
    const values = () => tab.locator('.typed input').first().inputValue();
    const box = await restingBox(tab.locator('.strip svg'));
    const middle = { x: box.x + box.width / 2, y: box.y + 20 };
    const before = await scrolled(tab);
    await swipe(tab, middle, { x: middle.x, y: middle.y - 160 });
    expect(await scrolled(tab)).toBeGreaterThan(before);
    expect(await values()).toBe('4*20');

    await toMiddle(tab, '.strip svg');
    const strip = await restingBox(tab.locator('.strip svg'));
    const place = { x: strip.x + strip.width / 2, y: strip.y + 20 };
    await tab.touchscreen.tap(place.x, place.y);
    await expect.poll(values).toMatch(/^4\*\d+ \d+ 4\*\d+$/);
    await swipe(tab, place, { x: place.x + 60, y: place.y + 2 });
    await expect.poll(values).toMatch(/^4\*\d+ (?!4)\d+\*?\d* .*4\*\d+$/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a tick of an evaluation opens it, and the whole run lets the page scroll and shows what it showed', async () => {
    const { tab, complaints, close } = await openState(
      served,
      FOLLOW,
      { scenario: STREAM, pane: 'simulate' },
      PHONE,
    );
    await tab.waitForSelector('.run-result:not(.stale) figure svg.ticks path.instant[d^="M"]');
    await toMiddle(tab, 'svg.ticks');
    const ticks = await restingBox(tab.locator('svg.ticks'));
    await tab.touchscreen.tap(ticks.x + ticks.width / 2, ticks.y + 14);
    await tab.waitForSelector('.why-actions');

    await tab.locator('#timeline [aria-label="Closer"]').first().click();
    await toMiddle(tab, 'svg.overview');
    const clock = await tab.locator('#timeline .clock').textContent();
    const { x, y, width } = await restingBox(tab.locator('svg.overview'));
    const place = { x: x + width - 20, y: y + 20 };
    const before = await scrolled(tab);
    await swipe(tab, place, { x: place.x - 12, y: place.y - 160 });
    expect(await scrolled(tab)).toBeGreaterThan(before);
    await toMiddle(tab, 'svg.overview');
    await tab.touchscreen.tap(place.x, (await restingBox(tab.locator('svg.overview'))).y + 20);
    expect(await tab.locator('#timeline .clock').textContent()).toBe(clock);
    expect(complaints).toEqual([]);
    await close();
  });
});

inChromium('on a phone', () => {
  test('a pane is found where it was left, and a new one begins under the tabs', async () => {
    const { tab, complaints, close } = await openState(
      served,
      FOLLOW,
      { scenario: STREAM, pane: 'simulate' },
      PHONE,
    );
    await tab.waitForSelector('.run-result:not(.stale) figure svg');
    const panesTop = () =>
      tab.locator('#panes').evaluate((panes) => Math.abs(Math.round(panes.getBoundingClientRect().top)));
    // By its place: the driver would scroll first.
    const tapAt = async (selector: string) => {
      const { x, y } = (await tab.locator(selector).boundingBox())!;
      await tab.touchscreen.tap(x + 8, y + 8);
    };
    await tab.evaluate(() => scrollTo({ top: 1700, behavior: 'instant' }));
    await tapAt('#tab-now');
    await tab.waitForSelector('#pane-now h2');
    expect(await panesTop()).toBe(0);
    await tab.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
    await tapAt('#tab-simulate');
    await expect.poll(() => scrolled(tab)).toBe(1700);
    await tapAt('#tab-now');
    await expect.poll(() => scrolled(tab)).toBe(700);
    expect(complaints).toEqual([]);
    await close();
  });
});
