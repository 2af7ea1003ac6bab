// The gallery: every story is whole and loads, and in the page it is opened, compared and taken back.

import { describe, expect, it } from 'vitest';
import { createSource } from '../../grammar/index.ts';
import { readStories, stateOfStory } from '../../playground/gallery.ts';
import { withFormula } from '../../playground/scenario-value.ts';
import type { JsonObject } from '../../playground/state.ts';
import { hasErrors, loadScenario, printYaml } from '../../simulator/index.ts';
import { inChromium, servedPage } from './served.ts';

const STORIES = readStories();

it('has the week, eleven recipes and ten traps', () => {
  const kinds = STORIES.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'week')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'recipe')).toHaveLength(11);
  expect(kinds.filter((kind) => kind === 'trap')).toHaveLength(10);
});

describe.each(STORIES)('$id', (story) => {
  it('has a title, a story, and figures where it claims something', () => {
    expect(story.title).not.toBe('');
    expect(story.story.length).toBeGreaterThan(0);
    expect(story.figures.length > 0).toBe(story.kind !== 'week');
    expect([...story.story, ...story.after].filter((text) => /^(#|\||```|- |lazurite )/.test(text))).toEqual(
      [],
    );
    if (story.kind === 'recipe') expect(story.after.at(-1)).toMatch(/^To look at: /);
  });

  it('has another version beside it, and each loads as the command line would', async () => {
    expect(story.formulas.length > 1 || story.repairedScenario !== undefined).toBe(true);
    const { formulas = [], scenario = {} } = stateOfStory(story, true);
    for (const formula of formulas) {
      const text = printYaml(withFormula(scenario as JsonObject, formula));
      const { scenario: read, complaints } = await loadScenario(createSource('scenario.yaml', text), () => {
        throw new Error('a story needs no other file');
      });
      expect(hasErrors(complaints.map(({ diagnostic }) => diagnostic))).toBe(false);
      expect(read).toBeDefined();
    }
  });
});

const served = servedPage();

inChromium('in the page', () => {
  it('a trap is opened, its repaired version put beside it, and all of it taken back', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill('header [aria-label=Title]', 'Mine');
    await tab.click('[role=tab]:text("Gallery")');
    await tab.click('[aria-label="Open Active tasks only"]');
    await tab.waitForSelector('.story-strip:not([hidden])');
    expect(await tab.textContent('.story-strip')).toContain('requeues: 108, repaired 0');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe('Active tasks only');
    await tab.waitForSelector('.run-result figure svg');
    await tab.click('.story-strip :text("Compare with the repaired version")');
    await tab.waitForFunction(() => location.hash !== '');
    await tab.waitForSelector('.notice:has-text("beside each other")');
    await tab.goBack();
    await tab.waitForFunction(() => (document.querySelector('.title') as HTMLInputElement).value === 'Mine');
    expect(await tab.isVisible('.story-strip')).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a story that was opened by mistake is undone', async () => {
    const { tab, complaints, close } = await served.open();
    const before = await tab.inputValue('header [aria-label=Title]');
    await tab.click('[role=tab]:text("Gallery")');
    await tab.click('[aria-label="Open Down to nothing"]');
    await tab.click('.notice .act');
    expect(await tab.inputValue('header [aria-label=Title]')).toBe(before);
    expect(await tab.getAttribute('#tab-gallery', 'aria-selected')).toBe('true');
    expect(complaints).toEqual([]);
    await close();
  });

  it('who has nothing to compare with is offered the recipes', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.click('#tab-compare');
    await tab.click('.comparison button:text-is("Down to nothing")');
    await tab.waitForSelector('.comparison figure svg');
    expect(await tab.textContent('.comparison .differences')).not.toBe('');
    expect(await tab.textContent('.notice')).toContain('is beside yours');
    expect(complaints).toEqual([]);
    await close();
  });
});
