// Results of a run as a reader meets them: charts that share a cursor, tasks on their nodes, the pool through time,
// and why an evaluation said what it said.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { decodeState } from '../../playground/codec.ts';
import { writeFormula } from './editing.ts';
import { restingBox } from './resting.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

const clockOf = (tab: Tab) => tab.locator('.see-pane output.clock').first().textContent();

inChromium('the results', () => {
  test('the Gantt chart tells tasks, zooms and moves, and is told in words', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.waitForSelector('.gantt-figure canvas');
    const chart = tab.locator('.gantt-figure .gantt-scroll');
    await chart.scrollIntoViewIfNeeded();
    const whole = await clockOf(tab);
    const box = await restingBox(chart);
    await tab.mouse.move(box.x + box.width / 2, box.y + 40);
    await tab.keyboard.down('Control');
    for (let turn = 0; turn < 4; turn += 1) await tab.mouse.wheel(0, -300);
    await tab.keyboard.up('Control');
    await tab.mouse.move(5, 5);
    await tab.waitForFunction(
      (before) => document.querySelector('.see-pane output.clock')?.textContent !== before,
      whole,
    );

    await chart.focus();
    await tab.keyboard.press('Enter');
    await tab.waitForSelector('.task-card:not([hidden])');
    expect(await tab.locator('.task-card').textContent()).toMatch(/waited.*ran.*end/);
    // First the card goes, then the stretch of time.
    const closer = await clockOf(tab);
    await tab.keyboard.press('Escape');
    expect(await tab.locator('.task-card').isVisible()).toBe(false);
    expect(await clockOf(tab)).toBe(closer);
    await tab.keyboard.press('Escape');
    await tab.mouse.move(5, 5);
    expect(await clockOf(tab)).toBe(whole);

    await tab.getByText('In words: what each node does').click();
    await tab.waitForSelector('.gantt-figure tbody tr');
    await tab.getByRole('button', { name: 'Job', exact: true }).click();
    expect(await tab.locator('.gantt-figure .legend').textContent()).not.toContain('succeeded');
    expect(complaints).toEqual([]);
    await close();
  });

  test('on a wide page the nodes are seen without scrolling, and all that is told of a run with them', async () => {
    const { tab, complaints, close } = await served.open({ width: 1440, height: 900 });
    await tab.locator('#timeline svg.chart path.layer[d^="M"]').first().waitFor();
    const chart = await restingBox(tab.locator('#timeline svg.chart').first());
    expect(chart.y + chart.height).toBeLessThanOrEqual(900);
    expect(await tab.locator('.headline .figure').count()).toBe(4);
    const told = tab.locator('.see-pane .sentence');
    expect(await told.count()).toBe(4);
    for (const sentence of await told.all()) expect(await sentence.isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the pool steps, plays and is scrubbed, and all charts follow', async () => {
    const { tab, complaints, close } = await served.open({ theme: 'dark' });
    await tab.waitForSelector('.pool-figure canvas');
    const words = tab.locator('.pool-words');
    await tab.getByRole('button', { name: 'Next evaluation' }).click();
    await tab.waitForFunction(() =>
      document.querySelector('.pool-words')?.textContent?.includes('slots taken'),
    );
    const first = await clockOf(tab);
    await tab.getByRole('button', { name: 'Next evaluation' }).click();
    expect(await clockOf(tab)).not.toBe(first);
    await tab.getByRole('slider', { name: 'Time of the run' }).focus();
    await tab.keyboard.press('PageUp');
    const before = await words.textContent();
    await tab.getByRole('button', { name: 'Play' }).click();
    await tab.waitForFunction((text) => document.querySelector('.pool-words')?.textContent !== text, before);
    await tab.getByRole('button', { name: 'Pause' }).click();
    expect(complaints).toEqual([]);
    await close();
  });

  test('an evaluation says why, and its moment can be taken to "Evaluate now"', async () => {
    const { tab, complaints, close } = await served.open({ width: 390, height: 844 });
    await tab.waitForSelector('.jumps button');
    await tab.getByRole('button', { name: /^Largest step up/ }).click();
    await tab.waitForSelector('.why-actions');
    const why = await tab.locator('.why').textContent();
    expect(why).toMatch(/It asks for \d+ dedicated nodes more: \d+ in place of \d+/);
    expect(why).toMatch(/branch was taken/);
    expect(why).toMatch(/samples/);
    expect(await tab.evaluate(() => document.querySelector('.see-pane')!.scrollWidth)).toBeLessThan(390);
    await tab.getByRole('button', { name: 'Load into Evaluate now' }).click();
    await tab.waitForFunction(() => location.hash !== '');
    const { found } = await decodeState((await tab.evaluate('location.hash')) as string);
    expect(found.pane).toBe('now');
    expect(found.now).toMatchObject({ pool: { taskSlotsPerNode: 4 } });
    expect(complaints).toEqual([]);
    await close();
  });

  test('a new run keeps the stretch of time; a failing one leaves the last result, and says so', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.waitForSelector('.gantt-figure canvas');
    await tab.locator('#timeline').getByRole('button', { name: 'Closer' }).click();
    await tab.locator('#timeline').getByRole('button', { name: 'Closer' }).click();
    const stretch = await clockOf(tab);
    const before = await tab.locator('.headline .figure').first().textContent();
    await writeFormula(tab, '$TargetDedicatedNodes = 9;');
    await tab.waitForFunction(
      (text) => document.querySelector('.headline .figure')?.textContent !== text,
      before,
    );
    expect(await clockOf(tab)).toBe(stretch);
    await writeFormula(tab, '$TargetDedicatedNodes = = 9;');
    await tab.waitForSelector('.stale-reason:not([hidden])');
    expect(await tab.locator('.stale-reason').textContent()).toContain('last good result');
    expect(await tab.locator('.gantt-figure canvas').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what is out of sight follows at leisure, and nothing moves for who reads far below', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.waitForSelector('.gantt-figure canvas');
    const parts = () =>
      tab.locator('.see-body > .part').evaluateAll((all) => all.map(({ textContent }) => textContent));
    const renewed = async (act: () => Promise<void>) => {
      const before = await parts();
      await act();
      await tab.waitForFunction(
        (text) =>
          document.querySelector('.headlines')?.textContent !== text &&
          document.querySelector('.run-result.stale, .part[aria-busy]') === null,
        await tab.locator('.headlines').textContent(),
      );
      return { before, after: await parts() };
    };
    // Pressed without going there.
    const another = () =>
      tab.locator('.run-bar [aria-label="Another seed"]').evaluate((one) => (one as HTMLElement).click());
    const first = await renewed(another);
    const table = first.before.findIndex((text) => text?.startsWith('Evaluations'));
    expect(first.after[table]).not.toBe(first.before[table]);
    expect(first.after.at(-2)).not.toBe(first.before.at(-2));

    const heading = tab.locator('#evaluations-title');
    await heading.evaluate((one) => one.scrollIntoView({ block: 'start' }));
    const { y } = await restingBox(heading);
    const second = await renewed(another);
    expect(second.after[table]).not.toBe(second.before[table]);
    expect(Math.abs((await restingBox(heading)).y - y)).toBeLessThan(4);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what was drawn for earlier runs is given back', async () => {
    const { tab, close } = await served.open();
    await tab.waitForSelector('.gantt-figure canvas');
    const session = await tab.context().newCDPSession(tab);
    await session.send('Performance.enable');
    await session.send('HeapProfiler.enable');
    const held = async (runs: number) => {
      for (let run = 0; run < runs; run += 1) {
        await tab.getByRole('button', { name: 'Another seed' }).click();
        await tab.waitForFunction(
          () => document.querySelector('.run-result.stale, .part[aria-busy]') === null,
        );
      }
      // What waits for an idle moment has had one.
      await tab.waitForTimeout(1500);
      for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    const before = await held(3);
    const after = await held(6);
    // A run has some hundreds of elements and about a hundred listeners.
    expect(after.Nodes! - before.Nodes!).toBeLessThan(600);
    expect(after.JSEventListeners! - before.JSEventListeners!).toBeLessThan(60);
    await close();
  });
});
