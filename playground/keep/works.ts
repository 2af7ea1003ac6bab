// Works that the browser keeps: an entry each in its local storage, which every tab of the page sees. Each tab writes its
// own entry, so two tabs never overwrite each other.

/** A work as it was last. */
export interface Work {
  readonly id: string;
  /** When it was kept, in milliseconds since the epoch. */
  readonly saved: number;
  /** The part of the address after `#` at that time, with the `#`. */
  readonly hash: string;
  /** The state as it was written; another version may have done it. */
  readonly state: unknown;
}

/** What is needed of a browser's storage; refused access throws. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'lazurite.work.';
/** More than anybody looks through. */
const MOST = 24;

/** All works, the newest first. Entries that cannot be read are passed over. */
export function listWorks(storage: Storage): readonly Work[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  return keys
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => readWork(storage, key.slice(PREFIX.length)) ?? [])
    .sort((a, b) => b.saved - a.saved);
}

/** One work, or undefined when it is not there or cannot be read. */
export function readWork(storage: Storage, id: string): Work | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(PREFIX + id) ?? 'null');
    if (typeof value !== 'object' || value === null || !('state' in value)) return undefined;
    const { saved, hash, state } = value as Partial<Work>;
    return typeof saved === 'number' ? { id, saved, hash: String(hash ?? ''), state } : undefined;
  } catch {
    // Half an entry, or no entry of ours: it is not there, as far as anybody can go on with it.
    return undefined;
  }
}

/** What went for a work that was kept. */
export interface Gone {
  readonly ids: readonly string[];
  /** Those among them that somebody may miss: the storage had no room for them. */
  readonly forgotten: readonly Work[];
}

/**
 * Keeps a work and gives those that went for it: the same work under another id, and the oldest, when there are too many
 * or the storage is full. Throws when it cannot be kept even alone.
 */
export function saveWork(storage: Storage, { id, ...rest }: Work): Gone {
  const text = JSON.stringify(rest);
  const others = listWorks(storage).filter((work) => work.id !== id);
  const same = others.filter((work) => JSON.stringify(work.state) === JSON.stringify(rest.state));
  const gone = [...same, ...others.filter((work) => !same.includes(work)).slice(MOST - 1)];
  for (const old of gone) removeWork(storage, old.id);
  const left = others.filter((work) => !gone.includes(work));
  const forgotten: Work[] = [];
  for (;;) {
    try {
      storage.setItem(PREFIX + id, text);
      return { ids: [...gone, ...forgotten].map((work) => work.id), forgotten };
    } catch (error) {
      const oldest = left.pop();
      if (oldest === undefined) throw error;
      removeWork(storage, oldest.id);
      forgotten.push(oldest);
    }
  }
}

/** Forgets a work. */
export function removeWork(storage: Storage, id: string): void {
  storage.removeItem(PREFIX + id);
}
