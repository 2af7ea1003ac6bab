// A Gantt chart: nodes and their slots as rows, attempts as bars, what the nodes were like behind them. Painted on
// a canvas, because a hundred thousand bars are too many for elements; it shares time and cursor with all charts.

import { select } from 'd3';
import type { DrawnTimeline } from '../../planner/index.ts';
import { make } from '../dom.ts';
import { type Picture, svgElements } from '../export.ts';
import { onFrame } from '../frame.ts';
import type { TimeView } from '../view.ts';
import { drawTimeAxis, MARGIN, timeScale } from './axis.ts';
import { followMoves } from './gantt-moves.ts';
import { type GanttScene, type GanttWindow, paintGantt } from './gantt-paint.ts';
import { DENSITIES, type Density, type Hit, hitAt, type Rows, rowsOf } from './gantt-rows.ts';
import { fitCanvas, followInk } from './ink.ts';
import type { Places } from './places.ts';
import { createSvgBrushes } from './svg-brushes.ts';
import { onWidth } from './width.ts';

export interface GanttChart {
  /** What the chart shows, for those who cannot see it. */
  readonly label: string;
  readonly places: Places;
  /** The reader points at something; `at` is where, in pixels of the place. */
  readonly onPoint: (hit: Hit | undefined, at: { readonly x: number; readonly y: number }) => void;
  /** The reader clicks something, or nothing; with the keyboard what is at the cursor in the first row in view. */
  readonly onPick: (hit: Hit | undefined, at: { readonly x: number; readonly y: number }) => void;
  /** The reader lets go of what was picked; whether anything was. */
  readonly onLetGo: () => boolean;
}

export interface GanttHandle {
  readonly setDensity: (density: Density) => void;
  readonly setColor: (colorBy: GanttScene['colorBy']) => void;
  /** What is in view, with all rows, as a file can hold it. */
  readonly picture: () => Picture;
  /** Frames painted so far, and rectangles in the last: for benches. */
  readonly counts: { frames: number; rects: number };
}

/** The chart is at most so high; the rest scrolls. */
const MOST_HEIGHT = 440;
const AXIS = MARGIN.bottom + 4;

/** What the reader chose of the chart. */
type Look = Pick<GanttScene, 'rows' | 'colorBy'>;

interface Parts {
  readonly box: HTMLElement;
  readonly scroller: HTMLElement;
  readonly space: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly mark: HTMLElement;
  readonly rule: HTMLElement;
}

/** Puts the chart into `place`. */
export function drawGantt(place: HTMLElement, chart: GanttChart, view: TimeView): GanttHandle {
  const { places } = chart;
  const { timeline } = places;
  const parts = makeParts(place, chart.label);
  const axis = select(parts.box).append('svg').attr('height', AXIS).attr('aria-hidden', 'true');
  const time = axis.append('g');
  const counts = { frames: 0, rects: 0 };
  let look: Look = { rows: rowsOf(places, densityFor(timeline)), colorBy: 'end' };
  const sceneNow = (): GanttScene => ({ timeline, lanes: places.lanes(), ...look });
  let width = 600;
  let top = 0;

  const across = () => Math.max(40, width - MARGIN.left - MARGIN.right);
  const windowNow = (): GanttWindow => {
    const [from, to] = view.shown();
    return { from, to, top, width: across(), height: Math.min(MOST_HEIGHT, look.rows.height) };
  };
  const draw = () => {
    if (!parts.box.isConnected) return;
    const window = windowNow();
    const context = fitCanvas(parts.canvas, window.width, window.height);
    if (context === null) return;
    counts.rects = paintGantt(context, sceneNow(), window, ink());
    counts.frames += 1;
    const x = timeScale(view.start, view.shown(), width).range([MARGIN.left, MARGIN.left + window.width]);
    drawTimeAxis(time, x, width, AXIS);
    point();
  };
  const point = () => {
    const cursor = view.cursor();
    const [from, to] = view.shown();
    const isIn = cursor !== null && cursor >= from && cursor <= to;
    parts.rule.hidden = !isIn;
    if (isIn)
      parts.rule.style.transform = `translateX(${MARGIN.left + ((cursor - from) / (to - from)) * across()}px)`;
  };
  const ask = onFrame(draw, place, { keepsSize: true });
  const ink = followInk(parts.box, { ask, draw });
  const lay = (changes: Partial<Look>) => {
    look = { ...look, ...changes };
    parts.space.style.height = `${look.rows.height}px`;
    parts.scroller.style.height = `${Math.min(MOST_HEIGHT, look.rows.height)}px`;
    ask();
  };
  lay({});
  followGantt({ parts, chart, view, rows: () => look.rows, windowNow });
  const scrolled = () => {
    top = parts.scroller.scrollTop;
    ask();
  };
  parts.scroller.addEventListener('scroll', scrolled, { passive: true });
  view.listen((change) => (change === 'cursor' ? point() : ask()));
  onWidth(place, 240, (next) => {
    width = next;
    // On paper the chart is as narrow as its axis becomes.
    parts.box.style.setProperty('--before', String(MARGIN.left / width));
    parts.box.style.setProperty('--across', String(across() / width));
    axis.attr('width', width).attr('viewBox', `0 0 ${width} ${AXIS}`);
    ask();
  });
  const picture = (): Picture => {
    const brushes = createSvgBrushes();
    const { height } = look.rows;
    paintGantt(brushes, sceneNow(), { ...windowNow(), top: 0, height }, ink());
    const elements = [
      `<g transform="translate(${MARGIN.left},0)">`,
      brushes.elements(),
      '</g>',
      `<g transform="translate(0,${height})">${svgElements(axis.node()!)}</g>`,
    ];
    return { width, height: height + AXIS, elements: elements.join('\n') };
  };
  return {
    counts,
    picture,
    setDensity: (density) => lay({ rows: rowsOf(places, density) }),
    setColor: (colorBy) => lay({ colorBy }),
  };
}

