// One mark: a horizontal bar a row, cut into parts, on one scale for all rows.

import { select } from 'd3';

export interface BarRow {
  readonly label: string;
  readonly parts: readonly {
    readonly label: string;
    readonly color: string;
    readonly value: number;
    readonly text: string;
  }[];
  /** Stands at the end of the bar. */
  readonly total: string;
}

const BAR = 30;
const LABEL = 20;
const GAP = 14;
/** About how wide a letter is. */
const LETTER = 7.2;

/** Puts the bars into `place`; a part with room for it carries its text. */
export function drawBars(place: HTMLElement, label: string, rows: readonly BarRow[]): void {
  const named = rows.some((row) => row.label !== '' || row.total !== '');
  const pitch = BAR + GAP + (named ? LABEL : 0);
  const height = rows.length * pitch - GAP + 2;
  const svg = select(place).append('svg').attr('class', 'bars').attr('height', height);
  svg.attr('role', 'img').attr('aria-label', label);
  const longest = Math.max(0, ...rows.map((row) => sumOf(row)));

  const draw = () => {
    const width = Math.max(200, place.clientWidth);
    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${height}`).selectAll('*').remove();
    rows.forEach((row, index) => {
      const top = index * pitch + (named ? LABEL : 0);
      const scale = longest > 0 ? width / longest : 0;
      svg
        .append('text')
        .attr('class', 'row-label')
        .attr('x', 0)
        .attr('y', top - 6)
        .text(shortened(row.label, width - (row.total.length + 3) * LETTER));
      svg
        .append('text')
        .attr('class', 'row-total')
        .attr('x', width)
        .attr('y', top - 6)
        .attr('text-anchor', 'end')
        .text(row.total);
      let left = 0;
      for (const part of row.parts) {
        const length = part.value * scale;
        if (length <= 0) continue;
        const group = svg.append('g');
        group.append('title').text(`${part.label}: ${part.text}`);
        group
          .append('rect')
          .attr('x', left)
          .attr('y', top)
          .attr('width', Math.max(0.75, length - 1))
          .attr('height', BAR)
          .attr('rx', 2)
          .style('fill', part.color);
        if (length > part.text.length * LETTER + 12)
          group
            .append('text')
            .attr('class', 'part-label')
            .attr('x', left + 8)
            .attr('y', top + BAR / 2 + 4.5)
            .text(part.text);
        left += length;
      }
    });
  };
  new ResizeObserver(draw).observe(place);
}

/** As much of a name as fits. */
function shortened(name: string, room: number): string {
  const most = Math.max(4, Math.floor(room / LETTER));
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

const sumOf = ({ parts }: BarRow): number => parts.reduce((sum, { value }) => sum + value, 0);
