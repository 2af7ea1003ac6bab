// Files that were dropped on the page, by the name that the scenario uses for them.

export interface Files {
  readonly all: () => ReadonlyMap<string, Uint8Array>;
  readonly put: (name: string, bytes: Uint8Array) => void;
  readonly remove: (name: string) => void;
}

/** An empty shelf of files. */
export function createFiles(): Files {
  const files = new Map<string, Uint8Array>();
  return {
    all: () => files,
    put: (name, bytes) => {
      files.set(name, bytes);
    },
    remove: (name) => {
      files.delete(name);
    },
  };
}
