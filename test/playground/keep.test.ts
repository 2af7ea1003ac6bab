// What the browser keeps: entries of works, and in the page going on with them, in this tab and in others.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page as Tab } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { listWorks, readWork, type Storage, saveWork } from '../../playground/keep/works.ts';
import { editorThere, formulasWhen } from './editing.ts';
import { restingBox } from './resting.ts';
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
    const gone = Array.from({ length: 9 }, (_, at) =>
      saveWork(small, work(`w${at}`, at, 'x'.repeat(500) + at)),
    );
    expect(listWorks(small).map(({ id }) => id)).toEqual(['w8', 'w7', 'w6']);
    // Only what went for lack of room is to be told.
    expect(gone.map(({ forgotten }) => forgotten.map(({ id }) => id))).toEqual([[], [], [], ['w0'], ['w1'], ['w2'], ['w3'], ['w4'], ['w5']]); // biome-ignore format: one list
  });

  it('of the same work are one', () => {
    const storage = storageOf();
    saveWork(storage, work('a', 1, 'same'));
    expect(saveWork(storage, work('b', 2, 'same'))).toEqual({ ids: ['a'], forgotten: [] });
    expect(listWorks(storage).map(({ id }) => id)).toEqual(['b']);
  });

  it('that do not fit alone are refused, and nothing is told to be kept', () => {
    expect(() => saveWork(storageOf(10), work('a', 1))).toThrow('full');
  });
});

