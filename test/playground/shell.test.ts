// The playground from its first paint to a link and back, as built, in a real browser.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeState, encodeState } from '../../playground/codec.ts';
import type { PlaygroundState } from '../../playground/state.ts';
import { editorThere, formulaIs, formulasWhen, shownFormula, writeFormula } from './editing.ts';
import { inChromium, servedPage } from './served.ts';

const STATE: PlaygroundState = {
  title: 'Two nodes',
  formulas: [{ name: 'two', text: '$TargetDedicatedNodes = 2;' }],
  active: 0,
  scenario: {
    pool: { id: 'p', vmSize: 'standard_d2s_v5', enableAutoScale: true },
    workload: { jobs: [{ id: 'j', tasks: [{ id: 't', behaviour: { duration: 'PT1M' } }] }] },
    world: 'ideal',
  },
  now: {},
  properties: '',
  tests: '',
  pane: 'simulate',
  story: null,
};

const served = servedPage();

inChromium('the playground', () => {
  test('simulates what it shows, and nobody else is asked for anything', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.waitForSelector('.run-result figure svg');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe("A render farm's week");
    expect(complaints).toEqual([]);
    await close();
  });

  test('the editor takes the plain field’s place in one frame, lines and all', async () => {
    // Before each frame with an editor: how high it is, and how many of its lines are there.
    const before = `window.frames = [];
      (function look() {
        const editor = document.querySelector('.formula-place .monaco-host');
        if (editor) frames.push({ height: editor.clientHeight, lines: editor.querySelectorAll('.view-line').length });
        requestAnimationFrame(look);
      })();`;
    const { tab, complaints, close } = await served.open({ before });
    await tab.waitForSelector('.formula-place .squiggly-info, .formula-place .line-value');
    const frames = await tab.evaluate<{ height: number; lines: number }[]>('frames');
    expect(frames.filter(({ lines }) => lines === 0)).toEqual([]);
    const heights = frames.map(({ height }) => height);
    expect(Math.min(...heights)).toBeGreaterThan(0.8 * Math.max(...heights));
    expect(complaints).toEqual([]);
    await close();
  });

  test('the link that follows the state opens the same state', async () => {
    const first = await served.open();
    await writeFormula(first.tab, '$TargetDedicatedNodes = 3;');
    await formulaIs(first.tab, '$TargetDedicatedNodes = 3;');
    const hash = (await first.tab.evaluate('location.hash')) as string;
    await first.close();
    const second = await served.open({ hash: hash.slice(1) });
    expect(await shownFormula(second.tab)).toMatch(/^\$TargetDedicatedNodes = 3;/);
    expect(second.complaints).toEqual([]);
    await second.close();
  });

  test('a link cut short gives what it can, and says so', async () => {
    const whole = await encodeState({
      ...STATE,
      tests: Array.from({ length: 400 }, (_, at) => `case ${at * at}`).join('\n'),
    });
    const { tab, complaints, close } = await served.open({ hash: whole.slice(0, whole.length / 2) });
    await tab.waitForSelector('.notice');
    expect(await tab.textContent('.notices')).toContain('a part of it is missing');
    expect(await shownFormula(tab)).toMatch(/^\$TargetDedicatedNodes = 2;/);
    expect(await tab.inputValue('header [aria-label=Title]')).toBe('Two nodes');
    await tab.waitForSelector('.run-result figure svg');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link of nothing is said, and the page begins anew', async () => {
    const { tab, complaints, close } = await served.open({ hash: 'install' });
    await tab.waitForSelector('.notice');
    expect(await tab.textContent('.notices')).toContain('not a link of the playground');
    await tab.waitForSelector('.run-result figure svg');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link that is opened while the page is open is taken up, and can be taken back', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.waitForSelector('.run-result figure svg');
    const hash = await encodeState(STATE);
    await tab.evaluate(`location.hash = '#${hash}'`);
    await tab.waitForSelector('.notice');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe('Two nodes');
    await tab.click('.notice .act');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe("A render farm's week");
    expect(complaints).toEqual([]);
    await close();
  });

  test('the button copies the link, and says that it did', async () => {
    const { tab, complaints, close } = await served.open({ hash: await encodeState(STATE) });
    await tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.fill('header [aria-label=Title]', 'Passed on');
    await tab.click('text=Copy link');
    await tab.waitForSelector('.notice');
    expect(await tab.textContent('.notices')).toContain('The link is copied');
    const link = await tab.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(`${served.address}#1.`)).toBe(true);
    const { found } = await decodeState(link.slice(link.indexOf('#')));
    expect(found.title).toBe('Passed on');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link of a later version gives what both know, and what is missing is said', async () => {
    const later = { ...STATE, weather: 'fair' } as PlaygroundState;
    const hash = (await encodeState(later)).replace(/^\d+/, '99');
    const { tab, complaints, close } = await served.open({ hash });
    await tab.waitForSelector('.notice:has-text("made by a newer version")');
    expect(await tab.textContent('.notices')).toContain('“weather”, which this version does not know');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe('Two nodes');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a clipboard that is refused: the link can be copied by hand, files included', async () => {
    const before = `navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));`;
    const { tab, complaints, close } = await served.open({ hash: await encodeState(STATE), before });
    await tab.click('text=Copy link');
    await tab.click('.notice:has-text("did not let the page copy") .act');
    const link = await tab.inputValue('dialog[open] textarea');
    expect(await tab.evaluate(() => String(getSelection()))).toBe(link);
    const { found } = await decodeState(link.slice(link.indexOf('#')));
    expect(found.title).toBe('Two nodes');
    await tab.click('dialog[open] >> text=Close');
    expect(await tab.locator('dialog[open]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('more than a link can hold: it is said what to do instead, and nothing is lost', async () => {
    const { tab, complaints, close } = await served.open({ hash: await encodeState(STATE) });
    await tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.click('[role=tab]:has-text("Test")');
    // Nothing in it can be made shorter.
    const noise = randomBytes(90_000).toString('base64');
    await tab.getByLabel('Tests as a file').fill(`# ${noise}`);
    await tab.waitForSelector('.notice:has-text("more than an address can hold")');
    expect(await tab.evaluate('location.hash')).toBe('');
    await tab.click('text=Copy link');
    await tab.waitForSelector('.notice:has-text("Export the scenario as a file instead.")');
    await tab.waitForFunction(() =>
      Object.keys(localStorage).some((key) => (localStorage.getItem(key)?.length ?? 0) > 100_000),
    );
    await tab.reload();
    await tab.click('[role=tab]:has-text("Test")');
    expect(await tab.getByLabel('Tests as a file').inputValue()).toBe(`# ${noise}`);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the theme and the switch of single keys are remembered', async () => {
    const { tab, complaints, close } = await served.open();
    const theme = () => tab.evaluate('document.documentElement.dataset.theme ?? "system"');
    await editorThere(tab);
    const light = await tab.$eval(
      '.formula-place .monaco-editor',
      (editor) => getComputedStyle(editor).backgroundColor,
    );
    await tab.click('header .theme');
    expect(await theme()).toBe('dark');
    // The editor changes with the page.
    await tab.waitForFunction(
      (before) =>
        getComputedStyle(document.querySelector('.formula-place .monaco-editor')!).backgroundColor !== before,
      light,
    );
    await tab.keyboard.press('2');
    await tab.waitForSelector('[role=tab][aria-selected=true]:has-text("Evaluate now")');
    await tab.keyboard.press('?');
    await tab.click('dialog[open] :text("Single keys act on the page")');
    await tab.click('dialog[open] >> text=Close');
    // The address holds which pane is open.
    await tab.waitForFunction(() => location.hash !== '');
    await tab.reload();
    await tab.waitForSelector('[role=tab][aria-selected=true]:has-text("Evaluate now")');
    expect(await theme()).toBe('dark');
    await tab.keyboard.press('1');
    await tab.keyboard.press('?');
    expect(await tab.locator('dialog[open]').count()).toBe(0);
    expect(await tab.getAttribute('#tab-now', 'aria-selected')).toBe('true');
    // The list is still to be had by its button, and the system's own theme by turning back to it.
    await tab.click('[aria-label="Keys and help"]');
    expect(await tab.isChecked('dialog[open] input')).toBe(false);
    await tab.click('dialog[open] :text("Single keys act on the page")');
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('1');
    await tab.waitForSelector('#tab-simulate[aria-selected=true]');
    await tab.click('header .theme');
    expect(await theme()).toBe('system');
    expect(complaints).toEqual([]);
    await close();
  });

  test('single keys are letters where somebody types', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill('header [aria-label=Title]', '');
    await tab.locator('header [aria-label=Title]').pressSequentially('r2?');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe('r2?');
    await tab.focus('#tab-simulate');
    await tab.keyboard.press('f');
    await tab.keyboard.press('Control+End');
    await tab.keyboard.type('# 2?');
    await formulasWhen(tab, (formulas) => Object.values(formulas)[0]?.endsWith('# 2?') === true);
    expect(await tab.getAttribute('#tab-simulate', 'aria-selected')).toBe('true');
    expect(await tab.locator('dialog[open]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
