// What the browser keeps: entries of works, and in the page going on with them, in this tab and in others.

import type { Page as Tab } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { listWorks, readWork, type Storage, saveWork } from '../../playground/keep/works.ts';
import { inChromium, servedPage } from './served.ts';

/** A storage that holds so many letters. */
function storageOf(room = 1_000_000): Storage & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => {
      const rest = [...items]
        .filter(([other]) => other !== key)
        .reduce((sum, [, text]) => sum + text.length, 0);
      if (rest + value.length > room) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
}

const work = (id: string, saved: number, text = id) => ({ id, saved, hash: '', state: { title: text } });

describe('entries of works', () => {
  it('are listed newest first, and what is no entry is passed over', () => {
    const storage = storageOf();
    saveWork(storage, work('a', 1));
    saveWork(storage, work('b', 2));
    storage.setItem('lazurite.work.c', '{"saved":');
    storage.setItem('lazurite.work.d', 'null');
    storage.setItem('other', '{}');
    expect(listWorks(storage).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(readWork(storage, 'c')).toBeUndefined();
  });

  it('go, the oldest first, when there are too many or the storage is full', () => {
    const many = storageOf();
    for (let at = 0; at < 40; at++) saveWork(many, work(`w${at}`, at));
    expect(listWorks(many)).toHaveLength(24);
    expect(listWorks(many)[0]!.id).toBe('w39');
    const small = storageOf(2000);
    for (let at = 0; at < 9; at++) saveWork(small, work(`w${at}`, at, 'x'.repeat(500) + at));
    expect(listWorks(small).map(({ id }) => id)).toEqual(['w8', 'w7', 'w6']);
  });

  it('of the same work are one', () => {
    const storage = storageOf();
    saveWork(storage, work('a', 1, 'same'));
    expect(saveWork(storage, work('b', 2, 'same'))).toEqual(['a']);
    expect(listWorks(storage).map(({ id }) => id)).toEqual(['b']);
  });

  it('that do not fit alone are refused, and nothing is told to be kept', () => {
    expect(() => saveWork(storageOf(10), work('a', 1))).toThrow('full');
  });
});

const served = servedPage();

const TITLE = 'header [aria-label=Title]';
const kept = (wanted: number) => (tab: Tab) =>
  tab.waitForFunction(
    (count) => Object.keys(localStorage).filter((key) => key.startsWith('lazurite.work.')).length === count,
    wanted,
  );

inChromium('in the page', () => {
  it('work is offered to whoever comes back, and each tab keeps its own', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill(TITLE, 'First');
    await kept(1)(tab);
    const other = await tab.context().newPage();
    await other.goto(served.address);
    await other.waitForSelector('.notice:has-text("Go on where you were? “First”")');
    await other.fill(TITLE, 'Second');
    await kept(2)(other);
    await tab.fill(TITLE, 'First, later');
    await tab.click('text=Recent');
    expect(await tab.textContent('#recent')).toContain('Second');
    await tab.click('#recent [aria-label="Delete Second"]');
    await kept(1)(tab);
    await tab.click('.notice:has-text("“Second” was deleted") .act');
    await kept(2)(tab);
    await other.close();
    const third = await tab.context().newPage();
    await third.goto(served.address);
    await third.click('.notice .act');
    await third.waitForFunction(
      () => (document.querySelector('.title') as HTMLInputElement).value !== "A render farm's week",
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it('a tab that is loaded again goes on, with what the link cannot carry', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill(TITLE, 'Loaded again');
    await tab.waitForFunction(() => location.hash !== '');
    // Before it is written again, as if the browser had been closed at once.
    await tab.fill(TITLE, 'Loaded again, later');
    await tab.reload();
    await tab.waitForSelector('[role=tablist]');
    expect(await tab.inputValue(TITLE)).toBe('Loaded again, later');
    await kept(1)(tab);
    expect(await tab.isVisible('.notice')).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a browser that keeps nothing is told of once, and the page goes on', async () => {
    const before = `for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });`;
    const { tab, complaints, close } = await served.open({ before });
    await tab.fill(TITLE, 'Private');
    await tab.waitForSelector('.notice:has-text("does not let the page keep anything")');
    await tab.click('.notice .close');
    await tab.fill(TITLE, 'Private, still');
    await tab.waitForSelector('.run-result figure svg');
    await tab.waitForFunction(() => location.hash !== '');
    expect(await tab.isVisible('.notice')).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });
});
