// Files that were dropped on the page, by the name that the scenario uses for them.

export interface Files {
  readonly all: () => ReadonlyMap<string, Uint8Array>;
  readonly put: (name: string, bytes: Uint8Array) => void;
  readonly remove: (name: string) => void;
  /** Calls back when a file has come or gone, until the page goes. */
  readonly listen: (listener: () => void) => void;
}

/** An empty shelf of files. */
export function createFiles(): Files {
  const files = new Map<string, Uint8Array>();
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    all: () => files,
    put: (name, bytes) => {
      files.set(name, bytes);
      tell();
    },
    remove: (name) => {
      if (files.delete(name)) tell();
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}
