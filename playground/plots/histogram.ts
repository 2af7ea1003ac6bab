// One mark: bars of equal width over bins, with values marked among them. Bins grow with the waits in them, so
// their bars show counts, not densities.

import { select } from 'd3';
import { COUNTS, drawValueAxis, MARGIN, valueScale } from './axis.ts';

export interface BinChart {
  readonly label: string;
  readonly height: number;
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly formatEdge: (edge: number) => string;
  /** Values pointed out above the bars. */
  readonly marks: readonly { readonly value: number; readonly label: string }[];
  /** The reader points at a bin, or leaves. */
  readonly onPoint: (bin: number | null) => void;
}

const TOP = 30;
/** About how wide a letter of a label is. */
const LETTER = 6.6;

/** Puts the chart into `place`. */
export function drawHistogram(place: HTMLElement, chart: BinChart): void {
  const { edges, counts, height } = chart;
  const svg = select(place).append('svg').attr('class', 'chart histogram').attr('height', height);
  svg.attr('role', 'img').attr('aria-label', chart.label);
  const values = svg.append('g');
  const bars = svg.append('g');
  const names = svg.append('g').attr('class', 'axis');
  const marks = svg.append('g').attr('class', 'marks');

  const draw = () => {
    const width = Math.max(240, place.clientWidth);
    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${height}`);
    const y = valueScale(Math.max(0, ...counts), height);
    y.range([height - MARGIN.bottom, TOP]);
    drawValueAxis(values, y, width, COUNTS);
    const step = (width - MARGIN.left - MARGIN.right) / Math.max(1, counts.length);
    bars
      .selectAll('rect')
      .data(counts)
      .join('rect')
      .attr('class', 'bar')
      .attr('x', (_, bin) => MARGIN.left + bin * step + 1)
      .attr('width', Math.max(1, step - 2))
      .attr('y', (count) => Math.min(y(count), count > 0 ? y(0) - 1.5 : y(0)))
      .attr('height', (count) => Math.max(count > 0 ? 1.5 : 0, y(0) - y(count)))
      .on('pointerenter', (event: PointerEvent) =>
        chart.onPoint(
          bars
            .selectAll('rect')
            .nodes()
            .indexOf(event.target as Element),
        ),
      )
      .on('pointerleave', () => chart.onPoint(null));
    const every = Math.ceil(58 / step);
    names
      .selectAll('text')
      .data(edges.map((edge, place) => ({ edge, place })).filter(({ place }) => place % every === 0))
      .join('text')
      .attr('x', ({ place }) => MARGIN.left + place * step)
      .attr('y', height - 7)
      .attr('text-anchor', ({ place }) => (place === edges.length - 1 ? 'end' : 'middle'))
      .text(({ edge }) => chart.formatEdge(edge));
    drawMarks(marks, chart, step, width - 4);
  };
  new ResizeObserver(draw).observe(place);
}

function drawMarks(
  group: ReturnType<typeof svgGroup>,
  { edges, marks, height }: BinChart,
  step: number,
  right: number,
): void {
  const placed = marks.map((mark) => ({ ...mark, at: MARGIN.left + placeOf(edges, mark.value) * step }));
  const rows = lanes(placed.map(({ at, label }) => [at, at + label.length * LETTER + 10] as const));
  group
    .selectAll('path')
    .data(placed)
    .join('path')
    .attr('d', ({ at }, index) => `M${at},${4 + rows[index]! * 13}V${height - MARGIN.bottom}`);
  group
    .selectAll('text')
    .data(placed)
    .join('text')
    .attr('x', ({ at, label }) => (at + label.length * LETTER > right ? at - 4 : at + 4))
    .attr('text-anchor', ({ at, label }) => (at + label.length * LETTER > right ? 'end' : 'start'))
    .attr('y', (_, index) => 13 + rows[index]! * 13)
    .text(({ label }) => label);
}

/** Where a value lies among the edges, a fraction inside its bin. */
function placeOf(edges: readonly number[], value: number): number {
  const bin = Math.max(
    0,
    edges.findLastIndex((edge) => edge <= value),
  );
  const low = edges[bin] ?? 0;
  const high = edges[bin + 1];
  return high === undefined ? bin : bin + (value - low) / (high - low);
}

/** The first of a few lanes in which each label is free of those before it. */
function lanes(spans: readonly (readonly [number, number])[]): readonly number[] {
  const ends: number[] = [];
  return spans.map(([from, to]) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return Math.min(lane, 2);
  });
}

function svgGroup() {
  return select(document.createElementNS('http://www.w3.org/2000/svg', 'g'));
}
