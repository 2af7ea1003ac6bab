// The rows of a Gantt chart: a heading for each pool and kind of node, then a berth a row, as high as its slots.
// Only what is scrolled into view is asked for.

import type { DrawnTimeline } from '../../planner/index.ts';
import { type BerthGroup, nodeAt } from './berths.ts';
import { barAt } from './lanes.ts';
import type { Places } from './places.ts';

export interface Row {
  readonly top: number;
  /** Height of all its slots, without the space to the next row. */
  readonly height: number;
  /** Height of one slot. */
  readonly pitch: number;
  readonly berth: readonly number[];
}

export interface Heading {
  readonly top: number;
  readonly text: string;
}

export interface Rows {
  readonly headings: readonly Heading[];
  readonly rows: readonly Row[];
  readonly height: number;
}

/** Height of a heading. */
export const HEADING = 22;
/** Space between berths. */
const GAP = 2;

/** What a row's slots are as high as, from dense to tall. */
export const DENSITIES = [
  { label: 'dense', most: 5, berth: 6 },
  { label: 'medium', most: 10, berth: 16 },
  { label: 'tall', most: 18, berth: 44 },
] as const;
export type Density = (typeof DENSITIES)[number];

/** Lays the rows of a timeline out. */
export function rowsOf({ timeline, berths }: Places, { most, berth: high }: Density): Rows {
  const headings: Heading[] = [];
  const rows: Row[] = [];
  let top = 0;
  for (const group of berths()) {
    headings.push({ top, text: headingOf(timeline, group) });
    top += HEADING;
    group.berths.forEach((berth, place) => {
      const slots = group.slots[place]!;
      const pitch = Math.max(0.5, Math.min(most, high / slots));
      const height = Math.max(2, pitch * slots);
      rows.push({ top, height, pitch: height / slots, berth });
      top += height + GAP;
    });
    top += 4;
  }
  return { headings, rows, height: Math.max(HEADING, top) };
}

function headingOf({ pools }: DrawnTimeline, { pool, isDedicated, berths }: BerthGroup): string {
  const kind = isDedicated ? 'dedicated' : 'low-priority';
  const count = berths.length === 1 ? '1 node' : `at most ${berths.length} nodes`;
  return `${pools[pool]} · ${kind} · ${count}`;
}

/** The first row that reaches below `top`. */
export function firstRow({ rows }: Rows, top: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle]!;
    if (row.top + row.height <= top) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is under a point. */
export interface Hit {
  readonly row: Row;
  readonly node: number;
  readonly slot: number;
  /** The bar there, if the slot is taken. */
  readonly bar: number | undefined;
}

/** The node, slot and bar at a height and a time. */
export function hitAt(
  { timeline, lanes }: Places,
  rows: Rows,
  at: { readonly y: number; readonly time: number },
): Hit | undefined {
  const row = rows.rows[firstRow(rows, at.y)];
  if (row === undefined || row.top > at.y) return undefined;
  const node = nodeAt(row.berth, timeline, at.time);
  if (node === undefined) return undefined;
  const slot = Math.floor((at.y - row.top) / row.pitch);
  if (slot >= timeline.nodes.slots[node]!) return undefined;
  return { row, node, slot, bar: barAt(timeline, lanes(), { node, slot, time: at.time }) };
}
