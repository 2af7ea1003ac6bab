// Paints the part of a Gantt chart that is in view. What lies within one column of pixels is merged: the deeper the
// colour, the more of the column is taken; one bad end in it shows. So a frame costs what is on the screen, not
// what is in the run.

import { BAR, type Timeline } from '../../planner/index.ts';
import { NODE_STATES } from '../../simulator/index.ts';
import { BAR_ENDS, barPaint, entryPaint, statePaint } from '../palette.ts';
import { firstRow, HEADING, type Row, type Rows } from './gantt-rows.ts';
import type { Ink } from './ink.ts';
import { firstEndingAfter, isBad, type Lanes } from './lanes.ts';
import type { Brushes } from './svg-brushes.ts';

export interface GanttScene {
  readonly timeline: Timeline;
  readonly lanes: Lanes;
  readonly rows: Rows;
  readonly colorBy: 'end' | 'job';
}

/** What is in view: a stretch of time over `width` pixels, and heights from `top` on. */
export interface GanttWindow {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Narrower bars are merged with their neighbours. */
const NARROW = 1.6;
/** How deep the colour is by how much of a column is taken. */
const DEPTHS = [0.3, 0.55, 0.8, 1] as const;
const IDLE = NODE_STATES.indexOf('idle');
const RUNNING = NODE_STATES.indexOf('running');
const BAD = BAR_ENDS.find(({ key }) => key === 'failure')!.color;

/** Rectangles of one colour and depth, painted together. */
class Brush {
  private readonly strokes = new Map<string, { color: string; depth: number; rects: number[] }>();
  count = 0;

  add(
    color: string,
    depth: number,
    rect: readonly [x: number, y: number, width: number, height: number],
  ): void {
    const key = `${color}${depth}`;
    let stroke = this.strokes.get(key);
    if (stroke === undefined) {
      stroke = { color, depth, rects: [] };
      this.strokes.set(key, stroke);
    }
    stroke.rects.push(...rect);
    this.count += 1;
  }

