// The page's manners: what it loads before it can be used, that it works without a network and never shows an older page
// than its host has, that it can be used by keyboard, and that axe finds nothing serious in any pane.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serveFolder } from '../../cli/serve-folder.ts';
import { ROOT } from '../rules/sources.ts';
import { inChromium, servedPage } from './served.ts';

const BUILT = path.join(ROOT, 'dist/playground');
const KB = 1000;

const packed = (file: string): number => gzipSync(readFileSync(path.join(BUILT, file))).length;

describe('the first paint', () => {
  const page = readFileSync(path.join(BUILT, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file!);

  it('needs the page, one script and one style, and little of each', () => {
    expect(named.map((file) => path.extname(file)).sort()).toEqual(['.css', '.js']);
    const script = named.find((file) => file.endsWith('.js'))!;
    // What a script imports at its top is needed before it runs.
    expect(readFileSync(path.join(BUILT, script), 'utf8')).not.toMatch(/^import[^(]/);
    expect(['index.html', ...named].reduce((sum, file) => sum + packed(file), 0)).toBeLessThan(25 * KB);
  });

  it('shows the bar and the place of the formula before any script', () => {
    expect(page).toContain('<header class="bar">');
    expect(page).toMatch(/<textarea[^>]*aria-label="Formula"/);
    expect(page).toContain('<noscript>');
  });

  it('asks no other host, by its own rules', () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});

const served = servedPage();

inChromium('in the page', () => {
  it('the keyboard reaches everything: past the header, through the tabs, to the keys', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.keyboard.press('Tab');
    expect(await focused(tab)).toBe('Skip to the panes');
    await tab.keyboard.press('Enter');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('panes');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('tab-simulate');
    await tab.keyboard.press('End');
    expect(await tab.getAttribute('#tab-gallery', 'aria-selected')).toBe('true');
    await tab.waitForSelector('.story');
    await tab.keyboard.press('?');
    expect(await tab.isVisible('dialog[open]')).toBe(true);
    await tab.keyboard.press('Escape');
    expect(await tab.isVisible('dialog[open]')).toBe(false);
    await tab.keyboard.press('1');
    expect(await tab.getAttribute('#tab-simulate', 'aria-selected')).toBe('true');
    await tab.fill('header [aria-label=Title]', '1');
    await tab.press('header [aria-label=Title]', '3');
    expect(await tab.getAttribute('#tab-simulate', 'aria-selected')).toBe('true');
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([1440, 768, 390, 360])('nothing is wider than a page of %i pixels', async (width) => {
    const { tab, close } = await served.open({ width });
    for (const id of await tabsOf(tab)) {
      await tab.click(`#tab-${id}`);
      await tab.waitForSelector(`#pane-${id} > :not(.loading)`);
      expect(await tab.evaluate(() => document.documentElement.scrollWidth), id).toBeLessThanOrEqual(width);
    }
    await close();
  });

  it.each([1440, 1100, 390])('no two times on an axis stand over each other at %i pixels', async (width) => {
    const { tab, close } = await served.open({ width });
    await tab.waitForSelector('.run-result .axis.time text');
    const over = await tab.$$eval('.run-result .axis.time', (axes) =>
      axes.flatMap((axis) => {
        const texts = [...axis.querySelectorAll('text')].filter(({ textContent }) => textContent !== '');
        const boxes = texts.map((text) => text.getBoundingClientRect());
        return texts
          .filter((_, at) => at > 0 && boxes[at]!.left < boxes[at - 1]!.right)
          .map(({ textContent }) => textContent);
      }),
    );
    expect(over).toEqual([]);
    await close();
  });

  it('on a wide window panes scroll, and the page around them never does', async () => {
    const { tab, close } = await served.open();
    await tab.waitForSelector('.run-result figure svg');
    for (const id of await tabsOf(tab)) {
      await tab.click(`#tab-${id}`);
      await tab.waitForSelector(`#pane-${id} > :not(.loading)`);
      const { page, window } = await tab.evaluate(() => ({
        page: document.documentElement.scrollHeight,
        window: innerHeight,
      }));
      expect(page, id).toBe(window);
    }
    await close();
  });

  it('axe finds nothing serious in any pane, in either theme', async () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { tab, close } = await served.open();
    await tab.waitForSelector('.run-result figure svg');
    await tab.evaluate(source);
    const found: string[] = [];
    for (const id of await tabsOf(tab)) {
      await tab.click(`#tab-${id}`);
      await tab.waitForSelector(`#pane-${id} > :not(.loading)`);
      for (const theme of ['light', 'dark'] as const) {
        await tab.emulateMedia({ colorScheme: theme });
        found.push(...(await seriousIn(tab)).map((line) => `${id}, ${theme}: ${line}`));
      }
    }
    expect(found).toEqual([]);
    await close();
    // Twelve looks at all of a page, on whatever machine.
  }, 180_000);
});

const focused = (tab: Tab): Promise<string | undefined> =>
  tab.evaluate(() => document.activeElement?.textContent ?? undefined);

const tabsOf = (tab: Tab): Promise<readonly string[]> =>
  tab.$$eval('[role=tab][id^=tab-]', (tabs) => tabs.map(({ id }) => id.slice('tab-'.length)));

const seriousIn = (tab: Tab): Promise<readonly string[]> =>
  tab.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: { readonly run: (options: object) => Promise<AxeResults> };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes
          .slice(0, 3)
          .map(
            ({ target, failureSummary }) =>
              `${id} ${String(target)} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`,
          ),
      );
  });