const served = servedPage();

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));
const CSV = path.join(folder, 'tasks.csv');
const OTHER = path.join(folder, 'other.csv');
for (const file of [CSV, OTHER]) writeFileSync(file, 'submit,duration\n0,60\n10,120\n3600,60\n');

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
    await tab.click('header >> text=Recent');
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

  it('what was typed in the last moment before the page is loaded again is there', async () => {
    const { tab, complaints, close } = await served.open();
    await editorThere(tab);
    await tab.locator('.formula-place [aria-label="Formula"]').focus();
    await tab.keyboard.press('Control+End');
    await tab.keyboard.type('// last words');
    await tab.reload();
    await formulasWhen(tab, (all) => Object.values(all).some((text) => text.endsWith('// last words')));
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

  it('begin anew: what was there can be taken back, and is in the list', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill(TITLE, 'Before');
    await kept(1)(tab);
    const anew = async () => {
      await tab.click('header >> text=Recent');
      await tab.click('#recent >> text=Begin anew');
      expect(await tab.inputValue(TITLE)).toBe("A render farm's week");
    };
    await anew();
    await tab.click('.notice:has-text("begins anew") .act');
    expect(await tab.inputValue(TITLE)).toBe('Before');
    await anew();
    await tab.click('header >> text=Recent');
    await tab.click('#recent .work:has-text("Before")');
    await tab.waitForFunction(
      () => (document.querySelector('.title') as HTMLInputElement).value === 'Before',
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it('two tabs on one work: neither writes over the other', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill(TITLE, 'Mine');
    await kept(1)(tab);
    const other = await tab.context().newPage();
    await other.goto(served.address);
    await other.click('.notice:has-text("Go on where you were?") .act');
    await other.waitForFunction(
      () => (document.querySelector('.title') as HTMLInputElement).value === 'Mine',
    );
    await other.fill(TITLE, 'Theirs');
    await kept(2)(other);
    await tab.fill(TITLE, 'Mine, later');
    await tab.waitForFunction(() =>
      Object.keys(localStorage).some((key) => localStorage.getItem(key)?.includes('Mine, later')),
    );
    const titles = await tab.evaluate(() =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith('lazurite.work.'))
        .map((key) => JSON.parse(localStorage.getItem(key)!).state.title),
    );
    expect(titles.sort()).toEqual(['Mine, later', 'Theirs']);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a file that is dragged onto the page comes back when the page is loaded again at once', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.click('.tile:has-text("Workload")');
    await drop(tab, '.door', [CSV]);
    await tab.waitForSelector('.notice:has-text("The workload is tasks.csv.")');
    await tab.reload();
    await tab.waitForSelector('.run-result .summary:has-text("3 tasks")');
    expect(await tab.locator('.run-problems .problem').count()).toBe(0);
    await tab.waitForFunction(() => location.hash !== '');
    // Only the file is wanted here: a link does not carry it to another browser.
    const other = await served.open({ hash: String(await tab.evaluate('location.hash')).slice(1) });
    await other.tab.waitForSelector('.run-problems .problem:has-text("tasks.csv")');
    await other.tab.click('.tile:has-text("Workload")');
    await drop(other.tab, '.door', [CSV]);
    await other.tab.waitForSelector('.run-result .summary:has-text("3 tasks")');
    // It changed nothing of the state, and is kept all the same.
    await shelved(other.tab, 1);
    await other.close();
    expect(complaints).toEqual([]);
    await close();
  });

  it('whoever leaves while a file is on its way is asked to wait, and sees when it is kept', async () => {
    // A database that has everything, and says so when it is told to.
    const before = `IDBTransaction.prototype.addEventListener = function (kind, act, ...rest) {
      const later = kind !== 'complete' || this.mode !== 'readwrite' ? act : () => { window.finish = act; };
      EventTarget.prototype.addEventListener.call(this, kind, later, ...rest);
    };`;
    const { tab, complaints, close } = await served.open({ before });
    const asked: string[] = [];
    tab.on('dialog', (dialog) => {
      asked.push(dialog.type());
      return dialog.dismiss();
    });
    await tab.click('.tile:has-text("Workload")');
    await drop(tab, '.door', [CSV]);
    await tab.waitForSelector(
      '.part:has-text("being kept in this browser… Leave the page open until it is.")',
    );
    await Promise.all([tab.waitForEvent('dialog'), tab.evaluate('location.reload()')]);
    await tab.waitForFunction('window.finish !== undefined');
    await tab.evaluate('window.finish()');
    await tab.waitForSelector('.part:has-text("36 bytes, kept in this browser.")');
    await tab.reload();
    await tab.waitForSelector('.run-result .summary:has-text("3 tasks")');
    expect(asked).toEqual(['beforeunload']);
    expect(complaints).toEqual([]);
    await close();
  });

  it('files that are dropped beside, or several at once, take nothing away', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill(TITLE, 'Still here');
    await drop(tab, '.formula-place', [CSV]);
    await tab.waitForSelector('.notice:has-text("Files are taken where it says so")');
    await tab.click('.tile:has-text("Workload")');
    await drop(tab, '.door', [CSV, OTHER]);
    await tab.waitForSelector('.notice:has-text("One file at a time: other.csv left out.")');
    expect(await tab.inputValue(TITLE)).toBe('Still here');
    expect(complaints).toEqual([]);
    await close();
  });

  it('a full storage lets the oldest work go and says which; a file that has no room is named', async () => {
    const before = `
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        const others = Object.keys(this).filter((one) => one !== key && one.startsWith('lazurite.work.'));
        if (key.startsWith('lazurite.work.') && others.length > 0) throw new DOMException('full', 'QuotaExceededError');
        set.call(this, key, value);
      };
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`;
    const { tab, complaints, close } = await served.open({ before });
    await tab.fill(TITLE, 'The first');
    await kept(1)(tab);
    const other = await tab.context().newPage();
    await other.addInitScript(before);
    await other.goto(served.address);
    await other.waitForSelector('[role=tablist]');
    await other.fill(TITLE, 'The second');
    await other.waitForSelector(
      '.notice:has-text("“The first”, the oldest of your recent works, was forgotten")',
    );
    await other.click('.tile:has-text("Workload")');
    await drop(other, '.door', [CSV]);
    await other.waitForSelector('.notice:has-text("tasks.csv could not be kept in the browser")');
    await other.waitForSelector('.part:has-text("in this tab only")');
    await other.waitForSelector('.run-result .summary:has-text("3 tasks")');
    expect(complaints).toEqual([]);
    await close();
  });

  it('a work that another version kept is taken as far as it goes, and the rest is named', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.fill(TITLE, 'Of another time');
    await kept(1)(tab);
    await tab.evaluate(() => {
      const key = Object.keys(localStorage).find((one) => one.startsWith('lazurite.work.'))!;
      const { state, ...rest } = JSON.parse(localStorage.getItem(key)!);
      const written = { ...rest, state: { ...state, weather: 'fair', now: 7 } };
      addEventListener('pagehide', () => localStorage.setItem(key, JSON.stringify(written)));
    });
    await tab.reload();
    await tab.waitForSelector('.notice:has-text("kept by another version")');
    expect(await tab.textContent('.notices')).toContain(
      'but for this: the state for “Evaluate now” and “weather”, which this version does not know.',
    );
    expect(await tab.inputValue(TITLE)).toBe('Of another time');
    expect(complaints).toEqual([]);
    await close();
  });
});

/** Drags files from outside over a place of the page and lets them go there, as the system's own dragging does. */
async function drop(tab: Tab, place: string, files: readonly string[]): Promise<void> {
  const target = tab.locator(place).first();
  // Notices stand over the foot of the page.
  await tab.$$eval('.notice .close', (all) => all.forEach((one) => void (one as HTMLElement).click()));
  await target.scrollIntoViewIfNeeded();
  const box = await restingBox(target);
  const session = await tab.context().newCDPSession(tab);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
    // A hand is slower than the page, which has to say first that it would take them.
    await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }
  await session.detach();
}

/** Waits until the browser's database holds so many files. */
async function shelved(tab: Tab, wanted: number): Promise<void> {
  const count = () =>
    tab.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('lazurite');
          opening.onsuccess = () => {
            const database = opening.result;
            const counting = database.transaction('files').objectStore('files').count();
            counting.onsuccess = () => {
              database.close();
              resolve(counting.result);
            };
          };
        }),
    );
  // A function of the page that promises its answer counts as true at once where functions are waited for.
  for (let tries = 0; (await count()) !== wanted; tries++) {
    if (tries === 100) throw new Error(`The browser's database never held ${wanted} files.`);
    await tab.waitForTimeout(50);
  }
}
