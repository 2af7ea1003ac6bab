// Where the nodes of a pool stand in its picture: a cell for each berth, in blocks by pool and kind; as large as all
// of them fit.

import type { DrawnTimeline } from '../../planner/index.ts';
import type { BerthGroup } from './berths.ts';
import type { Places } from './places.ts';

export interface Block {
  readonly group: BerthGroup;
  readonly heading: string;
  readonly top: number;
  /** Top of the first line of cells. */
  readonly cellsTop: number;
  readonly columns: number;
  /** Berths, and places for what was asked for beyond them. */
  readonly cells: number;
}

export interface PoolLayout {
  readonly blocks: readonly Block[];
  /** From cell to cell. */
  readonly pitch: number;
  readonly height: number;
}

/** Above a block's cells. */
const HEADING = 22;
const BETWEEN = 10;
const MOST_HEIGHT = 300;
/** Sizes that are tried, from the largest. */
const PITCHES = [46, 38, 32, 27, 23, 20, 17, 14, 12, 10, 8, 7, 6] as const;

/** Lays the cells out in so many pixels. */
export function layPool({ timeline, berths }: Places, width: number): PoolLayout {
  const groups = berths();
  for (const pitch of PITCHES) {
    const layout = blocksOf(timeline, groups, pitch, width);
    if (layout.height <= MOST_HEIGHT) return layout;
  }
  return blocksOf(timeline, groups, PITCHES.at(-1)!, width);
}

function blocksOf(
  timeline: DrawnTimeline,
  groups: readonly BerthGroup[],
  pitch: number,
  width: number,
): PoolLayout {
  const columns = Math.max(1, Math.floor(width / pitch));
  let top = 0;
  const blocks = groups.map((group): Block => {
    const cells = Math.max(group.berths.length, mostAskedFor(timeline, group));
    const lines = Math.ceil(cells / columns);
    const kind = group.isDedicated ? 'dedicated' : 'low-priority';
    const heading = `${timeline.pools[group.pool]} · ${kind}`;
    const block = { group, heading, top, cellsTop: top + HEADING, columns, cells };
    top += HEADING + lines * pitch + BETWEEN;
    return block;
  });
  return { blocks, pitch, height: Math.max(120, top) };
}

/** At most so many places are drawn for nodes that were asked for and never came. */
const MOST_ASKED = 2000;

function mostAskedFor({ targets }: DrawnTimeline, { pool, isDedicated }: BerthGroup): number {
  const asked = isDedicated ? targets.dedicated : targets.lowPriority;
  let most = 0;
  for (let row = 0; row < targets.count; row += 1)
    if (targets.pool[row] === pool) most = Math.max(most, asked[row]!);
  return Math.min(MOST_ASKED, most);
}

/** How many tasks a dot of the heap stands for, and how many dots there are. */
export function heapOf(waiting: number, most: number): { readonly each: number; readonly dots: number } {
  let each = 1;
  for (const step of [2, 2.5, 2]) {
    if (waiting / each <= most) break;
    each *= step;
  }
  while (waiting / each > most) each *= 10;
  return { each: Math.ceil(each), dots: Math.ceil(waiting / Math.ceil(each)) };
}
