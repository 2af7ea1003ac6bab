// Writes works and their files into the browser, says each thing that it refuses once, and asks whoever leaves the page
// to wait while a file is on its way.

import type { Playground } from '../playground.ts';
import type { JsonObject, PlaygroundState } from '../state.ts';
import { readState } from '../state-fields.ts';
import type { KeptFiles, Shelf } from './shelf.ts';
import { type Storage, saveWork, type Work } from './works.ts';

export interface Writer {
  /** Whether what is on the page is kept, as far as is known. */
  readonly keeps: () => boolean;
  /** Keeps an entry with the files that its scenario names. */
  readonly save: (id: string, state: PlaygroundState) => void;
  /** Keeps the files alone, at once: those that are kept already are left. */
  readonly saveFiles: (id: string, scenario: JsonObject) => void;
  /** These files came from the shelf, and need not go there again. */
  readonly know: (id: string, kept: KeptFiles) => void;
  /** Writes a work that was deleted; its files are undefined when nobody could read them. */
  readonly bringBack: (work: Work, kept: KeptFiles | undefined) => void;
}

/** Larger files are not kept, in bytes. */
const MOST_BYTES = 64_000_000;

const REFUSED =
  'This browser does not let the page keep anything: it is a private window, or its storage is full. Your work is in this tab and in its link only.';
const NOT_BACK =
  'The work is back, but for the files that were dropped for it: the browser did not give them.';

/** A writer of this page's work. */
export function createWriter(
  { files, say }: Pick<Playground, 'files' | 'say'>,
  shelf: Shelf,
  storage: Storage | undefined,
): Writer {
  const told = new Set<string>();
  const tell = (message: string) => {
    if (!told.has(message)) say(message);
    told.add(message);
  };
  const keeps = () => storage !== undefined && !told.has(REFUSED);
  const { put, know } = createFileWriter(files, shelf, tell);
  const saveFiles = (id: string, scenario: JsonObject) => {
    if (files.all().size === 0 || !keeps()) return;
    const text = JSON.stringify(scenario);
    for (const [name, bytes] of files.all()) if (text.includes(JSON.stringify(name))) put(id, name, bytes);
  };
  /** Keeps an entry; what went for it takes its files along. */
  const saveEntry = (work: Work): boolean => {
    try {
      if (storage === undefined) throw new DOMException('no storage', 'SecurityError');
      const { ids, forgotten } = saveWork(storage, work);
      // Files that stay behind are nobody's: no entry leads to them.
      for (const old of ids) void shelf.remove(old).catch(() => undefined);
      for (const { state } of forgotten) say(forgot(state));
      return true;
    } catch {
      // Whatever the browser's reason is, the person can do the same about it.
      tell(REFUSED);
      return false;
    }
  };
  return {
    keeps,
    save: (id, state) => {
      if (saveEntry({ id, saved: Date.now(), hash: location.hash, state })) saveFiles(id, state.scenario);
    },
    saveFiles,
    know,
    bringBack: (work, kept) => {
      if (!saveEntry(work)) return;
      if (kept === undefined && namesFile(work.state)) say(NOT_BACK);
      for (const [name, bytes] of kept ?? []) put(work.id, name, bytes);
    },
  };
}

/** The part of it for files: each goes to the shelf once, and a page that is left meanwhile asks whether to wait. */
function createFileWriter(files: Playground['files'], shelf: Shelf, tell: (message: string) => void) {
  const shelved = new Map<string, Uint8Array>();
  const keyOf = (id: string, name: string) => `${id} ${name}`;
  let waiting = 0;
  const wait = (change: 1 | -1) => {
    waiting += change;
    // Only while there is something to wait for: a page that might ask is slower to come back to.
    if (waiting > 0) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  };
  const send = async (id: string, name: string, bytes: Uint8Array) => {
    const key = keyOf(id, name);
    shelved.set(key, bytes);
    files.stand(name, 'keeping');
    wait(1);
    try {
      await shelf.put(id, name, bytes);
      // Another file of this name may have come meanwhile, and is on its way itself.
      if (shelved.get(key) === bytes) files.stand(name, 'kept');
    } catch {
      // No room, or no database: that it is not kept is all that matters, and is said.
      if (shelved.get(key) === bytes) {
        shelved.delete(key);
        files.stand(name, 'refused');
      }
      tell(`${name} could not be kept in the browser; drop it again next time.`);
    }
    wait(-1);
  };
  return {
    put: (id: string, name: string, bytes: Uint8Array) => {
      if (shelved.get(keyOf(id, name)) === bytes) return;
      if (bytes.length <= MOST_BYTES) return void send(id, name, bytes);
      files.stand(name, 'refused');
      tell(`${name} is too large to be kept in the browser; drop it again next time.`);
    },
    know: (id: string, kept: KeptFiles) => {
      for (const [name, bytes] of kept) {
        shelved.set(keyOf(id, name), bytes);
        files.stand(name, 'kept');
      }
    },
  };
}

/** Has the browser ask, in its own words, whether the page shall go although something would be lost. */
const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Where a scenario names a file, as its JSON has it. */
const NAMES_FILE = /"\w*file"\s*:/i;

/** Whether files belong to a state that was kept. */
export const namesFile = (state: unknown): boolean => NAMES_FILE.test(JSON.stringify(state));

const forgot = (state: unknown): string =>
  `The browser has no room for more, so “${readState(state).found.title || 'Untitled'}”, the oldest of your recent works, was forgotten.`;
