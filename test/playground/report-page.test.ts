// The page that the command writes, with its places: made by the command, read as JSON, and opened in a browser.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Page, textAt, unpackTimeline } from '../../planner/index.ts';
import { runCommand } from '../cli/cases.ts';
import { seriousFaults } from './axe.ts';
import { CHROMIUM, inChromium } from './served.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-report-page-'));
const run = (words: string) => runCommand(words.split(' '), { folder });

type Single = Extract<Page, { kind: 'report' }>;

/** What a page carries, as another program would read it. */
function read(name: string): Single {
  const html = readFileSync(path.join(folder, name), 'utf8');
  const [, json = ''] = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json) as Single;
}

/** A line for each attempt: who, where, when. */
function linesOf({ timeline }: Single): readonly string[] {
  const { bars, nodes } = unpackTimeline(timeline!);
  return Array.from(
    { length: bars.count },
    (_, bar) =>
      `${textAt(bars.task, bar)} on ${nodes.id[bars.node[bar]!]} from ${bars.start[bar]} to ${bars.end[bar]}, waited ${bars.wait[bar]}, ${bars.how[bar]}`,
  ).sort();
}

const DAY = `
title: A day
pool:
  id: render
  vmSize: standard_d2s_v5
  taskSlotsPerNode: 2
  enableAutoScale: true
  autoScaleEvaluationInterval: PT5M
  autoScaleFormula: $TargetDedicatedNodes = min(12, max(0, $PendingTasks.GetSample(1)) / 2);
workload:
  generate:
    arrivals: { poisson: { rate: 60/h } }
    durations: { lognormal: { median: PT8M, sigma: 0.6 } }
    for: PT12H
    job: { id: frames }
until: P1D
`;

