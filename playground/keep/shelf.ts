// Files that were dropped on the page, kept with the work they belong to in the browser's database.

/** Bytes by name. */
export type KeptFiles = ReadonlyMap<string, Uint8Array>;

/** Every promise is refused where the browser keeps nothing. */
export interface Shelf {
  readonly load: (work: string) => Promise<KeptFiles>;
  readonly put: (work: string, name: string, bytes: Uint8Array) => Promise<void>;
  readonly remove: (work: string) => Promise<void>;
}

const DATABASE = 'lazurite';
const STORE = 'files';

/** The shelf of this browser, opened when it is first needed. */
export function createShelf(): Shelf {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    opened ??= openDatabase();
    return opened;
  };
  const filesOf = (work: string) => IDBKeyRange.bound([work], [work, []]);
  const store = async (mode: IDBTransactionMode) =>
    (await open()).transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
  return {
    load: async (work) => {
      const all = await store('readonly');
      const [keys, values] = await Promise.all([
        answerTo(all.getAllKeys(filesOf(work))),
        answerTo(all.getAll(filesOf(work))),
      ]);
      return new Map(keys.map((key, at) => [(key as string[])[1]!, values[at] as Uint8Array]));
    },
    put: async (work, name, bytes) => {
      await answerTo((await store('readwrite')).put(bytes, [work, name]));
    },
    remove: async (work) => {
      await answerTo((await store('readwrite')).delete(filesOf(work)));
    },
  };
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  return answerTo(request);
}

const answerTo = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', (event) => {
      // It is answered for here, and is no error of the page.
      event.preventDefault();
      reject(request.error);
    });
  });
