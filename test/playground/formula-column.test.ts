// The formula column around the editor: what is there before it comes and when it does not, formulas side by side,
// what people paste, and a language server that dies.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROOT } from '../rules/sources.ts';
import { seriousFaults } from './axe.ts';
import { editorThere, formulaIs, formulasWhen, writeFormula } from './editing.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

/** The editor's script, which is asked for when the page stands. */
const EDITOR = '**/assets/formula-face-*.js';
const field = (tab: Tab) => tab.locator('.formula-place textarea.plain-editor');
const tabs = (tab: Tab) => tab.getByRole('tablist', { name: 'Formulas' }).getByRole('tab');

inChromium('the formula column', () => {
  test('asks for at most 1.5 MB of compressed script until the editor is usable', async () => {
    const scripts = new Set<string>();
    const { tab, close } = await served.open({
      prepare: async (one) => {
        one.context().on('request', (request) => void scripts.add(request.url()));
        one.on('worker', (worker) => void scripts.add(worker.url()));
      },
    });
    await editorThere(tab);
    const sizes = [...scripts]
      .filter((url) => url.endsWith('.js'))
      .map((url) => path.join(ROOT, 'dist/playground/assets', path.basename(url)))
      .map((file) => [path.basename(file), gzipSync(readFileSync(file), { level: 9 }).length] as const);
    expect(sizes.map(([name]) => name).join()).toMatch(/formula-face.*/);
    expect(sizes.map(([name]) => name).join()).toMatch(/formula-worker.*/);
    // The readers of files that hold formulas are for who pastes one.
    expect(sizes.map(([name]) => name).join()).not.toMatch(/answer-places/);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    expect(total, JSON.stringify(sizes)).toBeLessThan(1_500_000);
    await close();
  });

  test('is usable before the editor is there, and hands over text, caret and focus', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { tab, complaints, close } = await served.open({
      prepare: (one) =>
        one.route(EDITOR, async (route) => {
          await held;
          await route.continue();
        }),
    });
    await field(tab).fill('a = 1;\n$TargetDedicatedNodes = b;\n');
    // The language server does not wait for the editor.
    await tab.locator('.problems .problem-place').click();
    expect(await tab.evaluate(() => (document.activeElement as HTMLTextAreaElement).selectionStart)).toBe(31);
    letGo();
    await editorThere(tab);
    expect(await field(tab).count()).toBe(0);
    await tab.keyboard.type('y');
    await formulaIs(tab, 'a = 1;\n$TargetDedicatedNodes = yb;\n');
    expect(complaints).toEqual([]);
    await close();
  });

  test('stays usable when the editor cannot be loaded, and says so', async () => {
    const { tab, close } = await served.open({
      prepare: (one) => one.route(EDITOR, (route) => route.abort()),
    });
    await tab.locator('.formula-trouble:not(:empty)').waitFor();
    expect(await tab.textContent('.formula-trouble')).toMatch(/^The code editor could not be loaded/);
    await field(tab).fill('$TargetDedicatedNodes = ceiling(2);');
    await tab.getByRole('button', { name: 'Change to `ceil`' }).click();
    await formulaIs(tab, '$TargetDedicatedNodes = ceil(2);');
    await close();
  });

  test('says when formulas cannot be checked, and simulates all the same', async () => {
    const { tab, close } = await served.open({
      prepare: (one) => one.route('**/assets/formula-worker-*.js', (route) => route.abort()),
    });
    await tab.locator('.formula-trouble:not(:empty)').waitFor();
    expect(await tab.textContent('.formula-trouble')).toMatch(/^The part of the page that checks formulas does not run/);
    await writeFormula(tab, '$TargetDedicatedNodes = 3;');
    await formulaIs(tab, '$TargetDedicatedNodes = 3;');
    await tab.waitForSelector('.run-result:not(.stale) figure svg');
    await close();
  }); // biome-ignore format: short

  test('starts a language server that died again, with the text as it was', async () => {
    const { tab, close } = await served.open();
    await writeFormula(tab, 'x = ceiling(1);');
    await tab.locator('.problem-text', { hasText: 'ceiling' }).waitFor();
    const worker = tab.workers().find((one) => one.url().includes('formula-worker'))!;
    // The page hears only of errors that nobody in the worker caught.
    await worker.evaluate(() => void setTimeout(() => { throw new Error('out of memory'); }));
    await tab.locator('[role=status]', { hasText: 'stopped and was started again' }).first().waitFor();
    await tab.keyboard.press('Control+Home');
    await tab.keyboard.insertText('// so\n');
    await tab.locator('.problem-line', { hasText: 'line 2' }).first().waitFor();
    await formulaIs(tab, '// so\nx = ceiling(1);');
    await close();
  }); // biome-ignore format: one conversation

  test('holds up to four formulas, by pointer and by key', async () => {
    const { tab, complaints, close } = await served.open();
    await writeFormula(tab, '$TargetDedicatedNodes = 1;');
    await tab.getByRole('button', { name: 'Duplicate this formula' }).click();
    await writeFormula(tab, '$TargetDedicatedNodes = b;');
    await tab.locator('.tab-errors > span').waitFor();
    await tab.getByRole('button', { name: /^New formula/ }).click();
    await formulasWhen(tab, (all) => Object.keys(all).join() === 'pending-tasks,pending-tasks 2,formula');
    await tabs(tab).nth(1).dblclick();
    await tab.keyboard.type('careful');
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('ArrowLeft');
    expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('pending-tasks');
    await tab.keyboard.press('F2');
    await tab.keyboard.type('careful');
    await tab.keyboard.press('Enter');
    const names = ['careful 2', 'careful', 'formula'];
    expect(await formulasWhen(tab, (all) => Object.keys(all).join() === names.join())).toEqual({
      'careful 2': '$TargetDedicatedNodes = 1;',
      careful: '$TargetDedicatedNodes = b;',
      formula: '$TargetDedicatedNodes = 1;\n',
    });
    // Each keeps its own history.
    await tabs(tab).nth(1).click();
    await tab.locator('.formula-place .view-lines').click();
    await tab.keyboard.press('Control+z');
    await formulasWhen(tab, (all) => all.careful !== '$TargetDedicatedNodes = b;');
    await tabs(tab).nth(1).focus();
    await tab.keyboard.press('Delete');
    await formulasWhen(tab, (all) => Object.keys(all).join() === 'careful 2,formula');
    await tab.getByRole('button', { name: 'Undo' }).click();
    await formulasWhen(tab, (all) => Object.keys(all).join() === names.join());
    expect(complaints).toEqual([]);
    await close();
  });

  test('names its tabs in full, and a copy has its values beside its lines', async () => {
    const { tab, close } = await served.open({ width: 390 });
    await tab.waitForSelector('.formula-place .line-value');
    for (let count = 1; count < 4; count++) {
      await tab.click('[aria-label="Duplicate this formula"]');
      await tab.waitForSelector('.formula-place .line-value');
    }
    const cut = await tab.$$eval('.tab-name', (all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
    expect(cut).toEqual([]);
    const [list, chosen] = await Promise.all(['.formula-tabs', '.formula-tabs [aria-selected=true]'].map((one) => tab.locator(one).boundingBox()));
    expect(chosen!.x).toBeGreaterThanOrEqual(list!.x - 1);
    expect(chosen!.x + chosen!.width).toBeLessThanOrEqual(list!.x + list!.width + 1);
    await close();
  }); // biome-ignore format: rows

  const PASTED: readonly (readonly [what: string, text: string, formula: string])[] = [
    ['text with the escapes of JSON', 'a = time(\\"2025-01-01\\");\\n$TargetDedicatedNodes = 1;', 'a = time("2025-01-01");\n$TargetDedicatedNodes = 1;'],
    ['text with the escapes of JSON', '"$TargetDedicatedNodes = 3;\\n$NodeDeallocationOption = requeue;"', '$TargetDedicatedNodes = 3;\n$NodeDeallocationOption = requeue;'],
    ['text in quotes', '"$TargetDedicatedNodes = 4;",', '$TargetDedicatedNodes = 4;'],
    ['text with typographic signs', 'a = time(“2025-01-01”);\n$TargetDedicatedNodes = 1;', 'a = time("2025-01-01");\n$TargetDedicatedNodes = 1;'],
    ['JSON', '{ "id": "p", "enableAutoScale": true, "autoScaleFormula": "x = 1;\\n$TargetDedicatedNodes = x;" }', 'x = 1;\n$TargetDedicatedNodes = x;'],
    ['Terraform', 'resource "azurerm_batch_pool" "p" {\n  auto_scale {\n    formula = <<EOF\nx = 2;\nEOF\n  }\n}', 'x = 2;\n'],
    ['Bicep', "resource pool 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {\n  properties: { scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes = 3;' } } }\n}", '$TargetDedicatedNodes = 3;'],
  ]; // biome-ignore format: a table

  test('offers to take the formula out of what people paste, and never does it by itself', async () => {
    const { tab, complaints, close } = await served.open();
    for (const [what, text, formula] of PASTED) {
      await writeFormula(tab, text);
      const offer = tab.locator('.paste-offer');
      await offer.locator('button').first().waitFor();
      expect(await offer.textContent()).toContain(what);
      await formulaIs(tab, text);
      await tab.getByRole('button', { name: 'Take out the formula' }).click();
      await formulaIs(tab, formula);
      expect(await offer.locator('button').count()).toBe(0);
    }
    await writeFormula(tab, PASTED[0]![1]);
    await tab.getByRole('button', { name: 'Keep the text as it is' }).click();
    await formulaIs(tab, PASTED[0]![1]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('says what each name is, and goes there', async () => {
    const { tab, close } = await served.open();
    await writeFormula(
      tab,
      'most = 20;\n$TargetDedicatedNodes = min(most, max(0, $PendingTasks.GetSample(4)));\n',
    );
    const row = tab.locator('.names > li', { hasText: '$TargetDedicatedNodes' });
    await expect.poll(() => row.textContent()).toContain('0 to 20');
    expect(await row.textContent()).toContain('the largest of');
    await tab.getByRole('button', { name: 'most', exact: true }).click();
    await tab.keyboard.type('// ');
    await formulasWhen(tab, (all) => Object.values(all).some((text) => text.startsWith('// most')));
    await close();
  });

  test('axe finds nothing serious, in light and dark, with problems, an explanation and an offer', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { tab, close } = await served.open({ theme });
      await writeFormula(tab, 'a = time(“2025-01-01”);\n$TargetDedicatedNodes = 1 and 0;');
      await tab.getByRole('button', { name: 'Take out the formula' }).waitFor();
      await tab.getByRole('button', { name: /^Explain/ }).first().click();
      await tab.locator('.rule-prose pre').first().waitFor();
      expect(await seriousFaults(tab, '#formula')).toEqual([]);
      await close();
    }
  }); // biome-ignore format: short

  test('fits a phone, on which what each name is now is closed to begin with', async () => {
    const { tab, close } = await served.open({ width: 360, height: 740 });
    await editorThere(tab);
    expect(await seriousFaults(tab, '#formula')).toEqual([]);
    expect(
      await tab.evaluate(() => document.querySelector('.formula-pane')!.scrollWidth),
    ).toBeLessThanOrEqual(360);
    expect(await tab.locator('details.formula-names').getAttribute('open')).toBe(null);
    await close();
  });
});
