// Each kind of chart as the file that a reader saves, beside the last one: they open by themselves. `UPDATE=1`
// writes them anew, to be looked at.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { encodeState } from '../../playground/codec.ts';
import type { PlaygroundState } from '../../playground/state.ts';
import { inChromium, servedPage } from './served.ts';

const FOLDER = fileURLToPath(new URL('./plots/', import.meta.url));

const FOLLOW = '$TargetDedicatedNodes = min(6, $ActiveTasks.GetSample(1) + $RunningTasks.GetSample(1));';
const HALF = '$TargetLowPriorityNodes = min(6, 0.5 * $PendingTasks.GetSample(1));';

/** A few hours of a small pool, so that the files stay small. */
const state: PlaygroundState = {
  title: 'A morning',
  formulas: [
    { name: 'follow', text: FOLLOW },
    { name: 'half', text: HALF },
  ],
  active: 0,
  scenario: {
    title: 'A morning',
    pool: {
      id: 'render',
      vmSize: 'standard_d2s_v5',
      taskSlotsPerNode: 2,
      enableAutoScale: true,
      autoScaleEvaluationInterval: 'PT5M',
    },
    workload: {
      generate: {
        arrivals: { poisson: { rate: '20/h' } },
        durations: { uniform: { from: 'PT4M', to: 'PT20M' } },
        failures: { probability: 0.1 },
        for: 'PT3H',
        job: { id: 'frames' },
      },
    },
    world: 'default',
    seed: 3,
    start: '2025-03-03T06:00:00Z',
    until: 'PT5H',
  },
  now: {
    samples: { $ActiveTasks: '2*10 5*10 12*4 _ _ 9*8', $RunningTasks: '3*40' },
  },
  properties: '',
  tests: '',
  pane: 'simulate',
  story: null,
};

const served = servedPage();

