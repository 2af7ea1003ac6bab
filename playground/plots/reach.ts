// One mark: for several histograms over the same edges, the share that lies below each edge, as a line each.

import { line, scalePoint, select } from 'd3';
import { drawValueAxis, MARGIN, valueScale } from './axis.ts';

export interface ReachChart {
  readonly label: string;
  readonly height: number;
  /** The upper edges of the bins. */
  readonly edges: readonly number[];
  readonly formatEdge: (edge: number) => string;
  readonly lines: readonly {
    readonly label: string;
    readonly color: string;
    readonly dashes: string;
    readonly counts: readonly number[];
  }[];
  /** The reader points at an edge, or leaves. */
  readonly onPoint: (edge: number | null) => void;
}

/** The share of a histogram's values below the upper edge of each of so many bins; all 0 for an empty one. */
export function sharesBelow(counts: readonly number[], bins: number): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return Array.from({ length: bins }, (_, bin) => {
    below += counts[bin] ?? 0;
    return total === 0 ? 0 : below / total;
  });
}

/** Puts the chart into `place`. */
export function drawReach(place: HTMLElement, chart: ReachChart): void {
  const { edges, height } = chart;
  const svg = select(place).append('svg').attr('class', 'chart').attr('height', height);
  svg.attr('role', 'img').attr('aria-label', chart.label);
  const values = svg.append('g');
  const names = svg.append('g').attr('class', 'axis');
  const lines = svg.append('g');
  const rule = svg
    .append('line')
    .attr('class', 'rule')
    .style('visibility', 'hidden')
    .attr('y1', MARGIN.top)
    .attr('y2', height - MARGIN.bottom);
  const shares = chart.lines.map(({ counts }) => sharesBelow(counts, edges.length));

  const draw = () => {
    const width = Math.max(240, place.clientWidth);
    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${height}`);
    const x = scalePoint<number>(edges.keys(), [MARGIN.left, width - MARGIN.right]);
    const at = (edge: number) => x(edge) ?? 0;
    const y = valueScale(1, height).domain([0, 1]);
    drawValueAxis(values, y, width, { whole: false, text: (share) => `${Math.round(share * 100)}%` });
    const every = Math.max(1, Math.ceil(58 / Math.max(1, x.step())));
    names
      .selectAll('text')
      .data([...edges.keys()].filter((edge) => edge % every === 0))
      .join('text')
      .attr('x', at)
      .attr('y', height - 7)
      .attr('text-anchor', 'middle')
      .text((edge) => chart.formatEdge(edges[edge]!));
    const shape = line<number>()
      .x((_, edge) => at(edge))
      .y((share) => y(share));
    lines
      .selectAll('path')
      .data(shares)
      .join('path')
      .attr('class', 'line strong')
      .style('stroke', (_, place) => chart.lines[place]!.color)
      .attr('stroke-dasharray', (_, place) => chart.lines[place]!.dashes)
      .attr('d', (list) => shape(list));
    const point = (edge: number | null) => {
      rule
        .style('visibility', edge === null ? 'hidden' : 'visible')
        .attr('x1', at(edge ?? 0))
        .attr('x2', at(edge ?? 0));
      chart.onPoint(edge);
    };
    svg.on('pointermove', (event: PointerEvent) => {
      const left = event.offsetX - MARGIN.left;
      point(Math.max(0, Math.min(edges.length - 1, Math.round(left / Math.max(1, x.step())))));
    });
    svg.on('pointerleave', () => point(null));
  };
  new ResizeObserver(draw).observe(place);
}
