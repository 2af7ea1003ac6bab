// The pool as a picture at the cursor's time: a cell a node, its colour the state, filled as its slots are taken; what
// was asked for and is not there as an outline, the queue as a heap beside it. Nodes grow as they come and shrink as they go.

import type { DrawnTimeline } from '../../planner/index.ts';
import { make } from '../dom.ts';
import type { Picture } from '../export.ts';
import { onFrame } from '../frame.ts';
import { nodePaint, statePaint } from '../palette.ts';
import type { TimeView } from '../view.ts';
import { nodeAt, stateAt } from './berths.ts';
import { fitCanvas, followInk, type Ink } from './ink.ts';
import { type Lanes, takenSlots } from './lanes.ts';
import type { Places } from './places.ts';
import { type Block, heapOf, layPool, type PoolLayout } from './pool-layout.ts';
import { type Brushes, createSvgBrushes } from './svg-brushes.ts';
import { onWidth } from './width.ts';

export interface PoolPicture {
  /** What the picture shows, for those who cannot see it. */
  readonly label: string;
  readonly places: Places;
  /** Tasks that wait at a time. */
  readonly waiting: (time: number) => number;
  /** What is shown until somebody points at a time. */
  readonly time: number;
}

export interface PoolHandle {
  readonly counts: { frames: number };
  /** What is shown now, as a file can hold it. */
  readonly picture: () => Picture;
}

/** Room for the heap at the right, or under the nodes on a narrow page. */
const HEAP_WIDTH = 170;
const HEAP_HEIGHT = 130;
const NARROW = 560;
const MOST_DOTS = 240;
/** How long a node takes to come or go, in milliseconds. */
const MOVE = 260;

interface Painter {
  readonly picture: PoolPicture;
  readonly lanes: Lanes;
  readonly context: Brushes;
  readonly ink: Ink;
  readonly layout: PoolLayout;
  readonly time: number;
}

/** Puts the picture into `place`; it shows the time of the cursor, the last it had, or what it is given to begin with. */
export function drawPool(place: HTMLElement, picture: PoolPicture, view: TimeView): PoolHandle {
  const { places } = picture;
  const canvas = make('canvas', { role: 'img', 'aria-label': picture.label });
  place.append(canvas);
  const counts = { frames: 0 };
  const presence = createPresence();
  let layout: PoolLayout | undefined;
  let width = view.room.poolWidth;
  let { time } = picture;

  const paint = (context: Brushes, height: number) => {
    const lanes = places.lanes();
    const painter: Painter = { picture, lanes, context, ink: ink(), layout: layout!, time };
    for (const [at, block] of layout!.blocks.entries()) paintBlock(painter, block, at, presence);
    const isNarrow = width < NARROW;
    const left = isNarrow ? 0 : width - HEAP_WIDTH;
    const right = isNarrow ? Math.min(width, HEAP_WIDTH * 1.6) : width;
    paintHeap(painter, { left, right, bottom: height - 4, top: height - HEAP_HEIGHT + 8 });
  };
  const heightNow = () => {
    const isNarrow = width < NARROW;
    layout ??= layPool(places, isNarrow ? width - 2 : width - HEAP_WIDTH - 20);
    return isNarrow ? layout.height + HEAP_HEIGHT : Math.max(layout.height, HEAP_HEIGHT);
  };
  // It has its height before it is drawn, so that nothing moves when it is.
  const reserve = () => {
    canvas.style.height = `${heightNow()}px`;
  };
  reserve();
  const draw = () => {
    if (!canvas.isConnected) return;
    const height = heightNow();
    const context = fitCanvas(canvas, width, height);
    if (context === null) return;
    context.clearRect(0, 0, width, height);
    presence.step(performance.now());
    paint(context, height);
    counts.frames += 1;
    if (presence.isMoving()) ask();
    else presence.rest();
  };
  const ask = onFrame(draw, place);
  const ink = followInk(place, { ask, draw });
  view.listen(() => {
    const cursor = view.cursor();
    if (cursor === null || cursor === time) return;
    time = cursor;
    ask();
  });
  onWidth(place, 240, (next) => {
    width = next;
    view.room.poolWidth = next;
    layout = undefined;
    reserve();
    ask();
  });
  const asPicture = (): Picture => {
    const brushes = createSvgBrushes();
    const height = heightNow();
    paint(brushes, height);
    return { width, height, elements: brushes.elements() };
  };
  return { counts, picture: asPicture };
}

