// The formula's editor over the language server, as built, in a real browser.

import type { Page as Tab } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { seriousFaults } from './axe.ts';
import { editorThere, formulaIs, writeFormula } from './editing.ts';
import { inChromium, type OpenTab, servedPage } from './served.ts';

const served = servedPage();
let page: OpenTab;

/** The lines that are drawn, hints and values included. */
const lines = (tab: Tab): Promise<string[]> =>
  tab.locator('.formula-place .view-lines').evaluate((place) =>
    [...place.querySelectorAll<HTMLElement>('.view-line')]
      .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
      .map((line) => line.innerText.replaceAll('\u00a0', ' ')),
  ); // biome-ignore format: one chain

const problems = (tab: Tab) => tab.locator('.problems .problem-text');
const squiggles = (tab: Tab, kind: string) => tab.locator(`.formula-place .squiggly-${kind}`);

inChromium('the editor', () => {
  // One page for all of it: what a test writes is the next one's beginning.
  beforeAll(async () => {
    page = await served.open({ width: 1700 });
    await editorThere(page.tab);
  });

  test('underlines a mistake and says it in words, and a click on the words goes there', async () => {
    const { tab } = page;
    await writeFormula(tab, 'a = 1;\n$TargetDedicatedNodes = b;\n');
    await squiggles(tab, 'error').waitFor();
    expect(await problems(tab).allTextContents()).toEqual(['b is neither assigned before nor a name of the service']);
    await tab.locator('.problem-place').click();
    await tab.keyboard.type('x');
    await formulaIs(tab, 'a = 1;\n$TargetDedicatedNodes = xb;\n');
  }); // biome-ignore format: short

  test('completes names with their prose, and shows the arguments of a call', async () => {
    const { tab } = page;
    await writeFormula(tab, 'x = ');
    await tab.keyboard.type('avg($Pend', { delay: 10 });
    const suggestion = tab.locator('.suggest-widget .monaco-list-row').first();
    await suggestion.waitFor();
    expect(await suggestion.getAttribute('aria-label')).toContain('$PendingTasks');
    expect(await tab.locator('.parameter-hints-widget').textContent()).toContain('avg(');
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('Escape');
    await formulaIs(tab, 'x = avg($PendingTasks)');
  });

  test('finds and replaces by keys alone, and gives the focus back', async () => {
    const { tab } = page;
    await writeFormula(tab, Array.from({ length: 12 }, (_, at) => `name${at} = ${at};\n`).join(''));
    await tab.keyboard.press('Control+f');
    await tab.keyboard.type('name1');
    await tab.locator('.find-widget .matchesCount', { hasText: '1 of 3' }).waitFor();
    expect(await seriousFaults(tab, '.find-widget')).toEqual([]);
    await tab.keyboard.press('Control+h');
    await tab.keyboard.type('other1');
    await tab.keyboard.press('Control+Alt+Enter');
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('Control+End');
    await tab.keyboard.type('last = 1;');
    const lines = ['name0 = 0;', 'other1 = 1;', ...[2, 3, 4, 5, 6, 7, 8, 9].map((at) => `name${at} = ${at};`), 'other10 = 10;', 'other11 = 11;', 'last = 1;'];
    await formulaIs(tab, lines.join('\n'));
    expect(await tab.locator('.find-widget.visible').count()).toBe(0);
    // Numbers of two digits stand off the edge.
    const edges = await tab.locator('.formula-place .line-numbers').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    expect(Math.min(...edges)).toBeGreaterThanOrEqual(8);
  }); // biome-ignore format: short

  test('tells what a name is under the pointer', async () => {
    const { tab } = page;
    await writeFormula(tab, 'x = $PendingTasks.GetSample(3);\n');
    await tab
      .locator('.view-line span', { hasText: /^\$PendingTasks$/ })
      .first()
      .hover();
    const hover = tab.locator('.monaco-hover:visible').first();
    await hover.waitFor();
    expect(await hover.textContent()).toContain('Active plus running tasks');
  });

  test('colours names by what they mean, and writes types and windows between them', async () => {
    const { tab } = page;
    await writeFormula(tab, 'x = $PendingTasks.GetSample(4); // so\n$TargetDedicatedNodes = max(0, x);\n');
    await expect.poll(async () => (await lines(tab))[0]).toContain('// so  = [');
    await tab.getByRole('checkbox', { name: 'Values beside lines' }).uncheck();
    await expect
      .poll(async () => (await lines(tab))[0])
      .toBe('x: doubleVec = $PendingTasks.GetSample(4)120 s, 4 samples; // so');
    const colourOf = (text: string) =>
      tab.locator('.formula-place .view-line span span', { hasText: text }).last().evaluate((span) => getComputedStyle(span).color); // biome-ignore format: one place
    await expect.poll(() => colourOf('$TargetDedicatedNodes')).not.toBe(await colourOf('$PendingTasks'));
    const colours = await Promise.all(['$PendingTasks', 'GetSample', '// so', '$TargetDedicatedNodes'].map(colourOf));
    expect(new Set(colours).size).toBe(4);
  }); // biome-ignore format: short

  test('offers fixes at the place and in the list, one by one and all at once', async () => {
    const { tab } = page;
    await writeFormula(tab, "x = time('2025-01-01');\ny = 1 and 0;\n");
    await squiggles(tab, 'error').first().waitFor();
    await tab.keyboard.press('F8');
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('Control+.');
    const menu = tab.locator('.action-widget .monaco-list-row.action');
    await menu.first().waitFor();
    expect(await menu.allTextContents()).toEqual(['Write `"2025-01-01"`', 'Fix what can be fixed']);
    await tab.keyboard.press('Enter');
    await formulaIs(tab, 'x = time("2025-01-01");\ny = 1 and 0;\n');
    await tab.getByRole('button', { name: 'Write `&&`' }).click();
    await formulaIs(tab, 'x = time("2025-01-01");\ny = 1 && 0;\n');
    await writeFormula(tab, 'x = ceiling(1); # one\ny = 1 and 0;\n');
    await tab.getByRole('button', { name: 'Fix what can be fixed' }).click();
    await formulaIs(tab, 'x = ceil(1); // one\ny = 1 && 0;\n');
    await tab.keyboard.press('Control+z');
    await formulaIs(tab, 'x = ceiling(1); # one\ny = 1 and 0;\n');
  });

  test('explains a rule beside the list, from there and from its code in the editor', async () => {
    const { tab } = page;
    await writeFormula(tab, '$TargetDedicatedNodes = max(0, $PendingTasks.GetSample(4));\n');
    await tab.getByRole('button', { name: 'Explain lint-no-cap' }).click();
    const prose = tab.locator('.rule-prose');
    await prose.locator('pre').first().waitFor();
    expect(await prose.textContent()).toContain('ten thousand tasks');
    await tab.getByRole('button', { name: 'Close the explanation' }).click();
    await tab.locator('.formula-place .view-lines').click({ position: { x: 5, y: 5 } });
    await tab.keyboard.press('F8');
    await tab.locator('.marker-widget .code-link').click();
    await prose.locator('pre').first().waitFor();
    await tab.getByRole('button', { name: 'Close the explanation' }).click();
  });

  test('formats, renames, goes to definitions, finds every place, folds and outlines', async () => {
    const { tab } = page;
    await writeFormula(tab, 'most=20;\n$TargetDedicatedNodes=min(most,\n  1+most);\n');
    await tab.getByRole('button', { name: 'Format' }).click();
    await formulaIs(tab, 'most = 20;\n$TargetDedicatedNodes = min(most, 1 + most);\n');
    await tab.keyboard.press('Control+Home');
    await tab.keyboard.press('F2');
    await tab.locator('.rename-input:focus').waitFor();
    await tab.keyboard.type('cap');
    await tab.keyboard.press('Enter');
    await formulaIs(tab, 'cap = 20;\n$TargetDedicatedNodes = min(cap, 1 + cap);\n');
    await tab.keyboard.press('Control+End');
    await tab.keyboard.press('ArrowUp');
    await tab.keyboard.press('End');
    for (let steps = 0; steps < 4; steps++) await tab.keyboard.press('ArrowLeft');
    await tab.keyboard.press('Shift+F12');
    await tab.locator('.reference-zone-widget').waitFor();
    expect(await tab.locator('.reference-zone-widget .referenceMatch').count()).toBeGreaterThan(1);
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('F12');
    await tab.locator('.formula-place .active-line-number', { hasText: /^1$/ }).waitFor();
    await tab.keyboard.type('z');
    await formulaIs(tab, 'zcap = 20;\n$TargetDedicatedNodes = min(cap, 1 + cap);\n');
    await tab.keyboard.press('Control+Shift+o');
    const rows = tab.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    expect((await rows.allTextContents()).join()).toMatch(/zcap.*\$TargetDedicatedNodes/);
    await tab.keyboard.press('Escape');
    await writeFormula(tab, '// one\n// two\n// three\nx = 1;\n');
    await tab.keyboard.press('Control+Home');
    await expect.poll(() => tab.locator('.formula-place .codicon-folding-expanded').count()).toBe(1);
  });

  test('Tab leaves it, and a key makes it indent instead', async () => {
    const { tab } = page;
    await writeFormula(tab, 'x = 1;');
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.outerHTML)).toMatch(/^<button.*Format/);
    await tab.keyboard.press('Shift+Tab');
    await tab.keyboard.press('Control+m');
    await tab.keyboard.press('Control+End');
    await tab.keyboard.press('Tab');
    await formulaIs(tab, 'x = 1;  ');
    await tab.keyboard.press('Control+m');
  });

  test('nothing of all this was complained of, or asked of another host', () => {
    expect(page.complaints).toEqual([]);
  });
});