/** What a figure saves under a name. */
async function saved(
  tab: Tab,
  title: string,
  as: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await tab.getByLabel(`Save ${title}`, { exact: true }).first().click();
  const download = tab.waitForEvent('download');
  await tab.locator('.export[open]').getByRole('button', { name: as, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

// biome-ignore format: a table
const CHARTS = [
  { title: 'Whole run',                      file: 'overview.svg',  pane: 'simulate' },
  { title: 'Evaluations',                    file: 'ticks.svg',     pane: 'simulate' },
  { title: 'Nodes',                          file: 'steps.svg',     pane: 'simulate' },
  { title: 'The pool',                       file: 'pool.svg',      pane: 'simulate' },
  { title: 'Nodes and tasks',                file: 'gantt.svg',     pane: 'simulate' },
  { title: 'Distribution',                   file: 'histogram.svg', pane: 'simulate' },
  { title: 'Where it went',                  file: 'bars.svg',      pane: 'simulate' },
  { title: 'Tasks an hour',                  file: 'arrivals.svg',  pane: 'simulate', open: '.tile >> text=Workload' },
  { title: 'Waits',                          file: 'reach.svg',     pane: 'compare' },
  { title: '$ActiveTasks tasks',             file: 'strip.svg',     pane: 'now' },
] as const;

const PANES = { simulate: 'Simulate', compare: 'Compare', now: 'Evaluate now' } as const;

inChromium('charts as files', () => {
  test('each kind of chart is the file that it was, and opens by itself', async () => {
    const hash = await encodeState(state);
    const { tab, complaints, close } = await served.open({ hash, width: 1400 });
    await tab.waitForSelector('.gantt-figure canvas');
    await tab.getByRole('slider', { name: 'Time of the run' }).fill('7200');
    // What comes and goes has come and gone.
    await tab.emulateMedia({ reducedMotion: 'reduce' });
    const alone = await served.browser.newPage();
    for (const { title, file, pane, ...rest } of CHARTS) {
      await tab.getByRole('tab', { name: PANES[pane] }).click();
      if ('open' in rest) await tab.locator(rest.open).click();
      const { bytes } = await saved(tab, title, 'SVG');
      const text = bytes.toString('utf8');
      const golden = path.join(FOLDER, file);
      if (process.env.UPDATE === '1') await writeFile(golden, text);
      expect(text, `${file} differs; UPDATE=1 writes it anew`).toBe(await readFile(golden, 'utf8'));
      await alone.goto(`file://${golden}`);
      expect(await alone.evaluate(() => document.documentElement.tagName)).toBe('svg');
      expect(
        await alone.evaluate(() => document.querySelectorAll('rect, path, circle').length),
      ).toBeGreaterThan(2);
    }
    await alone.close();
    expect(complaints).toEqual([]);
    await close();
  });

  test('pictures, data and the whole report are files too', async () => {
    const hash = await encodeState(state);
    const { tab, complaints, close } = await served.open({ hash });
    await tab.waitForSelector('.gantt-figure canvas');
    const png = await saved(tab, 'Nodes and tasks', 'PNG');
    expect(png.name).toBe('nodes-and-tasks.png');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    const rowsOf = async (title: string) =>
      (await saved(tab, title, 'CSV')).bytes.toString('utf8').split('\n');
    const csv = await rowsOf('Tasks');
    expect(csv[0]).toBe('seconds,time,running,waiting');
    expect(csv[1]).toMatch(/^0,2025-03-03T06:00:00.000Z,0,\d+$/);

    const take = async (label: string) => {
      const download = tab.waitForEvent('download');
      await tab.getByRole('button', { name: label, exact: true }).click();
      return readFile(await (await download).path(), 'utf8');
    };
    const report = JSON.parse(await take('Report (JSON)'));
    const attempts = (await take('Attempts (CSV)')).trim().split('\n');
    expect(attempts.length - 1).toBe(
      report.tasks.completed + report.tasks.retries + report.tasks.requeues + report.tasks.recoveries,
    );
    expect(await take('Evaluations (CSV)')).toMatch(/^seconds,time,pool,targetDedicatedNodes/);
    await tab.locator('.tile', { hasText: 'Workload' }).click();
    const arrivals = await rowsOf('Tasks an hour');
    expect(arrivals[0]).toBe('time,drawn,frames');
    expect(arrivals[1]).toMatch(/^2025-03-03T06:00:00.000Z,[\d.]+,20$/);
    const html = await take('Report page (HTML)');
    expect(html).toContain('"title":"A morning"');
    const page = await served.browser.newPage();
    await page.setContent(html);
    await page.waitForSelector('svg.chart');
    await page.waitForSelector('.gantt-figure');
    expect(await page.textContent('h1')).toBe('A morning');
    await page.close();
    expect(complaints).toEqual([]);
    await close();
  });

  test('formulas are compared: words, a table with the better marked, curves laid over each other', async () => {
    const hash = await encodeState({ ...state, formulas: [state.formulas[0]!], pane: 'compare' });
    const { tab, complaints, close } = await served.open({ hash });
    await tab.getByRole('button', { name: 'Add a copy of this formula' }).click();
    await tab.waitForSelector('.compare-pane table.compared');
    expect(await tab.locator('.differences').textContent()).toContain('follow 2 comes out like follow');
    await tab.locator('.formula-pane .plain-editor, .formula-pane .monaco-editor').first().waitFor();
    await close();
    const other = await served.open({
      hash: await encodeState({ ...state, pane: 'compare' }),
      width: 390,
      theme: 'dark',
    });
    await other.tab.waitForSelector('.compare-pane table.compared');
    expect(await other.tab.locator('td.best').count()).toBeGreaterThan(2);
    expect(await other.tab.locator('.differences').textContent()).toMatch(
      /half against follow: it costs \d+% less/,
    );
    for (const chart of await other.tab.locator('#timeline .plot').all()) {
      await chart.scrollIntoViewIfNeeded();
      await chart.locator('path.line').nth(1).waitFor();
    }
    // Either of them in full is where runs are, on the stretch of time that was in view.
    await other.tab.click('#pane-compare #timeline [aria-label="Closer"]');
    const stretch = await other.tab.locator('#pane-compare .clock').textContent();
    expect(stretch).toMatch(/ – /);
    await other.tab.click('#closer [aria-label="Look closer at half"]');
    await other.tab.waitForSelector('#pane-simulate [aria-label="Show half"][aria-pressed=true]:focus');
    expect(await other.tab.locator('#pane-simulate .clock').textContent()).toBe(stretch);
    expect(await other.tab.locator('#pane-simulate .gantt').count()).toBe(1);
    expect(await other.tab.getByRole('tab', { name: 'half' }).getAttribute('aria-selected')).toBe('true');
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.close();
  });
});
