// What comes of opening and running tests: a value, and everything there is to say of it, in order. Whoever has a
// terminal or a page shows it there.

import type { Complaint } from '../../simulator/index.ts';

/** Why an input cannot be used, where no place in it is to blame: one sentence, and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}

/** A complaint at its place, or a problem that has none. */
export type Remark = Complaint | Problem;

export interface Opened<Value> {
  /** Absent when it cannot be used. */
  readonly value?: Value;
  readonly remarks: readonly Remark[];
  /** Whether it cannot be used because the service would refuse the formula. */
  readonly isRefused?: boolean;
}