interface Berth {
  share: number;
  wanted: number;
  node: number | undefined;
}

/** How much of each berth's node is there, 0 to 1: it follows what is, a little later. */
function createPresence() {
  const berths = new Map<string, Berth>();
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let last: number | undefined;
  const isMoving = () => [...berths.values()].some(({ share, wanted }) => share !== wanted);
  return {
    isMoving,
    /** Moves all on to a moment. */
    step(now: number): void {
      const by = last === undefined ? 0 : (now - last) / MOVE;
      for (const one of berths.values()) {
        const gap = one.wanted - one.share;
        one.share = Math.abs(gap) <= by ? one.wanted : one.share + Math.sign(gap) * by;
      }
      last = now;
    },
    /** Nothing moves any more: what comes next begins when it is seen. */
    rest(): void {
      last = undefined;
    },
    /** The share to draw of what stands there now. */
    of(key: string, node: number | undefined): number {
      const wanted = node === undefined ? 0 : 1;
      const known = berths.get(key);
      if (known === undefined || still.matches) {
        berths.set(key, { share: wanted, node, wanted });
        return wanted;
      }
      // Another node in the place of one that was there grows again, but not from nothing.
      if (node !== undefined && node !== known.node) known.share = Math.min(known.share, 0.4);
      if (node !== undefined) known.node = node;
      known.wanted = wanted;
      return known.share;
    },
  };
}

function paintBlock(
  painter: Painter,
  { group, heading, top, cellsTop, columns, cells }: Block,
  at: number,
  presence: ReturnType<typeof createPresence>,
): void {
  const { context, ink, layout, time, picture } = painter;
  const { pitch } = layout;
  const cornerOf = (cell: number) => ({
    x: (cell % columns) * pitch,
    y: cellsTop + Math.floor(cell / columns) * pitch,
  });
  const empty: number[] = [];
  for (let cell = 0; cell < cells; cell += 1) {
    const node = nodeAt(group.berths[cell] ?? [], picture.places.timeline, time);
    if (node === undefined) empty.push(cell);
    const share = presence.of(`${at} ${cell}`, node);
    if (share > 0) paintCell(painter, node, { ...cornerOf(cell), share });
  }
  const there = cells - empty.length;
  const wanted = targetAt(picture.places.timeline, group.pool, time)[group.isDedicated ? 0 : 1];
  for (const cell of empty.slice(0, Math.max(0, wanted - there))) paintMissing(painter, cornerOf(cell));
  context.font = '600 12px ui-sans-serif, system-ui, sans-serif';
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillStyle = ink.color('var(--soft)');
  context.fillText(`${heading}: ${there} of ${wanted} asked for`, 0, top + 2);
}

/** How deep a cell is filled behind its slots; cells without any are plain. */
const DEPTH: Readonly<Record<string, number>> = { running: 0.25, idle: 0.45, untold: 0.45 };

/** A node that the pool was asked for and that is not there. */
function paintMissing(
  { context, ink, layout: { pitch } }: Painter,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const space = pitch >= 14 ? 5 : 2.5;
  rounded(context, x + space / 2, y + space / 2, pitch - space, Math.min(4, pitch / 6));
  context.setLineDash(pitch >= 14 ? [4, 3] : [2, 1]);
  context.lineWidth = 1.2;
  context.strokeStyle = ink.color('var(--target)');
  context.stroke();
  context.setLineDash([]);
}