inChromium('without a network', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  let host: Serving;

  beforeAll(async () => {
    cpSync(BUILT, copy, { recursive: true });
    host = await serveFolder(copy, 0);
  });

  afterAll(async () => {
    await host.close();
    rmSync(copy, { recursive: true });
  });

  it('the page works after its first visit, and an update is seen at once and told of', async () => {
    const context = await served.browser.newContext();
    const tab = await context.newPage();
    await tab.goto(host.address);
    await tab.waitForSelector('[role=tablist]');
    await tab.click('[aria-label="Keys and help"]');
    await tab.waitForSelector('.help:has-text("The files of this page are being kept")');
    await tab.waitForSelector('.help:has-text("This page opens without a network")');
    await context.setOffline(true);
    await tab.reload();
    await tab.waitForSelector('.run-result figure svg');
    await tab.click('#tab-gallery');
    await tab.waitForSelector('.story');
    await tab.click('#tab-simulate');
    const [saved] = await Promise.all([
      tab.waitForEvent('download'),
      tab.click('button:has-text("Report page (HTML)")'),
    ]);
    expect(saved.suggestedFilename()).toMatch(/\.html$/);
    await context.setOffline(false);

    update(copy);
    const other = await context.newPage();
    await other.goto(host.address);
    await other.waitForSelector('meta[name=version][content=newer]', { state: 'attached' });
    await tab.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await tab.waitForSelector('.notice:has-text("There is a newer version")');
    await tab.click('.notice .act');
    await tab.waitForSelector('meta[name=version][content=newer]', { state: 'attached' });
    await context.close();
  });

  it('a browser that does not keep the page is told of where it would be looked for', async () => {
    const before = `ServiceWorkerContainer.prototype.register = () =>
      Promise.reject(new DOMException('Not in this window', 'SecurityError'));`;
    const { tab, complaints, close } = await served.open({ before });
    await tab.click('[aria-label="Keys and help"]');
    await tab.waitForSelector('.help:has-text("did not keep its files (Not in this window)")');
    expect(complaints).toEqual([]);
    await close();
  });

  it('a browser that fetches only a part of the page is told of, too', async () => {
    const context = await served.browser.newContext();
    const tab = await context.newPage();
    rmSync(path.join(copy, 'report.html'), { force: true });
    await tab.goto(host.address);
    await tab.click('[aria-label="Keys and help"]');
    await tab.waitForSelector('.help:has-text("not all of them could be fetched")');
    await context.close();
  });
});

/** Puts another version where the page was. */
function update(folder: string): void {
  const change = (file: string, from: RegExp, to: string) => {
    const full = path.join(folder, file);
    const text = readFileSync(full, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(full, text.replace(from, to));
  };
  change('index.html', /name="version" content="\w+"/, 'name="version" content="newer"');
  change('service-worker.js', /"version":"\w+"/, '"version":"newer"');
}
