// Evaluations worth a look: the largest steps, the one that asked for most beyond the demand, the first that failed.

import { formatTally, type Report, valueAt } from '../planner/index.ts';

export interface Notable {
  readonly label: string;
  /** What is notable about it, in a few words. */
  readonly words: string;
  /** Its place in the report's list. */
  readonly evaluation: number;
}

/** At most one of each kind, and none that says nothing. */
export function notableEvaluations({ evaluations: { list }, series }: Report): readonly Notable[] {
  const asked = askedFor(list);
  const steps = asked.map((nodes, at) => nodes - (asked[at - 1] ?? 0));
  const excess = asked.map((nodes, at) => nodes - demandAround(series.demand, list, at));
  const failed = list.findIndex(({ error }) => error !== undefined);
  const up = mostOf(steps);
  const down = mostOf(steps.map((step) => -step));
  const over = mostOf(excess);
  const under = mostOf(excess.map((nodes) => -nodes));
  const found: readonly (Notable | undefined)[] = [
    over < 0 ? undefined : { label: 'Most too many', words: beyond(excess[over]!, 'more'), evaluation: over },
    under < 0
      ? undefined
      : { label: 'Most too few', words: beyond(-excess[under]!, 'fewer'), evaluation: under },
    up < 0
      ? undefined
      : { label: 'Largest step up', words: `${formatTally(steps[up]!, 'node')} more`, evaluation: up },
    down < 0
      ? undefined
      : {
          label: 'Largest step down',
          words: `${formatTally(-steps[down]!, 'node')} fewer`,
          evaluation: down,
        },
    failed < 0 ? undefined : { label: 'First failure', words: list[failed]!.error!.code, evaluation: failed },
  ];
  return found.filter((one) => one !== undefined);
}

const beyond = (nodes: number, word: string): string =>
  `${formatTally(Math.round(nodes * 10) / 10, 'node')} ${word} than the work needed until the next`;

/** Nodes that each evaluation leaves its pool asking for; a failed one leaves what was. */
function askedFor(list: Report['evaluations']['list']): readonly number[] {
  const current = new Map<string, number>();
  return list.map(({ poolId, dedicated, lowPriority, error }) => {
    const before = current.get(poolId) ?? 0;
    const isKept = error !== undefined || (dedicated === null && lowPriority === null);
    const now = isKept ? before : (dedicated ?? 0) + (lowPriority ?? 0);
    current.set(poolId, now);
    return now;
  });
}

/** When it is sampled, as shares of the time between. */
const SHARES = [0, 0.25, 0.5, 0.75];

/** The most nodes that the work needed from an evaluation until the next, sampled at a few times between. */
function demandAround(
  demand: Report['series']['demand'],
  list: Report['evaluations']['list'],
  at: number,
): number {
  const from = list[at]!.time;
  const to = list[at + 1]?.time ?? from;
  let most = Number.NEGATIVE_INFINITY;
  for (const share of SHARES) most = Math.max(most, valueAt(demand, from + (to - from) * share));
  return most;
}

/** The place of the largest value above 0; -1 when there is none. */
function mostOf(values: readonly number[]): number {
  let most = -1;
  values.forEach((value, at) => {
    if (value > 0 && (most < 0 || value > values[most]!)) most = at;
  });
  return most;
}