function paintCell(
  {
    context,
    ink,
    layout: { pitch },
    picture: {
      places: { timeline },
    },
    lanes,
    time,
  }: Painter,
  node: number | undefined,
  { x, y, share }: { readonly x: number; readonly y: number; readonly share: number },
): void {
  const space = pitch >= 14 ? 3 : 1.5;
  const size = (pitch - space) * (0.4 + 0.6 * share);
  const left = x + (pitch - size) / 2;
  const top = y + (pitch - size) / 2;
  const place = node === undefined ? -1 : stateAt(timeline, node, time);
  const { color, key } =
    place < 0 || node === undefined ? statePaint(0) : nodePaint(timeline.nodes, node, place);
  context.globalAlpha = share * (node === undefined ? 0.3 : 1);
  context.fillStyle = ink.color(color);
  rounded(context, left, top, size, Math.min(4, size / 5));
  context.globalAlpha *= DEPTH[key] ?? 1;
  context.fill();
  context.globalAlpha = share;
  if (node !== undefined && timeline.nodes.isKept[node] === 1) {
    const { taken } = takenSlots(timeline, lanes, node, time);
    const slots = timeline.nodes.slots[node]!;
    if (taken > 0) paintSlots(context, { left, top, size, slots, taken, color: ink.color('var(--useful)') });
  }
  context.globalAlpha = 1;
}

interface Slots {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly slots: number;
  readonly taken: number;
  readonly color: string;
}

/** Taken slots: small squares where they can be told apart, else the share of the cell from below. */
function paintSlots(context: Brushes, { left, top, size, slots, taken, color }: Slots): void {
  context.fillStyle = color;
  const across = Math.ceil(Math.sqrt(slots));
  const inset = size > 16 ? 2 : 1;
  const step = (size - 2 * inset) / across;
  if (step < 3.5) {
    const height = (size - 2) * Math.min(1, taken / slots);
    context.fillRect(left + 1, top + size - 1 - height, size - 2, height);
    return;
  }
  const down = Math.ceil(slots / across);
  const high = (size - 2 * inset) / down;
  for (let slot = 0; slot < taken; slot += 1) {
    const column = slot % across;
    const row = Math.floor(slot / across);
    context.fillRect(
      left + inset + column * step + 0.5,
      top + size - inset - (row + 1) * high + 0.5,
      step - 1,
      high - 1,
    );
  }
}

function rounded(context: Brushes, left: number, top: number, size: number, radius: number): void {
  context.beginPath();
  context.roundRect(left, top, size, size, radius);
}

/** What a pool was asked for at a time: dedicated and low-priority nodes. */
export function targetAt({ targets }: DrawnTimeline, pool: number, time: number): readonly [number, number] {
  let found: readonly [number, number] = [0, 0];
  for (let row = 0; row < targets.count && targets.time[row]! <= time; row += 1)
    if (targets.pool[row] === pool) found = [targets.dedicated[row]!, targets.lowPriority[row]!];
  return found;
}

/** From one line of words to the next, in pixels. */
const LINE = 14;

/** The queue: a heap of dots, widest at the foot. */
function paintHeap(
  { context, ink, picture, time }: Painter,
  box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
): void {
  const waiting = Math.round(picture.waiting(time));
  const { each, dots } = heapOf(waiting, MOST_DOTS);
  const words = waiting === 0 ? 'nobody waits' : `${waiting.toLocaleString('en')} waiting`;
  const lines = each > 1 ? [words, `a dot is ${each.toLocaleString('en')}`] : [words];
  const foot = box.bottom - 6 - lines.length * LINE;
  const base = Math.max(1, Math.ceil((Math.sqrt(8 * dots + 1) - 1) / 2));
  const step = Math.min(9, (box.right - box.left) / base, (foot - box.top) / base);
  const middle = (box.left + box.right) / 2;
  context.fillStyle = ink.color('var(--waiting)');
  let left = dots;
  for (let row = 0; left > 0; row += 1) {
    const count = Math.min(left, base - row);
    if (count <= 0) break;
    const from = middle - ((base - row) * step) / 2;
    for (let column = 0; column < count; column += 1) {
      context.beginPath();
      context.arc(from + (column + 0.5) * step, foot - (row + 0.5) * step, step * 0.42, 0, 2 * Math.PI);
      context.fill();
    }
    left -= count;
  }
  context.strokeStyle = ink.color('var(--hair)');
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(box.left, foot + 0.5);
  context.lineTo(box.right, foot + 0.5);
  context.stroke();
  context.font = '600 12px ui-sans-serif, system-ui, sans-serif';
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  context.fillStyle = ink.color('var(--soft)');
  lines.forEach((line, at) => {
    context.fillText(line, middle, box.bottom - (lines.length - 1 - at) * LINE);
  });
  context.textAlign = 'left';
}
