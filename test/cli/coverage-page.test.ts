// The coverage page in a browser: it needs nothing else, shows each line's colour and says what was missed.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { runCommand } from './cases.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file)); // biome-ignore format: a list

test.runIf(CHROMIUM !== undefined)(
  'lines are coloured, misses are told, in light and dark',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
    const formula = '// <b>\na = $ActiveTasks > 3 ? 1 : 2;\nstop();\n$TargetDedicatedNodes = a;\n';
    writeFileSync(path.join(folder, 'a.txt'), formula);
    writeFileSync(
      path.join(folder, 'a.test.yaml'),
      'formula: a.txt\ncases: [{ name: a, expect: { names: { a: 2 } } }]\n',
    );
    expect((await runCommand(['test', 'a.test.yaml', '--html', 'a.html'], { folder })).code).toBe(0);
    const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
    try {
      const colours: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ colorScheme });
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.goto(pathToFileURL(path.join(folder, 'a.html')).href);
        const rows = await page.locator('tr').evaluateAll((all) => all.map((row) => row.className));
        expect(rows.slice(0, 4)).toEqual(['silent', 'partly', 'reached', 'missed']);
        expect(await page.locator('.never').allTextContents()).toEqual([
          '`$ActiveTasks > 3` is never true',
          'this statement is never reached',
        ]);
        expect(await page.locator('mark').allTextContents()).toEqual(['1']);
        expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
        colours.push(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor));
      }
      expect(colours[0]).not.toBe(colours[1]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);
