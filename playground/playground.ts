// What every pane of the page is given.

import type { Files } from './files.ts';
import type { Runner } from './runner.ts';
import type { Store } from './state.ts';

export interface Playground {
  readonly store: Store;
  readonly runner: Runner;
  readonly files: Files;
  /** Says something at the foot of the page for a while; screen readers hear it. */
  readonly say: (message: string) => void;
}
