// What may still bring work, or is not over though no task is left: while there is any, a run that waits for its end
// goes on.

import type { Account } from './account.ts';

/** One more source. */
export function openSource({ watch }: Pick<Account, 'watch'>): void {
  watch.sources++;
}

/** Nothing more comes of a source; the run is told when there is no work left at all. */
export function closeSource({ watch }: Pick<Account, 'watch'>): void {
  watch.sources--;
  if (watch.unfinished === 0) watch.onIdle();
}