  paint(context: Brushes, ink: Ink): void {
    for (const { color, depth, rects } of this.strokes.values()) {
      context.fillStyle = ink.color(color);
      context.globalAlpha = depth;
      for (let at = 0; at < rects.length; at += 4)
        context.fillRect(rects[at]!, rects[at + 1]!, rects[at + 2]!, rects[at + 3]!);
    }
    context.globalAlpha = 1;
  }
}

/** Paints the window; gives how many rectangles that took. */
export function paintGantt(context: Brushes, scene: GanttScene, window: GanttWindow, ink: Ink): number {
  const { rows } = scene;
  context.clearRect(0, 0, window.width, window.height);
  const states = new Brush();
  const bars = new Brush();
  for (let place = firstRow(rows, window.top); place < rows.rows.length; place += 1) {
    const row = rows.rows[place]!;
    if (row.top > window.top + window.height) break;
    paintRow(row, scene, window, { states, bars });
  }
  states.paint(context, ink);
  bars.paint(context, ink);
  paintHeadings(context, rows, window, ink);
  return states.count + bars.count;
}

function paintRow(
  row: Row,
  scene: GanttScene,
  window: GanttWindow,
  brushes: { readonly states: Brush; readonly bars: Brush },
): void {
  const { nodes } = scene.timeline;
  let last = Number.NEGATIVE_INFINITY;
  for (let place = firstNode(row, scene.timeline, window.from); place < row.berth.length; place += 1) {
    const node = row.berth[place]!;
    if (nodes.came[node]! >= window.to) break;
    // Nodes that came and went within a pixel of the one before are not told apart.
    if (xOf(window, Math.min(nodes.went[node]!, window.to)) < last + 0.5) continue;
    last = xOf(window, nodes.went[node]!);
    paintStates(node, row, scene.timeline, window, brushes.states);
    if (nodes.isKept[node] === 0) continue;
    for (let slot = 0; slot < nodes.slots[node]!; slot += 1)
      paintLane(
        scene,
        window,
        { node, slot, top: row.top - window.top + slot * row.pitch, pitch: row.pitch },
        brushes.bars,
      );
  }
}

const xOf = ({ from, to, width }: GanttWindow, time: number): number => ((time - from) / (to - from)) * width;

/** The first node of a berth that has not gone before a time. */
function firstNode({ berth }: Row, { nodes }: Timeline, time: number): number {
  let low = 0;
  let high = berth.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes.went[berth[middle]!]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the node was like, behind its bars; idle and running alternate often and are one while neither is wide. */
function paintStates(node: number, row: Row, { nodes }: Timeline, window: GanttWindow, brush: Brush): void {
  const y = row.top - window.top;
  const end = Math.min(nodes.went[node]!, window.to);
  const until = nodes.firstState[node + 1]!;
  let place = nodes.firstState[node]!;
  while (place < until) {
    const state = nodes.state[place]!;
    const start = Math.max(nodes.stateTime[place]!, window.from);
    let next = place + 1;
    // Short stretches of work are drawn as one.
    const reach = start + ((window.to - window.from) / window.width) * 2;
    while (next < until && isWork(state) && isWork(nodes.state[next]!) && nodes.stateTime[next]! < reach)
      next += 1;
    const stop = Math.min(next < until ? nodes.stateTime[next]! : end, end);
    if (stop > window.from && start < window.to) {
      const x = xOf(window, start);
      const { color, depth } = statePaint(state);
      brush.add(color, depth, [x, y, Math.max(0.75, xOf(window, stop) - x), row.height]);
    }
    if (stop >= window.to) break;
    place = next;
  }
}

const isWork = (state: number): boolean => state === IDLE || state === RUNNING;

interface Lane {
  readonly node: number;
  readonly slot: number;
  readonly top: number;
  readonly pitch: number;
}

function paintLane(scene: GanttScene, window: GanttWindow, lane: Lane, brush: Brush): void {
  const { timeline, lanes } = scene;
  const { bars } = timeline;
  const number = lanes.firstLane[lane.node]! + lane.slot;
  const until = lanes.firstBar[number + 1]!;
  const second = window.width / (window.to - window.from);
  const run = { left: 0, right: -1, color: '', depth: 0, slots: 1 };
  const flush = () => {
    if (run.right > run.left) brush.add(run.color, run.depth, place(lane, run.left, run.right, run.slots));
    run.right = -1;
  };
  let bar = firstEndingAfter(timeline, { from: lanes.firstBar[number]!, until, time: window.from });
  while (bar < until && bars.start[bar]! < window.to) {
    const left = xOf(window, bars.start[bar]!);
    const right = xOf(window, bars.end[bar]!);
    if (right - left >= NARROW) {
      flush();
      // A hair of space tells neighbours apart.
      const edge = right - left > 4 ? 0.75 : 0;
      brush.add(
        colorOf(scene, bar),
        depthOf(bars.kind[bar]!),
        place(lane, Math.max(-2, left), Math.min(right - edge, window.width + 2), bars.slots[bar]!),
      );
      bar += 1;
      continue;
    }
    const column = Math.floor(left);
    const time = window.from + (column + 1) / second;
    const next = Math.max(bar + 1, firstEndingAfter(timeline, { from: bar, until, time }));
    const share = (lanes.busy[next]! - lanes.busy[bar]!) * second;
    const depth = DEPTHS[Math.min(3, Math.floor(share * 4))]!;
    const color = lanes.bad[next]! > lanes.bad[bar]! && scene.colorBy === 'end' ? BAD : colorOf(scene, bar);
    if (run.right !== column || run.color !== color || run.depth !== depth) {
      flush();
      Object.assign(run, { left: column, color, depth, slots: bars.slots[bar]! });
    }
    run.right = column + 1;
    bar = next;
  }
  flush();
}

const place = ({ top, pitch }: Lane, left: number, right: number, slots: number) => {
  const space = pitch >= 4 ? 1 : pitch >= 2 ? 0.5 : 0;
  return [left, top, Math.max(1, right - left), pitch * slots - space] as const;
};

const depthOf = (kind: number): number => (kind === BAR.subtask ? 0.7 : 1);

function colorOf({ timeline: { bars }, colorBy }: GanttScene, bar: number): string {
  if (colorBy === 'job' && !isBad(bars.how[bar]!)) return entryPaint(bars.job[bar]!).color;
  return barPaint(bars.kind[bar]!, bars.how[bar]!).color;
}

function paintHeadings(context: Brushes, { headings }: Rows, window: GanttWindow, ink: Ink): void {
  context.font = '600 12px ui-sans-serif, system-ui, sans-serif';
  context.textBaseline = 'middle';
  for (const { top, text } of headings) {
    const y = top - window.top;
    if (y + HEADING < 0 || y > window.height) continue;
    context.fillStyle = ink.color('var(--soft)');
    context.fillText(text, 2, y + HEADING / 2 + 2);
  }
}
