// Paints the part of a Gantt chart that is in view. What lies within one column of pixels is merged: the deeper the
// colour, the more of the column is taken; one bad end in it shows. So a frame costs what is on the screen, not
// what is in the run.

import { BAR, type DrawnTimeline } from '../../planner/index.ts';
import { NODE_STATES } from '../../simulator/index.ts';
import { BAR_ENDS, barPaint, entryPaint, nodePaint } from '../palette.ts';
import { firstRow, HEADING, type Row, type Rows } from './gantt-rows.ts';
import type { Ink } from './ink.ts';
import { firstEndingAfter, isBad, type Lanes } from './lanes.ts';
import type { Brushes } from './svg-brushes.ts';

export interface GanttScene {
  readonly timeline: DrawnTimeline;
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
/** Wider ones are parted from their neighbours; others that lie side by side are painted as one. */
const PARTED = 4;
/** So near lie bars that follow each other at once, in pixels. */
const TOUCH = 0.3;
/** How deep the colour is by how much of a column is taken. */
const DEPTHS = [0.3, 0.55, 0.8, 1] as const;
/** Times that should be one instant differ by less than this share of a pixel. */
const FUZZ = 1e-6;
const IDLE = NODE_STATES.indexOf('idle');
const RUNNING = NODE_STATES.indexOf('running');
const BAD = BAR_ENDS.find(({ key }) => key === 'failure')!.color;

/** Rectangles of one colour and depth, painted together. */
class Brush {
  private readonly strokes: { readonly color: string; readonly depth: number; readonly rects: number[] }[] =
    [];
  private last = { color: '', depth: 0, rects: [] as number[] };
  count = 0;

  add(
    color: string,
    depth: number,
    rect: readonly [x: number, y: number, width: number, height: number],
  ): void {
    // Mostly the one before; there are only a few.
    if (this.last.color !== color || this.last.depth !== depth) this.last = this.strokeOf(color, depth);
    this.last.rects.push(rect[0], rect[1], rect[2], rect[3]);
    this.count += 1;
  }

  private strokeOf(color: string, depth: number): Brush['last'] {
    const known = this.strokes.find((one) => one.color === color && one.depth === depth);
    if (known !== undefined) return known;
    const made = { color, depth, rects: [] };
    this.strokes.push(made);
    return made;
  }

  paint(context: Brushes, ink: Ink): void {
    for (const { color, depth, rects } of this.strokes) {
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
function firstNode({ berth }: Row, { nodes }: DrawnTimeline, time: number): number {
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
function paintStates(
  node: number,
  row: Row,
  { nodes }: DrawnTimeline,
  window: GanttWindow,
  brush: Brush,
): void {
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
      const { color, depth } = nodePaint(nodes, node, place);
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
  const timeAt = (x: number) => window.from + (x / window.width) * (window.to - window.from);
  /** What lies side by side and looks alike; `edge` is how far the lane is painted in whole columns. */
  const run = { left: 0, right: -1, color: '', depth: 0, slots: 1 };
  let edge = Number.NEGATIVE_INFINITY;
  const flush = () => {
    if (run.right > run.left) brush.add(run.color, run.depth, place(lane, run.left, run.right, run.slots));
    run.right = -1;
  };
  const extend = (color: string, depth: number, slots: number, left: number, right: number) => {
    const isAlike = run.color === color && run.depth === depth && run.slots === slots;
    if (!isAlike || run.right <= run.left || left - run.right > TOUCH) {
      flush();
      [run.left, run.color, run.depth, run.slots] = [left, color, depth, slots];
    }
    run.right = right;
  };
  let bar = firstEndingAfter(timeline, { from: lanes.firstBar[number]!, until, time: window.from });
  while (bar < until && bars.start[bar]! < window.to) {
    // What of the bar lies in a column that is painted already is in that column's share.
    const left = Math.max(edge, xOf(window, bars.start[bar]!));
    const right = xOf(window, bars.end[bar]!);
    if (right - left >= NARROW) {
      // A hair of space parts a bar that is wide enough from the next.
      const hair = right - left > PARTED ? 0.75 : 0;
      const [from, to] = [Math.max(-2, left), Math.min(right - hair, window.width + 2)];
      extend(colorOf(scene, bar), depthOf(bars.kind[bar]!), bars.slots[bar]!, from, to);
      bar += 1;
      continue;
    }
    const column = Math.floor(left + FUZZ);
    const { share, next, last } = columnOf(scene, {
      bar,
      until,
      from: timeAt(column),
      to: timeAt(column + 1),
    });
    const depth = DEPTHS[Math.min(3, Math.floor(share * 4 + FUZZ))]!;
    const isBadOne = lanes.bad[last]! > lanes.bad[bar]! && scene.colorBy === 'end';
    const color = isBadOne ? BAD : colorOf(scene, bar);
    extend(color, depth, bars.slots[bar]!, column, column + 1);
    edge = column + 1;
    bar = next;
  }
  flush();
}

/**
 * What of a stretch is taken by bars of one lane from `bar` on, the share of it; the first bar that reaches beyond it,
 * and the first that does not touch it.
 */
function columnOf(
  { timeline, lanes }: GanttScene,
  {
    bar,
    until,
    from,
    to,
  }: { readonly bar: number; readonly until: number; readonly from: number; readonly to: number },
): { readonly share: number; readonly next: number; readonly last: number } {
  const { bars } = timeline;
  const next = firstEndingAfter(timeline, { from: bar, until, time: to });
  const isBeyond = next < until && bars.start[next]! < to;
  const before = Math.max(0, from - bars.start[bar]!);
  const whole = lanes.busy[next]! - lanes.busy[bar]!;
  const part = isBeyond ? to - bars.start[next]! : 0;
  const share = (whole + part - before) / (to - from);
  return { share, next: next === bar && !isBeyond ? bar + 1 : next, last: next + Number(isBeyond) };
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
