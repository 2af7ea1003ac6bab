// What the processes of one attempt used by now, from looks at them and from what their parent was told at the end.
// Processor time and bytes of a process that ended are its parent's, once that asked after it; of one that nobody asks
// after, its last look counts.

import { TICKS_PER_SECOND } from '../proc.ts';
import type { Reading } from './reading.ts';

/** What grows: clock ticks, and bytes from and to disks. */
export interface Spending {
  readonly ticks: number;
  /** Undefined once it could not be told. */
  readonly read: number | undefined;
  readonly written: number | undefined;
}

/** What an attempt used by now. */
export interface TreeFigures {
  readonly processorSeconds: number;
  readonly readBytes: number | undefined;
  readonly writtenBytes: number | undefined;
  /** Undefined when it was never looked at: it was too short. */
  readonly peakMemoryBytes: number | undefined;
  /** What it has now. */
  readonly memoryBytes: number;
}

export interface TreeUse {
  /** Its processes at a moment. */
  readonly look: (members: readonly Reading[]) => void;
  /** Its first process has ended, and what was spent by it and those that it had asked after. */
  readonly reaped: (spent: Spending) => void;
  /** What its first process and those it asked after had spent when they were last looked at. */
  readonly firstSpent: () => Spending;
  /** What all of it spent by now. */
  readonly spent: () => Spending;
  readonly figures: () => TreeFigures;
}

export const NOTHING: Spending = { ticks: 0, read: 0, written: 0 };

const plus = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one + other;
export const sum = (one: Spending, other: Spending): Spending => ({
  ticks: one.ticks + other.ticks,
  read: plus(one.read, other.read),
  written: plus(one.written, other.written),
});
const less = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one - other;
export const minus = (one: Spending, other: Spending): Spending => ({
  ticks: one.ticks - other.ticks,
  read: less(one.read, other.read),
  written: less(one.written, other.written),
});
const most = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : Math.max(one, other);
const greater = (one: Spending, other: Spending): Spending => ({
  ticks: Math.max(one.ticks, other.ticks),
  read: most(one.read, other.read),
  written: most(one.written, other.written),
});

const spendingOf = ({ facts, moved }: Reading): Spending => ({
  ticks: facts.ticks + facts.childTicks,
  read: moved?.read,
  written: moved?.written,
});

const memoryOf = (members: readonly Reading[]): number =>
  members.length === 1
    ? members[0]!.residentBytes
    : members.reduce((total, one) => total + (one.proportionalBytes ?? one.residentBytes), 0);

/** Nothing used yet; `root` is the number of the first process. */
export function createTreeUse(root: number): TreeUse {
  let living = new Map<number, Reading>();
  /** Of those who ended and whose parent is not of the tree. */
  let gone = NOTHING;
  let total = NOTHING;
  let peak: number | undefined;
  let memory = 0;
  const recount = (): void => {
    // A sum never falls, though somebody may die unasked between two looks.
    total = greater(total, [...living.values()].map(spendingOf).reduce(sum, gone));
  };
  return {
    look(members) {
      const next = new Map(members.map((member) => [member.facts.pid, member]));
      for (const [pid, last] of living)
        if (!next.has(pid) && pid !== root && !living.has(last.facts.parent))
          gone = sum(gone, spendingOf(last));
      // The first one's end is told.
      const first = living.get(root);
      if (first !== undefined && !next.has(root)) next.set(root, first);
      living = next;
      memory = memoryOf(members);
      if (members.length > 0)
        peak = Math.max(peak ?? 0, memory, ...members.map(({ peakBytes }) => peakBytes));
      recount();
    },
    reaped(spent) {
      // Its children were asked after, or will be looked at again; who fled is nobody's child here.
      living = new Map([...living].filter(([pid, { facts }]) => pid !== root && !living.has(facts.parent)));
      gone = sum(gone, spent);
      memory = 0;
      recount();
    },
    firstSpent: () => {
      const first = living.get(root);
      return first === undefined ? NOTHING : spendingOf(first);
    },
    spent: () => total,
    figures: () => ({
      processorSeconds: total.ticks / TICKS_PER_SECOND,
      readBytes: total.read,
      writtenBytes: total.written,
      peakMemoryBytes: peak,
      memoryBytes: memory,
    }),
  };
}
