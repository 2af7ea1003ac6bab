// Keeps what is on the page as it changes, under an entry of this tab's own, and gives back what was kept before.

import type { Playground } from '../playground.ts';
import type { PlaygroundState } from '../state.ts';
import { completeState, readState } from '../state-fields.ts';
import { createShelf, type KeptFiles, type Shelf } from './shelf.ts';
import { listWorks, readWork, removeWork, type Storage, saveWork, type Work } from './works.ts';

export interface Keep {
  /** Works kept before, without the one of this tab; the newest first. */
  readonly recent: () => readonly Work[];
  /** Puts a work on the page; what was there is kept. */
  readonly open: (id: string) => Promise<void>;
  /** Forgets a work, and gives what brings it back. */
  readonly remove: (id: string) => Promise<() => void>;
  /** Settled when the files of the work that the tab goes on with are there. */
  readonly ready: Promise<void>;
}

/** How long the state must rest before it is kept, in milliseconds. */
const REST = 500;
/** Larger files are not kept, in bytes. */
const MOST_BYTES = 64_000_000;
/** Nobody waits longer for a database that does not answer, in milliseconds. */
const PATIENCE = 1500;
const TAB = 'lazurite.tab';

const REFUSED =
  'This browser does not let the page keep anything: it is a private window, or its storage is full. Your work is in this tab and in its link only.';

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

type Page = Pick<Playground, 'store' | 'files' | 'say'>;

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
  const isMine = async (wanted: string) => name((await claim(wanted)) ? wanted : newId());
  const load = async (wanted: string) => {
    for (const [file, bytes] of await patiently(shelf.load(wanted))) files.put(file, bytes);
  };
  store.listen((state, before) => {
    if (isOpening || isSameWork(state, before)) return;
    if (state.formulas !== before.formulas && state.scenario !== before.scenario) {
      flush(before);
      const next = newId();
      name(next);
      void claim(next);
    }
    clearTimeout(timer);
    timer = setTimeout(flush, REST);
  });
  addEventListener('pagehide', () => flush());
  addEventListener('visibilitychange', () => flush());
  const ready = resumed === undefined ? isMine(id) : Promise.all([isMine(resumed.id), load(resumed.id)]);
  return {
    ready: ready.then(() => undefined),
    recent: () =>
      (storage === undefined ? [] : (fromBrowser(() => listWorks(storage)) ?? [])).filter(
        (work) => work.id !== id,
      ),
    open: async (wanted) => {
      const work = storage && readWork(storage, wanted);
      if (work === undefined) return page.say('That work is no longer there: another tab deleted it.');
      flush();
      await Promise.all([isMine(wanted), load(wanted)]);
      isOpening = true;
      store.change(completeState(readState(work.state).found, store.state()));
      isOpening = false;
    },
    remove: async (old) => {
      const work = storage && readWork(storage, old);
      const kept = await patiently(shelf.load(old));
      if (storage !== undefined) removeWork(storage, old);
      await shelf.remove(old).catch(() => undefined);
      return () => {
        if (storage === undefined || work === undefined) return;
        saveWork(storage, work);
        for (const [file, bytes] of kept) void shelf.put(old, file, bytes).catch(() => undefined);
      };
    },
  };
}

/** Looking at another pane is no work. */
const isSameWork = (state: PlaygroundState, before: PlaygroundState): boolean =>
  (Object.keys(state) as (keyof PlaygroundState)[]).every(
    (key) => key === 'pane' || state[key] === before[key],
  );

/** Files of a work, or none when the browser does not answer. */
const patiently = async (loading: Promise<KeptFiles>): Promise<KeptFiles> => {
  const none: KeptFiles = new Map();
  const late = new Promise<KeptFiles>((resolve) => setTimeout(resolve, PATIENCE, none));
  return Promise.race([loading.catch(() => none), late]);
};

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

/** Writes works and their files, and says once when the browser refuses. */
function createWriter({ files, say }: Page, shelf: Shelf, storage: Storage | undefined) {
  const shelved = new Map<string, Uint8Array>();
  let isTold = false;
  const tell = (message: string) => {
    if (!isTold) say(message);
    isTold = true;
  };
  const saveFiles = async (id: string, scenario: string) => {
    for (const [name, bytes] of files.all()) {
      const key = `${id} ${name}`;
      if (shelved.get(key) === bytes || !scenario.includes(JSON.stringify(name))) continue;
      if (bytes.length > MOST_BYTES) {
        tell(`${name} is too large to be kept in the browser; drop it again next time.`);
        continue;
      }
      shelved.set(key, bytes);
      await shelf.put(id, name, bytes).catch(() => tell(REFUSED));
    }
  };
  return {
    save: (id: string, state: PlaygroundState) => {
      if (storage === undefined) return tell(REFUSED);
      try {
        const gone = saveWork(storage, { id, saved: Date.now(), hash: location.hash, state });
        for (const old of gone) void shelf.remove(old).catch(() => undefined);
        void saveFiles(id, JSON.stringify(state.scenario));
      } catch {
        tell(REFUSED);
      }
    },
  };
}
