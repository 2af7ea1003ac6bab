// Files that were dropped on the page, kept with the work they belong to in the browser's database.

/** Bytes by name. */
export type KeptFiles = ReadonlyMap<string, Uint8Array>;

/** Every promise is refused where the browser keeps nothing. */
export interface Shelf {
  readonly load: (work: string) => Promise<KeptFiles>;
  /** Settled when the browser has the file, whatever becomes of the page. */
  readonly put: (work: string, name: string, bytes: Uint8Array) => Promise<void>;
  readonly remove: (work: string) => Promise<void>;
}

const DATABASE = 'lazurite';
const STORE = 'files';

/**
 * The shelf of this browser. It is opened at once: what is put on an open one goes out in the same moment, and a page
 * that is left the next moment does not take it along.
 */
export function createShelf(): Shelf {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    opened ??= openDatabase(() => {
      opened = undefined;
    });
    return opened;
  };
  // Where it is refused, each that asks for something hears of it.
  open().catch(() => undefined);
  const filesOf = (work: string) => IDBKeyRange.bound([work], [work, []]);
  const begin = async (mode: IDBTransactionMode) =>
    (await open()).transaction(STORE, mode, { durability: 'strict' });
  const change = async (act: (files: IDBObjectStore) => void) => {
    const transaction = await begin('readwrite');
    act(transaction.objectStore(STORE));
    // Otherwise the browser waits for the page to have nothing more to ask, and drops everything when it goes first.
    transaction.commit();
    await endOf(transaction);
  };
  return {
    load: async (work) => {
      const all = (await begin('readonly')).objectStore(STORE);
      const [keys, values] = await Promise.all([
        answerTo(all.getAllKeys(filesOf(work))),
        answerTo(all.getAll(filesOf(work))),
      ]);
      return new Map(keys.map((key, at) => [(key as string[])[1]!, values[at] as Uint8Array]));
    },
    put: (work, name, bytes) => change((files) => files.put(bytes, [work, name])),
    remove: (work) => change((files) => files.delete(filesOf(work))),
  };
}

/** Calls back when it is closed: somebody clears what pages have kept, or another tab has a newer page and its database. */
async function openDatabase(closed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  const database = await answerTo(request);
  database.addEventListener('close', closed);
  database.addEventListener('versionchange', () => {
    database.close();
    closed();
  });
  return database;
}

/** Settled when all of a transaction is written. */
const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('error', (event) => {
      answeredFor(event);
      reject((event.target as IDBRequest).error);
    });
    // Room is looked for when everything is written: what it lacks is known only then.
    transaction.addEventListener('abort', () => reject(transaction.error));
  });

const answerTo = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', (event) => {
      answeredFor(event);
      reject(request.error);
    });
  });

/** A refusal is told to whoever asked, and is no error of the page. */
const answeredFor = (event: Event): void => event.preventDefault();
