// The report page as a reader meets it: the built file in a real browser, without a network. Where there is no
// Chromium, the browser's part is left out and says so.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonPage, createCollector, fillPage, PAGE_SLOT, type Page } from '../../planner/index.ts';
import { sampleReport } from './sample.ts';
import { CHROMIUM } from './served.ts';

let html = '';
let folder = '';
let browser: Browser | undefined;

beforeAll(async () => {
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  const built = await build({ configFile, logLevel: 'silent', build: { write: false } });
  if (!('output' in built)) throw new Error('The page was not built into one bundle.');
  const page = built.output.find(({ fileName }) => fileName === 'report.html');
  expect(built.output.map(({ fileName }) => fileName)).toEqual(['report.html']);
  html = page?.type === 'asset' ? String(page.source) : '';
  folder = await mkdtemp(path.join(tmpdir(), 'lazurite-page-'));
  if (CHROMIUM !== undefined)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the built page', () => {
  test('is one file with a slot, and names no other place to load from', () => {
    expect(html.split(PAGE_SLOT)).toHaveLength(2);
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/);
    expect(html).toContain("default-src 'none'");
  });
});

/** Opens a page; whatever it complains of or asks for is collected. */
async function open(
  name: string,
  text: string,
  width = 1280,
): Promise<{ tab: Tab; complaints: string[]; close: () => Promise<void> }> {
  const file = path.join(folder, `${name}.html`);
  await writeFile(file, text);
  const tab = await browser!.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  tab.on('console', (message) => complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  tab.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href && !request.url().startsWith('data:'))
      complaints.push(request.url());
  });
  await tab.goto(pathToFileURL(file).href);
  await tab.waitForSelector('main');
  return { tab, complaints, close: () => tab.close() };
}

const filled = (page: Page): string => fillPage(html, page)!;
const twoDays = () => sampleReport({ days: 2, failures: 0.02 });

