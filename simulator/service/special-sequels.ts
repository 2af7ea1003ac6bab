// What the end of a start, job preparation or job release task means to its node and its job.

import type { FailureInfo } from '../model/task.ts';
import type { Account } from './account.ts';
import { startTaskOver } from './node-life.ts';
import { preparationOver } from './preparation.ts';
import { releaseOver } from './release.ts';
import { SPECIAL, type SpecialKind } from './special-table.ts';
import { endSpecial, failSpecial, type SpecialOver, stopSpecial } from './specials.ts';

const SEQUELS: Record<SpecialKind, (account: Account, over: SpecialOver) => void> = {
  [SPECIAL.start]: startTaskOver,
  [SPECIAL.preparation]: preparationOver,
  [SPECIAL.release]: releaseOver,
};

/** The world says that the process ended. */
export function specialEnded(account: Account, special: number, exitCode: number): void {
  const over = endSpecial(account, special, exitCode);
  if (over !== undefined) SEQUELS[over.kind](account, over);
}

/** The world says that there was no process. */
export function specialNotStarted(account: Account, special: number, failure: FailureInfo): void {
  const over = failSpecial(account, special, failure);
  SEQUELS[over.kind](account, over);
}

/** The world ends it, and says why. */
export function specialCutShort(account: Account, special: number, failure: FailureInfo): void {
  account.executor.stopSpecial(special);
  specialNotStarted(account, special, failure);
}

/** The wall-clock limit is over. */
export function specialTimedOut(account: Account, special: number): void {
  const over = stopSpecial(account, special);
  SEQUELS[over.kind](account, over);
}
