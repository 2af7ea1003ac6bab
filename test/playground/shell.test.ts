// The playground from its first paint to a link and back, as built, in a real browser.

import { expect, test } from 'vitest';
import { decodeState, encodeState } from '../../playground/codec.ts';
import type { PlaygroundState } from '../../playground/state.ts';
import { formulaIs, shownFormula, writeFormula } from './editing.ts';
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
    // Before each frame: how high the formula stands there, and whether there is a line of it.
    const before = `window.frames = [];
      (function look() {
        const place = document.querySelector('.formula-place');
        const [editor, field] = [place?.querySelector('.monaco-host'), document.querySelector('textarea.formula')];
        if (editor) frames.push({ height: editor.clientHeight, lines: editor.querySelectorAll('.view-line').length });
        else if (field) frames.push({ height: field.clientHeight, lines: 1 });
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
});
