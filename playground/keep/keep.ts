// Keeps what is on the page as it changes, under an entry of this tab's own, and gives back what was kept before.

import type { Playground } from '../playground.ts';
import type { PlaygroundState } from '../state.ts';
import { completeState, leftOut, readState } from '../state-fields.ts';
import { createShelf, type KeptFiles, type Shelf } from './shelf.ts';
import { listWorks, readWork, removeWork, type Storage, saveWork, type Work } from './works.ts';

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
/** Larger files are not kept, in bytes. */
const MOST_BYTES = 64_000_000;
/** Nobody waits longer for a database before the page goes on, in milliseconds. */
const PATIENCE = 1500;
const TAB = 'lazurite.tab';

const REFUSED =
  'This browser does not let the page keep anything: it is a private window, or its storage is full. Your work is in this tab and in its link only.';
const UNREAD =
  'The files of this work could not be read from what the browser keeps. Drop them on the page again, or load the page once more.';
const NOT_BACK =
  'The work is back, but for the files that were dropped for it: the browser did not give them.';

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
  const name = (next: string) => {
    id = next;
    fromBrowser(() => sessionStorage.setItem(TAB, id));
  };
  const flush = (state = store.state()) => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    writer.save(id, state);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, REST);
  };
  const isMine = async (wanted: string) => name((await claim(wanted)) ? wanted : newId());
  /** Puts the files of a work on the page; those of a slow database come late, and what runs is run again. */
  const load = async ({ id: wanted, state }: Work) => {
    const arriving = shelf.load(wanted).then(
      (kept) => {
        isOpening = true;
        for (const [file, bytes] of kept) files.put(file, bytes);
        isOpening = false;
        return kept.size > 0;
      },
      () => {
        if (NAMES_FILE.test(JSON.stringify(state))) page.say(UNREAD);
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
      const next = newId();
      name(next);
      void claim(next);
    }
    soon();
  });
  // A file that the scenario waited for changes no more than itself.
  files.listen(() => {
    if (!isOpening) soon();
  });
  addEventListener('pagehide', () => flush());
  addEventListener('visibilitychange', () => flush());
  if (resumed !== undefined) sayLeftOut(page, resumed);
  const ready = resumed === undefined ? isMine(id) : Promise.all([isMine(resumed.id), load(resumed)]);
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
      await Promise.all([isMine(wanted), load(work)]);
      isOpening = true;
      store.change(completeState(readState(work.state).found, store.state()));
      isOpening = false;
      sayLeftOut(page, work);
    },
    remove: async (old) => {
      const work = storage && readWork(storage, old);
      // It was asked for first, so it has what is then deleted.
      const loading = shelf.load(old).catch(() => undefined);
      if (storage !== undefined) removeWork(storage, old);
      await Promise.race([shelf.remove(old).catch(() => undefined), patience()]);
      return () => {
        if (work !== undefined) void loading.then((kept) => writer.bringBack(work, kept));
      };
    },
  };
}

/** Where a scenario names a file, as its JSON has it. */
const NAMES_FILE = /"\w*file"\s*:/i;

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
    navigator.locks.request(`lazurite.${id}`, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
};

/** Writes works and their files, and says each thing that the browser refuses once. */
function createWriter({ files, say }: Page, shelf: Shelf, storage: Storage | undefined) {
  const shelved = new Map<string, Uint8Array>();
  const told = new Set<string>();
  const tell = (message: string) => {
    if (!told.has(message)) say(message);
    told.add(message);
  };
  const put = async (id: string, name: string, bytes: Uint8Array) => {
    const key = `${id} ${name}`;
    if (shelved.get(key) === bytes) return;
    shelved.set(key, bytes);
    try {
      await shelf.put(id, name, bytes);
    } catch {
      shelved.delete(key);
      tell(`${name} could not be kept in the browser; drop it again next time.`);
    }
  };
  const saveFiles = (id: string, scenario: string) => {
    for (const [name, bytes] of files.all()) {
      if (!scenario.includes(JSON.stringify(name))) continue;
      if (bytes.length > MOST_BYTES)
        tell(`${name} is too large to be kept in the browser; drop it again next time.`);
      else void put(id, name, bytes);
    }
  };
  /** Keeps an entry; what went for it takes its files along. */
  const saveEntry = (work: Work): boolean => {
    try {
      if (storage === undefined) throw new DOMException('no storage', 'SecurityError');
      const { ids, forgotten } = saveWork(storage, work);
      for (const old of ids) void shelf.remove(old).catch(() => undefined);
      for (const { state } of forgotten) say(forgot(state));
      return true;
    } catch {
      tell(REFUSED);
      return false;
    }
  };
  return {
    keeps: () => storage !== undefined && !told.has(REFUSED),
    save: (id: string, state: PlaygroundState) => {
      const isKept = saveEntry({ id, saved: Date.now(), hash: location.hash, state });
      if (isKept) saveFiles(id, JSON.stringify(state.scenario));
    },
    bringBack: (work: Work, kept: KeptFiles | undefined) => {
      if (!saveEntry(work)) return;
      if (kept === undefined && NAMES_FILE.test(JSON.stringify(work.state))) say(NOT_BACK);
      for (const [name, bytes] of kept ?? []) void put(work.id, name, bytes);
    },
  };
}

const forgot = (state: unknown): string =>
  `The browser has no room for more, so “${readState(state).found.title || 'Untitled'}”, the oldest of your recent works, was forgotten.`;
