// One mark: the samples of a metric as bars, a bar for each 30 seconds up to now, with the windows that are read of
// them below. A bar stands for the ages from its own to the next, so a window ends exactly where its bars end.

import { scaleLinear, select } from 'd3';
import { counted, type Slots } from '../sample-slots.ts';
import { compactCount } from './axis.ts';
import { createHand, type Hand, type HandEvents } from './strip-hand.ts';

/** A stretch of ages in seconds: `newer` <= age < `older`. */
export interface Stretch {
  readonly newer: number;
  readonly older: number;
}

export interface StripWindow extends Stretch {
  readonly color: string;
  /** The reader looks at it: it is shown behind the bars too. */
  readonly isPointed: boolean;
  /** The evaluation failed for want of samples in it. */
  readonly isFailing: boolean;
}

export interface StripView {
  /** The oldest first, the last one now. */
  readonly slots: Slots;
  readonly windows: readonly StripWindow[];
  /** Ages that the reader selected. */
  readonly selected: Stretch | undefined;
}

export interface StripOptions {
  readonly label: string;
  /** What one of it is: `tasks`. */
  readonly unit: string;
  readonly isWhole: boolean;
  /** The least that the scale reaches to. */
  readonly top: number;
}

export interface Strip {
  readonly element: HTMLElement;
  readonly show: (view: StripView) => void;
  /** What dragging does. */
  readonly setTool: (tool: Hand['tool']) => void;
}

/** Where things stand, in pixels. */
export interface Geometry {
  readonly width: number;
  readonly count: number;
  readonly top: number;
  /** The left edge of a slot; the slot after the last one begins at the right edge. */
  readonly x: (slot: number) => number;
  readonly y: (value: number) => number;
  readonly slotAt: (x: number) => number;
  readonly valueAt: (y: number) => number;
}

export const BARS = { top: 8, height: 92, left: 40, right: 6 } as const;
const AXIS = 20;
const LANE = 9;
/** Seconds of a slot. */
const STEP = 30;

/** A strip that calls back when the reader draws in it. */
export function makeStrip(options: StripOptions, events: HandEvents): Strip {
  const element = document.createElement('div');
  element.className = 'plot strip';
  const svg = select(element).append('svg').attr('class', 'chart samples').attr('tabindex', 0);
  svg.attr('role', 'slider').attr('aria-label', options.label).attr('aria-valuemin', 0);
  const layers = {
    bands: svg.append('g'),
    grid: svg.append('g').attr('class', 'axis'),
    gaps: svg.append('path').attr('class', 'gap'),
    bars: svg.append('path').attr('class', 'bar'),
    times: svg.append('g').attr('class', 'axis time'),
    lanes: svg.append('g'),
    cursor: svg.append('rect').attr('class', 'cursor'),
  };
  let view: StripView = { slots: [], windows: [], selected: undefined };
  let width = 600;
  let held: number | undefined;

  const geometry = () => geometryOf(view.slots, width, held ?? roundTop(view.slots, options.top));
  const draw = () => {
    const { clientWidth } = element;
    width = Math.max(240, clientWidth === 0 ? width : clientWidth);
    const height = BARS.top + BARS.height + AXIS + Math.max(1, view.windows.length) * LANE;
    svg.attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
    const place = geometry();
    layers.bars.attr('d', barsPath(view.slots, place));
    layers.gaps.attr('d', gapsPath(view.slots, place));
    drawGrid(layers.grid, place);
    drawTimes(layers.times, place);
    drawWindows(layers.bands, layers.lanes, view, place);
    drawCursor();
  };
  const drawCursor = () => {
    const { slot, isShown } = hand.cursor();
    const { x, count } = geometry();
    layers.cursor.attr('visibility', isShown && count > 0 ? 'visible' : 'hidden');
    layers.cursor.attr('x', x(slot)).attr('width', Math.max(2, x(slot + 1) - x(slot)));
    layers.cursor.attr('y', BARS.top).attr('height', BARS.height);
    svg
      .attr('aria-valuenow', view.slots[slot] ?? 0)
      .attr('aria-valuetext', spoken(view.slots, slot, options.unit));
  };
  const hand = createHand(svg.node()!, {
    ...events,
    geometry,
    slots: () => view.slots,
    isWhole: options.isWhole,
    // The scale stands still while a hand is on it.
    hold: (isHeld) => {
      held = isHeld ? geometry().top : undefined;
      if (!isHeld) draw();
    },
    moved: drawCursor,
  });
  new ResizeObserver(draw).observe(element);
  return {
    element,
    show: (next) => {
      view = next;
      draw();
    },
    setTool: hand.setTool,
  };
}

/** A round number at or above all values, and above `least`. */
function roundTop(slots: Slots, least: number): number {
  let most = least;
  for (const value of slots) if (value !== undefined && value > most) most = value;
  return scaleLinear().domain([0, most]).nice(4).domain()[1]!;
}