beforeAll(async () => {
  writeFileSync(path.join(folder, 'day.yaml'), DAY);
  const { code } = await run('simulate day.yaml --report day.html --journal day.ndjson --json');
  expect(code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('what the page carries', () => {
  test('every attempt has its place, and the report is the command’s', async () => {
    const { report, timeline } = read('day.html');
    const { bars, nodes, kept } = unpackTimeline(timeline!);
    const { total, completed, retries, requeues, recoveries } = report.tasks;
    const attempts = completed + retries + requeues + recoveries;
    expect(kept).toEqual({ attempts, shown: attempts, every: 1, until: null });
    expect(nodes.count).toBe(report.nodes.started);
    expect(new Set(timeline!.bars.task).size).toBe(total);
    expect(textAt(bars.task, 0)).toBe(timeline!.bars.task[0]);
    const { out } = await run('simulate day.yaml --json');
    expect(report).toEqual(JSON.parse(out));
  });

  test('the page of its journal shows the same places', async () => {
    expect((await run('report day.ndjson --html journal.html')).code).toBe(0);
    // A journal numbers nodes as they are named, a run as they are asked for.
    expect(linesOf(read('journal.html'))).toEqual(linesOf(read('day.html')));
  });

  test('the page of a run that broke off shows the places up to then', async () => {
    const lines = readFileSync(path.join(folder, 'day.ndjson'), 'utf8').split('\n');
    writeFileSync(path.join(folder, 'half.ndjson'), lines.slice(0, lines.length / 2).join('\n'));
    expect((await run('report half.ndjson --html half.html')).code).toBe(0);
    const half = unpackTimeline(read('half.html').timeline!);
    expect(half.kept.shown).toBeGreaterThan(100);
    expect(half.kept.shown).toBeLessThan(read('day.html').report.tasks.total);
  });

  test('a real run has places too', async () => {
    writeFileSync(
      path.join(folder, 'real.yaml'),
      'pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }\nworkload: { jobs: [{ id: j, tasks: [{ id: t, commandLine: "true" }] }] }\n',
    );
    expect((await run('run real.yaml --report real.html --quiet --json')).code).toBe(0);
    const { bars } = unpackTimeline(read('real.html').timeline!);
    expect([bars.count, textAt(bars.task, 0), bars.exitCode[0]]).toEqual([1, 't', 0]);
  });

  test('a run that was taken up has none', async () => {
    await run('simulate day.yaml --json --save day.saved --stop-after PT3H');
    expect((await run('simulate day.yaml --json --resume day.saved --report resumed.html')).code).toBe(0);
    expect('timeline' in read('resumed.html')).toBe(false);
  });
});

let browser: Browser | undefined;

beforeAll(async () => {
  if (CHROMIUM !== undefined)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});

afterAll(() => browser?.close());

/** Opens a page from the disk; whatever it complains of or asks for is collected. */
async function open(name: string, { width = 1280, theme = 'light' as 'light' | 'dark' } = {}) {
  const context = await browser!.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
  const tab = await context.newPage();
  const complaints: string[] = [];
  const address = pathToFileURL(path.join(folder, name)).href;
  tab.on('console', (message) => complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(error.message));
  tab.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await tab.goto(address);
  await tab.waitForSelector('main');
  return { tab, complaints, close: () => context.close() };
}

const clockOf = (tab: Tab) => tab.locator('output.clock').textContent();
const wordsOf = (tab: Tab) => tab.locator('.pool-words').textContent();

inChromium('in a browser', () => {
  test('the Gantt chart, the pool and the charts go by one cursor', async () => {
    const { tab, complaints, close } = await open('day.html');
    const whole = await clockOf(tab);
    await tab.locator('.pool-figure').scrollIntoViewIfNeeded();
    await tab.waitForFunction(() => document.querySelector('.pool-words')?.textContent?.includes('running'));
    const poster = await wordsOf(tab);

    const gantt = tab.locator('.gantt-figure .gantt-scroll');
    await gantt.scrollIntoViewIfNeeded();
    await gantt.hover({ position: { x: 420, y: 40 } });
    expect(await clockOf(tab)).toMatch(/ in$/);
    await tab.waitForFunction((text) => document.querySelector('.pool-words')?.textContent !== text, poster);
    await gantt.focus();
    await tab.keyboard.press('Enter');
    expect(await tab.locator('.task-card').textContent()).toMatch(/job.*frames.*waited.*ran/);
    await tab.keyboard.press('Escape');

    await tab.getByRole('button', { name: 'Next evaluation' }).click();
    const first = await clockOf(tab);
    expect(first).toMatch(/ in$/);
    await tab.getByRole('button', { name: 'Next evaluation' }).click();
    expect(await clockOf(tab)).not.toBe(first);
    await tab.getByRole('button', { name: 'All: show the whole run' }).click();
    // What is out of sight is not drawn, so all of it is in sight here.
    await tab.setViewportSize({ width: 1200, height: 3600 });
    await tab.mouse.move(5, 5);
    await tab
      .locator('#timeline svg.chart')
      .first()
      .hover({ position: { x: 300, y: 90 } });
    const time = (await clockOf(tab))!.replace(/ UTC.*/, '');
    expect(time).not.toBe(whole);
    await tab.waitForFunction(
      (text) => document.querySelector('.pool-words')?.textContent?.startsWith(text),
      time,
    );
    expect(complaints).toEqual([]);
    await close();
  });

  test('nothing serious is wrong with it in the dark, and no phone is too narrow', async () => {
    const dark = await open('day.html', { theme: 'dark' });
    await dark.tab.locator('.gantt-figure').scrollIntoViewIfNeeded();
    expect(await seriousFaults(dark.tab, '#page')).toEqual([]);
    await dark.close();
    for (const width of [390, 360]) {
      const { tab, complaints, close } = await open('day.html', { width });
      await tab.locator('.gantt-figure').scrollIntoViewIfNeeded();
      await tab.waitForSelector('.gantt-figure canvas');
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  test('on paper the charts share one time, have the colours of the light theme, and nothing is there to be pressed', async () => {
    const { tab, complaints, close } = await open('day.html', { theme: 'dark' });
    await tab.locator('.pool-figure').scrollIntoViewIfNeeded();
    await tab.locator('.gantt-figure').scrollIntoViewIfNeeded();
    await tab.waitForSelector('.gantt-figure canvas');
    const useful = () =>
      tab.locator('.gantt-figure canvas').evaluate((canvas: HTMLCanvasElement) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
        const themes = { dark: [76, 143, 224], light: [72, 134, 214] };
        return Object.entries(themes)
          .filter(([, rgb]) =>
            data.some((_, at) => at % 4 === 0 && rgb.every((part, of) => data[at + of] === part)),
          )
          .map(([theme]) => theme);
      });
    await expect.poll(useful).toEqual(['dark']);
    await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await useful()).toEqual(['light']);
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
    // Paper is laid out anew without a word to the page, as here what is measured before the page hears of it.
    const [canvas, axis, pool, box] = await tab.evaluate(() => {
      document.body.style.width = '600px';
      return ['.gantt canvas', '.gantt .axis.time path.domain', '.pool-figure canvas', '.pool-figure'].map(
        (selector) => {
          const { left, right } = document.querySelector(selector)!.getBoundingClientRect();
          return { left, right };
        },
      );
    });
    expect(Math.abs(canvas!.left - axis!.left)).toBeLessThan(1.5);
    expect(Math.abs(canvas!.right - axis!.right)).toBeLessThan(1.5);
    expect(pool!.right).toBeLessThan(box!.right);
    for (const selector of ['.playback', 'figure:has(.overview)', '.chooser'])
      expect(await tab.locator(selector).first().isVisible()).toBe(false);
    await tab.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await tab.evaluate(() => {
      document.body.style.width = '';
      dispatchEvent(new Event('afterprint'));
    });
    await expect.poll(useful).toEqual(['dark']);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a page without places says why', async () => {
    const { tab, complaints, close } = await open('resumed.html');
    expect(await tab.locator('.gantt-figure').count()).toBe(0);
    expect(await tab.locator('#timeline').textContent()).toContain('taken up from a saved run');
    expect(complaints).toEqual([]);
    await close();
  });
});