describe.runIf(CHROMIUM !== undefined)('in a browser', { retry: 2 }, () => {
  test('a report shows its numbers, charts, and values under the pointer', async () => {
    const report = twoDays();
    const { tab, complaints, close } = await open('report', filled({ kind: 'report', report }));
    expect(await tab.textContent('h1')).toBe(report.title);
    expect(await tab.locator('section h2').allTextContents()).toEqual([
      'Over time', 'Waits', 'Money', 'Troubles', 'Evaluations', 'Details',
    ]); // biome-ignore format: a table
    expect(await tab.locator('svg.chart').count()).toBe(4);
    await tab.locator('#timeline svg.chart path.layer[d^="M"]').first().waitFor();

    const clock = tab.locator('output.clock').first();
    const running = tab
      .locator('#timeline figure', { has: tab.getByRole('heading', { name: 'Nodes', exact: true }) })
      .locator('.legend li', { hasText: 'running' })
      .locator('.value');
    const before = await running.textContent();
    await tab
      .locator('#timeline svg.chart')
      .first()
      .hover({ position: { x: 300, y: 90 } });
    expect(await clock.textContent()).toMatch(/ in$/);
    expect(await running.textContent()).not.toBe(before);

    await tab.locator('svg.ticks').hover({ position: { x: 400, y: 14 } });
    expect(await tab.locator('.pop').textContent()).toMatch(/dedicated.*pending/);
    await tab.locator('svg.ticks').click({ position: { x: 400, y: 14 } });
    expect(await tab.locator('tr.chosen').count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the charts zoom by dragging, by buttons and by keys', async () => {
    const { tab, complaints, close } = await open('zoom', filled({ kind: 'report', report: twoDays() }));
    const clock = tab.locator('output.clock');
    const whole = await clock.textContent();
    const chart = tab.locator('#timeline svg.chart').first();
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    await tab.mouse.move(box.x + 300, box.y + 60);
    await tab.mouse.down();
    await tab.mouse.move(box.x + 500, box.y + 60);
    await tab.mouse.up();
    await tab.mouse.move(5, 5);
    const closer = await clock.textContent();
    expect(closer).not.toBe(whole);
    await tab.getByRole('button', { name: 'All: show the whole run' }).click();
    expect(await clock.textContent()).toBe(whole);
    await chart.focus();
    await tab.keyboard.press('ArrowRight');
    expect(await clock.textContent()).toMatch(/ in$/);
    await tab.keyboard.press('+');
    await tab.locator('svg.ticks').focus();
    await tab.keyboard.press('ArrowRight');
    expect(await tab.locator('.pop').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a comparison marks the best and shows any of its reports in full', async () => {
    const page = comparisonPage('Two formulas', [
      { title: 'half spot', reports: [1, 2].map((seed) => sampleReport({ days: 1, seed })) },
      {
        title: 'fixed',
        reports: [1, 2].map((seed) => sampleReport({ days: 1, seed, autoscale: false, most: 16 })),
      },
    ]);
    const { tab, complaints, close } = await open('comparison', filled(page));
    expect(await tab.locator('table.compared thead th').allTextContents()).toEqual([
      '',
      'half spot',
      'fixed',
    ]);
    expect(await tab.locator('table.compared td.best').count()).toBeGreaterThan(3);
    expect(await tab.locator('svg.bars').count()).toBeGreaterThan(0);
    await tab.getByRole('button', { name: 'Look closer at fixed' }).click();
    expect(await tab.locator('.single').textContent()).toContain('The pool was not scaled by a formula');
    expect(complaints).toEqual([]);
    await close();
  });

  test('the theme is the system’s until the reader says otherwise', async () => {
    const { tab, close } = await open(
      'theme',
      filled({ kind: 'report', report: createCollector().report() }),
    );
    const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await tab.emulateMedia({ colorScheme: 'dark' });
    const dark = await paper();
    await tab.emulateMedia({ colorScheme: 'light' });
    const light = await paper();
    expect(dark).not.toBe(light);
    await tab.getByRole('button', { name: 'Light or dark' }).click();
    expect(await paper()).toBe(dark);
    await close();
  });

  test('what never ran stands in a box before everything else, at any width', async () => {
    const collector = createCollector();
    const hour = 3_600_000;
    collector.fact({ time: 0, event: 'RunStartEvent', seed: 1, version: '', title: 'A dead end' });
    collector.fact({
      time: 2 * hour,
      event: 'NeverRunEvent',
      jobId: 'frames',
      code: 'DependencyNeverSatisfied',
      message: 'they wait for each other',
      tasks: 3,
      firstTaskId: 'a',
      since: hour,
    });
    collector.fact({
      time: 2 * hour,
      event: 'PoolIdleEvent',
      id: 'render',
      nodes: 4,
      since: hour,
      message: 'no task of its jobs can run',
    });
    for (const width of [1280, 390]) {
      const page = { kind: 'report', report: collector.report() } as const;
      const { tab, complaints, close } = await open('never', filled(page), width);
      const box = tab.locator('#never-ran');
      expect(await box.locator('h3').allTextContents()).toEqual([
        'What never ran',
        'Pools that held nodes for nothing',
      ]);
      expect(await box.textContent()).toContain('DependencyNeverSatisfied they wait for each other');
      expect(await box.textContent()).toContain('Thu 1 Jan, 01:00');
      expect(await tab.locator('.notes').textContent()).not.toContain('frames');
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  test('no page is wider than a phone', async () => {
    const report = twoDays();
    const comparison = comparisonPage('Two', [
      { title: 'a-formula-with-quite-a-long-file-name.txt', reports: [report] },
      { title: 'another-formula-with-a-long-file-name.txt', reports: [report] },
    ]);
    for (const page of [{ kind: 'report', report } as const, comparison]) {
      const { tab, complaints, close } = await open('phone', filled(page), 390);
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  test('nothing at all, and an unfilled page, say so', async () => {
    const empty = await open('empty', filled({ kind: 'report', report: createCollector().report() }));
    expect(await empty.tab.locator('main').textContent()).toContain('There were no tasks.');
    expect(empty.complaints).toEqual([]);
    await empty.close();
    const unfilled = await open('unfilled', html);
    expect(await unfilled.tab.locator('main').textContent()).toContain('no report in it');
    expect(unfilled.complaints).toEqual([]);
    await unfilled.close();
  });
});