function geometryOf(slots: Slots, width: number, top: number): Geometry {
  const count = slots.length;
  const span = width - BARS.left - BARS.right;
  const base = BARS.top + BARS.height;
  return {
    width,
    count,
    top,
    x: (slot) => BARS.left + (span * slot) / Math.max(1, count),
    y: (value) => base - (BARS.height * Math.min(Math.max(0, value), top)) / top,
    slotAt: (x) => Math.min(count - 1, Math.max(0, Math.floor(((x - BARS.left) * count) / span))),
    valueAt: (y) => Math.max(0, Math.min(top, ((base - y) * top) / BARS.height)),
  };
}

function barsPath(slots: Slots, { x, y }: Geometry): string {
  const base = BARS.top + BARS.height;
  const apart = x(1) - x(0) > 5 ? 1 : 0;
  return slots
    .map((value, slot) => {
      if (value === undefined) return '';
      // A value of 0 is there too.
      const top = Math.min(y(value), base - 1.5);
      return `M${x(slot).toFixed(1)},${base}V${top.toFixed(1)}H${(x(slot + 1) - apart).toFixed(1)}V${base}Z`;
    })
    .join('');
}

function gapsPath(slots: Slots, { x }: Geometry): string {
  return slots
    .map((value, slot) =>
      value === undefined
        ? `M${x(slot).toFixed(1)},${BARS.top}V${BARS.top + BARS.height}H${x(slot + 1).toFixed(1)}V${BARS.top}Z`
        : '',
    )
    .join('');
}

type Layer = ReturnType<typeof layerOf>;
const layerOf = (place: SVGGElement) => select(place);

function drawGrid(layer: Layer, { top, width, y }: Geometry): void {
  const values = scaleLinear().domain([0, top]).ticks(3);
  const rows = layer
    .selectAll<SVGGElement, number>('g')
    .data(values)
    .join((enter) => {
      const row = enter.append('g');
      row.append('line');
      row.append('text').attr('text-anchor', 'end').attr('dy', '0.32em');
      return row;
    });
  rows.attr('transform', (value) => `translate(0,${y(value)})`);
  rows
    .select('line')
    .attr('x1', BARS.left)
    .attr('x2', width - BARS.right);
  rows
    .select('text')
    .attr('x', BARS.left - 6)
    .text((value) => compactCount(value));
}

/** Steps between ticks, in seconds. */
const STEPS = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

function drawTimes(layer: Layer, { width, count, x }: Geometry): void {
  const length = count * STEP;
  const room = Math.max(2, Math.floor(width / 90));
  const step = STEPS.find((one) => length / one <= room) ?? 86_400;
  const ages = Array.from({ length: Math.floor(length / step) + 1 }, (_, at) => at * step);
  const ticks = layer
    .selectAll<SVGGElement, number>('g')
    .data(ages)
    .join((enter) => {
      const tick = enter.append('g');
      tick.append('line').attr('y2', 4);
      tick.append('text').attr('y', 16);
      return tick;
    });
  ticks.attr('transform', (age) => `translate(${x(count - age / STEP)},${BARS.top + BARS.height})`);
  ticks
    .select('text')
    .attr('text-anchor', (age) => (age === 0 ? 'end' : age === length ? 'start' : 'middle'))
    .text((age) => (age === 0 ? 'now' : `${ageText(age)} ago`));
}

/** `45 s`, `2 min`, `2 min 30 s`, `3 h`. */
export function ageText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  const told = parts.filter(([size]) => size > 0).map(([size, unit]) => `${size} ${unit}`);
  return told.length === 0 ? '0 s' : told.join(' ');
}

function drawWindows(bands: Layer, lanes: Layer, { windows, selected }: StripView, place: Geometry): void {
  const { x, count } = place;
  const left = ({ older }: Stretch) => x(Math.max(0, count - older / STEP));
  const right = ({ newer }: Stretch) => x(Math.max(0, count - newer / STEP));
  const shown = [
    ...windows.filter(({ isPointed }) => isPointed),
    ...(selected === undefined ? [] : [{ ...selected, color: 'var(--brand)' }]),
  ];
  bands
    .selectAll('rect')
    .data(shown)
    .join('rect')
    .attr('class', 'band')
    .attr('x', left)
    .attr('width', (one) => Math.max(1, right(one) - left(one)))
    .attr('y', BARS.top - 4)
    .attr('height', BARS.height + 4)
    .attr('fill', ({ color }) => color);
  const laneTop = (at: number) => BARS.top + BARS.height + AXIS + at * LANE + 3;
  lanes
    .selectAll<SVGPathElement, StripWindow>('path')
    .data(windows)
    .join('path')
    .attr(
      'class',
      ({ isPointed, isFailing }) => `lane${isPointed ? ' pointed' : ''}${isFailing ? ' failing' : ''}`,
    )
    .attr('stroke', ({ color }) => color)
    .attr('d', (one, at) => {
      const [from, to] = [left(one) + 1, Math.max(left(one) + 2, right(one) - 1)];
      return `M${from.toFixed(1)},${laneTop(at) - 3}v3H${to.toFixed(1)}v-3`;
    });
}

function spoken(slots: Slots, slot: number, unit: string): string {
  const value = slots[slot];
  const age = (slots.length - 1 - slot) * STEP;
  const when = age === 0 ? 'now' : `${ageText(age)} ago`;
  return `${value === undefined ? 'no sample' : counted(value, unit)}, ${when}`;
}
