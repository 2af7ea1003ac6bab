// A step series in one line of a terminal: its time-weighted mean in each column, as blocks of eight heights.

import type { Series } from '../../planner/index.ts';

const BLOCKS = ' ▁▂▃▄▅▆▇█';

/** The series from 0 to `end` seconds in `columns` characters, against the height `most`. */
export function sparkline(series: Series, end: number, columns: number, most: number): string {
  if (most <= 0 || end <= 0) return ' '.repeat(columns);
  return meansOf(series, end, columns)
    .map((mean) => BLOCKS[mean <= 0 ? 0 : Math.max(1, Math.min(8, Math.round((mean / most) * 8)))])
    .join('');
}

/** The most of a series' means over as many columns: what its line is drawn against; 0 for a run of no length. */
export const mostOf = (series: Series, end: number, columns: number): number =>
  end <= 0 ? 0 : Math.max(0, ...meansOf(series, end, columns));

function meansOf({ times, values, mean }: Series, end: number, columns: number): number[] {
  const heights = mean ?? values;
  const width = end / columns;
  const sums = new Array<number>(columns).fill(0);
  times.forEach((from, index) => {
    const to = Math.min(times[index + 1] ?? end, end);
    for (let column = Math.floor(from / width); column < columns && column * width < to; column++) {
      const overlap = Math.min(to, (column + 1) * width) - Math.max(from, column * width);
      if (overlap > 0) sums[column]! += overlap * heights[index]!;
    }
  });
  return sums.map((sum) => sum / width);
}
