// Keeps what is on the page as it changes, under an entry of this tab's own, and gives back what was kept before.

import type { Playground } from '../playground.ts';
import type { PlaygroundState } from '../state.ts';
import { completeState, leftOut, readState } from '../state-fields.ts';
import { createShelf } from './shelf.ts';
import { listWorks, readWork, removeWork, type Storage, type Work } from './works.ts';
import { createWriter, namesFile } from './writer.ts';

export interface Keep {
  /** Works kept before, without the one of this tab; the newest first. */
  readonly recent: () => readonly Work[];
  /** Puts a work on the page; what was there is kept. */
  readonly open: (id: string) => Promise<void>;
  /** Whether what is on the page is kept, as far as is known. */
  readonly keeps: () => boolean;
  /** Forgets a work, and gives what brings it back. */
  readonly remove: (id: string) => Promise<() => void>;
  /** Settled when the files of the work that the tab goes on with are there. */
  readonly ready: Promise<void>;
}

/** How long the state must rest before it is kept, in milliseconds. */
const REST = 500;
/** Nobody waits longer for a database before the page goes on, in milliseconds. */
const PATIENCE = 1500;
const TAB = 'lazurite.tab';

const UNREAD =
  'The files of this work could not be read from what the browser keeps. Drop them on the page again, or load the page once more.';

/** The work that this tab goes on with: it was reloaded, or copied from another tab. */
export function resumedWork(hash: string): Work | undefined {
  const id = fromBrowser(() => sessionStorage.getItem(TAB));
  const work = id === undefined || id === null ? undefined : fromBrowser(() => readWork(localStorage, id));
  // The address may have been written a moment after the work was kept, while the page went.
  return isReload() || work?.hash === hash ? work : undefined;
}

const isReload = (): boolean =>
  performance
    .getEntriesByType('navigation')
    .some((entry) => (entry as PerformanceNavigationTiming).type === 'reload');

const fromBrowser = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch {
    // Refused: there is nothing to read. Whoever writes says so.
    return undefined;
  }
};

/** A name for an entry; whole UUIDs are to be had on secure hosts only. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(36)).join('');

type Page = Pick<Playground, 'store' | 'files' | 'runner' | 'say'>;

/** Begins to keep the page's work, going on with the entry of `resumed`. */
export function createKeep(page: Page, resumed: Work | undefined): Keep {
  const { store, files } = page;
  const shelf = createShelf();
  const storage = fromBrowser((): Storage => localStorage);
  const writer = createWriter(page, shelf, storage);
  let id = newId();
  let isOpening = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** A tab that is loaded again goes on with this entry. */
  const goOnWith = (wanted: string) => fromBrowser(() => sessionStorage.setItem(TAB, wanted));
  const flush = (state = store.state()) => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    writer.save(id, state);
    goOnWith(id);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, REST);
  };
  // Files are not waited with: the page may be left the moment after, and what they are kept for takes longer to change.
  const filesNow = () => queueMicrotask(() => writer.saveFiles(id, store.state().scenario));
  /** An entry that another tab holds is gone on with until there is something to write, which then is an entry more. */
  const take = async (wanted: string) => {
    id = (await claim(wanted)) ? wanted : newId();
    goOnWith(wanted);
  };
  /** Puts the files of a work on the page; those of a slow database come late, and what runs is run again. */
  const load = async ({ id: wanted, state }: Work) => {
    const arriving = shelf.load(wanted).then(
      (kept) => {
        isOpening = true;
        for (const [file, bytes] of kept) files.put(file, bytes);
        isOpening = false;
        writer.know(wanted, kept);
        return kept.size > 0;
      },
      () => {
        if (namesFile(state)) page.say(UNREAD);
        return false;
      },
    );
    const isInTime = await Promise.race([arriving.then(() => true), patience()]);
    if (!isInTime) void arriving.then((hasCome) => hasCome && page.runner.again());
  };
  store.listen((state, before) => {
    if (isOpening || isSameWork(state, before)) return;
    if (state.formulas !== before.formulas && state.scenario !== before.scenario) {
      flush(before);
      id = newId();
      void claim(id);
    }
    if (state.scenario !== before.scenario) filesNow();
    soon();
  });
  // A file that the scenario waited for changes no more than itself.
  files.listen(() => {
    if (isOpening) return;
    filesNow();
    soon();
  });
  addEventListener('pagehide', () => flush());
  addEventListener('visibilitychange', () => flush());
  if (resumed !== undefined) sayLeftOut(page, resumed);
  const ready = resumed === undefined ? take(id) : Promise.all([take(resumed.id), load(resumed)]);
  return {
    ready: ready.then(() => undefined),
    keeps: writer.keeps,
    recent: () =>
      (storage === undefined ? [] : (fromBrowser(() => listWorks(storage)) ?? [])).filter(
        (work) => work.id !== id,
      ),
    open: async (wanted) => {
      const work = storage && readWork(storage, wanted);
      if (work === undefined) return page.say('That work is no longer there: another tab deleted it.');
      flush();
      await Promise.all([take(wanted), load(work)]);
      isOpening = true;
      store.change(completeState(readState(work.state).found, store.state()));
      isOpening = false;
      sayLeftOut(page, work);
    },
    remove: async (old) => {
      const work = storage && readWork(storage, old);
      // It was asked for first, so it has what is then deleted; files that nobody could read are told of when they are missed.
      const loading = shelf.load(old).catch(() => undefined);
      if (storage !== undefined) removeWork(storage, old);
      await Promise.race([shelf.remove(old).catch(() => undefined), patience()]);
      return () => {
        if (work !== undefined) void loading.then((kept) => writer.bringBack(work, kept));
      };
    },
  };
}

/** A work that another version kept may hold more than this one reads. */
function sayLeftOut({ say }: Pick<Page, 'say'>, { state }: Work): void {
  const left = leftOut(readState(state));
  if (left !== '')
    say(
      `This work was kept by another version of the playground. Everything was taken but for this: ${left}.`,
    );
}

/** Looking at another pane is no work. */
const isSameWork = (state: PlaygroundState, before: PlaygroundState): boolean =>
  (Object.keys(state) as (keyof PlaygroundState)[]).every(
    (key) => key === 'pane' || state[key] === before[key],
  );

/** The end of what anybody waits for a database. */
const patience = (): Promise<false> => new Promise((resolve) => setTimeout(resolve, PATIENCE, false));

/** Whether this tab may write an entry: it holds it until it is closed, and no other tab has it meanwhile. */
const claim = async (id: string): Promise<boolean> => {
  if (navigator.locks === undefined) return true;
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<void>(() => {});
    };
    // Without locks every tab may write, as in browsers that have none.
    navigator.locks.request(`lazurite.${id}`, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
};
