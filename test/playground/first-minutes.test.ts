// A person's first five minutes: a broken formula from the web is pasted, mended by the offered fix, simulated, looked
// into, compared with a recipe, and passed on as a link.

import { expect, test } from 'vitest';
import { editorThere, formulasWhen, writeFormula } from './editing.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

/** As it is found in answers on the web: cut out of a JSON file, with the escapes left in. */
const FOUND = [
  'percent = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5);',
  'startingNumberOfVMs = percent < 70 ? max($PendingTasks.GetSample(1)) : avg($PendingTasks.GetSample(TimeInterval_Minute * 5));',
  '$TargetDedicatedNodes = min(25, startingNumberOfVMs);',
  '$NodeDeallocationOption = \\"taskcompletion\\";',
].join('\n');

inChromium('the first five minutes', () => {
  test('from a broken formula to a link that a colleague opens', async () => {
    const { tab, complaints, close } = await served.open();
    await editorThere(tab);

    // It is pasted, and what is wrong is said in words.
    await writeFormula(tab, FOUND);
    const problems = tab.locator('.formula-pane .problems');
    await problems.getByText(/left over from JSON/).first().waitFor();

    // The offered fixes mend it: first what JSON left over, then the quotes around a word of the language.
    await problems.getByRole('button', { name: /^Write `?"taskcompletion"/ }).click();
    await problems.getByRole('button', { name: /^Write `?taskcompletion/ }).click();
    await formulasWhen(tab, (all) => Object.values(all).some((text) => text.endsWith('= taskcompletion;')));

    // It is simulated; its largest step up, which asks for a node a task where a node has four slots, says why.
    await tab.click('#tab-simulate');
    await tab.waitForSelector('.run-result:not(.stale) figure svg');
    await tab.getByRole('button', { name: /^Largest step up/ }).click();
    await tab.waitForSelector('.why-actions');
    expect(await tab.locator('.why').textContent()).toMatch(/It asks for \d+ dedicated nodes more/);

    // A recipe is put beside it, on the same workload, and is cheaper.
    await tab.click('#tab-gallery');
    await tab.getByRole('button', { name: 'Put the formula of Follow the queue beside mine' }).click();
    expect(await tab.getAttribute('#tab-compare', 'aria-selected')).toBe('true');
    await tab.waitForSelector('#pane-compare table');
    await tab.waitForFunction(() => document.querySelector('#pane-compare')?.textContent?.includes('Follow the queue'));
    expect(await tab.locator('#pane-compare .better, #pane-compare .best').count()).toBeGreaterThan(0);

    // The link is copied, and a colleague sees the same two formulas compared.
    await tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.click('text=Copy link');
    await tab.waitForSelector('.notice:has-text("copied")');
    const link = await tab.evaluate(() => navigator.clipboard.readText());
    const mine = await formulasWhen(tab, (all) => Object.keys(all).length === 2);
    expect(complaints).toEqual([]);
    await close();

    const colleague = await served.open({ hash: link.split('#')[1]! });
    await colleague.tab.waitForSelector('#pane-compare table');
    expect(await formulasWhen(colleague.tab, (all) => Object.keys(all).length === 2)).toEqual(mine);
    expect(colleague.complaints).toEqual([]);
    await colleague.close();
  });
}); // biome-ignore format: one walk