/** Dense rows for many nodes, tall ones for a few. */
export function densityFor({ nodes }: DrawnTimeline): Density {
  const [dense, medium, tall] = DENSITIES;
  const slots = nodes.slots.reduce((sum, count) => sum + count, 0);
  return slots > 600 ? dense : slots > 24 ? medium : tall;
}

function makeParts(place: HTMLElement, label: string): Parts {
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const mark = make('div', { class: 'gantt-mark', hidden: true });
  const rule = make('div', { class: 'gantt-rule', hidden: true });
  const space = make('div', { class: 'gantt-space' }, canvas, mark);
  const scroller = make(
    'div',
    {
      class: 'gantt-scroll',
      style: `--left: ${MARGIN.left}px`,
      tabindex: 0,
      role: 'group',
      'aria-label': label,
    },
    space,
  );
  const box = make('div', { class: 'gantt' }, scroller, rule);
  place.append(box);
  return { box, scroller, space, canvas, mark, rule };
}

interface Followed {
  readonly parts: Parts;
  readonly chart: GanttChart;
  readonly view: TimeView;
  readonly rows: () => Rows;
  readonly windowNow: () => GanttWindow;
}

/** Pointing and picking: what is under the pointer is framed, and told. */
function followGantt({ parts, chart, view, rows, windowNow }: Followed): void {
  const { places } = chart;
  const { timeline } = places;
  const pixel = () => (view.shown()[1] - view.shown()[0]) / windowNow().width;
  const timeAt = (clientX: number) => {
    const left = parts.canvas.getBoundingClientRect().left;
    return view.shown()[0] + (clientX - left) * pixel();
  };
  const under = (event: PointerEvent) => {
    const { top } = parts.space.getBoundingClientRect();
    return hitAt(places, rows(), { y: event.clientY - top, time: timeAt(event.clientX) });
  };
  const placeOf = (event: PointerEvent) => {
    const box = parts.box.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const frame = (hit: Hit | undefined) => {
    const bar = hit?.bar;
    parts.mark.hidden = bar === undefined;
    if (hit === undefined || bar === undefined) return;
    const { bars } = timeline;
    const { from, to, width } = windowNow();
    const x = (time: number) => (Math.min(to, Math.max(from, time)) - from) / pixel();
    const left = x(bars.start[bar]!);
    Object.assign(parts.mark.style, {
      left: `${MARGIN.left + left}px`,
      width: `${Math.max(2, Math.min(width, x(bars.end[bar]!)) - left)}px`,
      top: `${hit.row.top + bars.slot[bar]! * hit.row.pitch}px`,
      height: `${Math.max(2, bars.slots[bar]! * hit.row.pitch)}px`,
    });
  };
  followMoves({
    scroller: parts.scroller,
    view,
    timeAt,
    pixel,
    onPoint: (event) => {
      const hit = event === null ? undefined : under(event);
      frame(hit);
      chart.onPoint(hit, event === null ? { x: 0, y: 0 } : placeOf(event));
    },
    onPick: (event) => {
      const hit = event === null ? firstAtCursor(places, rows(), view, windowNow()) : under(event);
      frame(hit);
      chart.onPick(hit, event === null ? { x: MARGIN.left, y: 0 } : placeOf(event));
    },
    onLetGo: () => {
      const wasPicked = chart.onLetGo();
      if (wasPicked) frame(undefined);
      return wasPicked;
    },
  });
  view.listen((change) => {
    if (change === 'shown') parts.mark.hidden = true;
  });
}

/** For readers without a pointer: the first bar at the cursor among the rows in view. */
function firstAtCursor(
  places: Places,
  rows: Rows,
  view: TimeView,
  { top, height }: GanttWindow,
): Hit | undefined {
  const time = view.cursor() ?? (view.shown()[0] + view.shown()[1]) / 2;
  for (const row of rows.rows) {
    if (row.top < top) continue;
    if (row.top > top + height) return undefined;
    for (let y = row.top + row.pitch / 2; y < row.top + row.height; y += row.pitch) {
      const hit = hitAt(places, rows, { y, time });
      if (hit?.bar !== undefined) return hit;
    }
  }
  return undefined;
}
