// Node hours and a price list to money. A node is billed by its size and kind in every state but `preempted`
// and `deallocated`; the five parts of the bill add up to it. Batch itself costs nothing.

import { ATTEMPT_ENDS, BILLED_STATES, NODE_STATES, type PriceList, priceOf } from '../../simulator/index.ts';
import type { Cost, NodeCounts, Parts, PriceLine, PricesUsed, StateHours } from './report.ts';
import type { Usage } from './usage.ts';

const PART_NAMES = ['useful', 'idle', 'boot', 'held', 'lost'] as const satisfies readonly (keyof Parts)[];

/** What an hour of a node costs; NaN for a size the list does not have. */
export function hourlyPrice(prices: PriceList, vmSize: string, isDedicated: boolean): number {
  const price = priceOf(prices, vmSize);
  if (price === undefined) return Number.NaN;
  return isDedicated ? price.dedicated : price.lowPriority;
}

/** The bill of these nodes; `null` when one of them has no price. */
export function costOf(rows: readonly Usage[], prices: PriceList): Cost | null {
  const parts = { useful: 0, idle: 0, boot: 0, held: 0, lost: 0 };
  let total = 0;
  for (const row of rows) {
    if (row.hours === 0) continue;
    const hourly = hourlyPrice(prices, row.vmSize, row.isDedicated);
    if (!Number.isFinite(hourly)) return null;
    total += row.hours * hourly;
    for (const name of PART_NAMES) parts[name] += row.parts[name] * hourly;
  }
  return { currency: prices.currency, total, ...parts };
}

/** Node hours by part, over these nodes. */
export function partsOf(rows: readonly Usage[]): Parts {
  const sum = (name: keyof Parts) => rows.reduce((total, row) => total + row.parts[name], 0);
  return {
    useful: sum('useful'),
    idle: sum('idle'),
    boot: sum('boot'),
    held: sum('held'),
    lost: sum('lost'),
  };
}

/** Used share of the billed slot time; 0 without nodes. */
export function utilisationOf(rows: readonly Usage[]): number {
  const slotHours = sumOf(rows, (row) => row.hours * row.slots);
  if (slotHours === 0) return 0;
  return sumOf(rows, (row) => (row.parts.useful + row.parts.lost) * row.slots) / slotHours;
}

/** What was bought at which price. */
export function pricesUsed(rows: readonly Usage[], prices: PriceList): PricesUsed {
  const lines = new Map<string, PriceLine>();
  for (const { vmSize, isDedicated, hours } of rows) {
    if (hours === 0) continue;
    const price = hourlyPrice(prices, vmSize, isDedicated);
    const hourly = Number.isFinite(price) ? price : null;
    const key = `${vmSize}\n${isDedicated}`;
    const sum = (lines.get(key)?.hours ?? 0) + hours;
    const amount = hourly === null ? null : sum * hourly;
    lines.set(key, { vmSize, kind: isDedicated ? 'dedicated' : 'lowPriority', hours: sum, hourly, amount });
  }
  return {
    currency: prices.currency,
    date: prices.captured,
    source: prices.source,
    lines: [...lines.values()],
  };
}

/** The section on nodes, out of what every class of them did. */
export function nodeCounts(
  rows: readonly Usage[],
  { broken, ...seen }: Pick<NodeCounts, 'peak' | 'started' | 'preemptions' | 'broken'>,
): NodeCounts {
  const ofKind = (isDedicated: boolean) => rows.filter((row) => row.isDedicated === isDedicated);
  const ended = (end: (typeof ATTEMPT_ENDS)[number]) =>
    sumOf(rows, (row) => row.endedBy[ATTEMPT_ENDS.indexOf(end)]!);
  return {
    ...seen,
    hours: sumOf(rows, (row) => row.hours),
    dedicatedHours: sumOf(ofKind(true), (row) => row.hours),
    lowPriorityHours: sumOf(ofKind(false), (row) => row.hours),
    byState: NODE_STATES.map(
      (state, index): StateHours => ({
        state,
        billed: BILLED_STATES.has(state),
        dedicated: sumOf(ofKind(true), (row) => row.inState[index]!),
        lowPriority: sumOf(ofKind(false), (row) => row.inState[index]!),
      }),
    ).filter((row) => row.dedicated > 0 || row.lowPriority > 0),
    parts: partsOf(rows),
    lostBy: {
      failure: ended('failure'),
      terminated: ended('terminated'),
      retry: ended('retry'),
      requeue: ended('requeue'),
      recovery: ended('recovery'),
      notstarted: ended('notstarted'),
      notuploaded: ended('notuploaded'),
    },
    broken,
  };
}

function sumOf(rows: readonly Usage[], read: (row: Usage) => number): number {
  return rows.reduce((sum, row) => sum + read(row), 0);
}
