// What attempts used, where a run was measured: summed over pools, and the attempts that used most. What could not be
// told of one attempt is left out of a sum, and a sum of nothing is null.

import type { Fact } from '../../simulator/index.ts';

type UseFact = Extract<Fact, { event: 'TaskUseEvent' }>;

/** Attempts listed, those with most processor time first. */
export const USES_LISTED = 1000;

/** What attempts used together; `null` is what could not be told of any of them. */
export interface UseSums {
  readonly attempts: number;
  readonly processorSeconds: number | null;
  /** The most that one of them had at once. */
  readonly peakMemoryBytes: number | null;
  /** From disks and to disks. */
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
  /** Over the network, without the loopback. */
  readonly receivedBytes: number | null;
  readonly sentBytes: number | null;
}

export interface PoolUse extends UseSums {
  readonly poolId: string;
}

/** One attempt. */
export interface AttemptUse extends Omit<UseSums, 'attempts'> {
  readonly jobId: string;
  readonly id: string;
  readonly taskType: UseFact['taskType'];
  readonly poolId: string;
  readonly nodeId: string;
}

/** What was measured in a run. */
export interface Uses extends UseSums {
  readonly pools: readonly PoolUse[];
  readonly listed: readonly AttemptUse[];
}

type Figure = Exclude<keyof UseSums, 'attempts'>;

/** How what two attempts used comes together. */
const TOGETHER: Readonly<Record<Figure, (one: number, other: number) => number>> = {
  processorSeconds: (one, other) => one + other,
  peakMemoryBytes:  Math.max,
  readBytes:        (one, other) => one + other,
  writtenBytes:     (one, other) => one + other,
  receivedBytes:    (one, other) => one + other,
  sentBytes:        (one, other) => one + other,
}; // biome-ignore format: a table
const FIGURES = Object.keys(TOGETHER) as readonly Figure[];

const NOTHING: UseSums = {
  attempts: 0, processorSeconds: null, peakMemoryBytes: null, readBytes: null, writtenBytes: null, receivedBytes: null,
  sentBytes: null,
}; // biome-ignore format: a record

/** Hears what attempts used. */
export class UseLedger {
  private sums = NOTHING;
  private readonly pools = new Map<string, UseSums>();
  private heaviest: UseFact[] = [];

  hear(fact: UseFact): void {
    const { poolId } = fact.nodeInfo;
    this.sums = plus(this.sums, fact);
    this.pools.set(poolId, plus(this.pools.get(poolId) ?? NOTHING, fact));
    if (this.heaviest.push(fact) >= 2 * USES_LISTED) this.heaviest = mostOf(this.heaviest);
  }

  /** Undefined when nothing was measured. */
  read(): Uses | undefined {
    if (this.sums.attempts === 0) return undefined;
    return {
      ...this.sums,
      pools: [...this.pools].map(([poolId, sums]) => ({ poolId, ...sums })),
      listed: mostOf(this.heaviest).map(({ nodeInfo, jobId, id, taskType, ...rest }) => ({
        jobId, id, taskType, ...nodeInfo, ...figuresOf(rest),
      })), // biome-ignore format: a record
    };
  }
}

const figuresOf = (use: Pick<UseFact, Figure>): Pick<UseFact, Figure> =>
  Object.fromEntries(FIGURES.map((figure) => [figure, use[figure]])) as Pick<UseFact, Figure>;

function plus(sums: UseSums, use: Pick<UseFact, Figure>): UseSums {
  const next = FIGURES.map((figure) => {
    const [one, other] = [sums[figure], use[figure]];
    return [figure, one === null ? other : other === null ? one : TOGETHER[figure](one, other)];
  });
  return { attempts: sums.attempts + 1, ...(Object.fromEntries(next) as Omit<UseSums, 'attempts'>) };
}

const mostOf = (facts: readonly UseFact[]): UseFact[] =>
  [...facts]
    .sort((one, other) => (other.processorSeconds ?? 0) - (one.processorSeconds ?? 0))
    .slice(0, USES_LISTED);
