// Files that were dropped on the page, by the name that the scenario uses for them, and whether the browser has them too.

import { createHeld, type Held } from './held.ts';

/** Where a file stands with what the browser keeps: on its way there, there, or on the page alone. */
export type Standing = 'keeping' | 'kept' | 'refused';

export interface Files {
  readonly all: () => ReadonlyMap<string, Uint8Array>;
  readonly put: (name: string, bytes: Uint8Array) => void;
  readonly remove: (name: string) => void;
  /** Calls back when a file has come or gone, until the page goes. */
  readonly listen: (listener: () => void) => void;
  /** By name; a file has none before somebody tried to keep it. */
  readonly standings: Held<ReadonlyMap<string, Standing>>;
  readonly stand: (name: string, standing: Standing) => void;
}

/** An empty shelf of files. */
export function createFiles(): Files {
  const files = new Map<string, Uint8Array>();
  const standings = createHeld<ReadonlyMap<string, Standing>>(new Map());
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
    standings,
    stand: (name, standing) => standings.put(new Map(standings.read()).set(name, standing)),
  };
}
