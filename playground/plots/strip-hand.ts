// The reader's hand on a strip of samples: drawing, erasing and selecting by pointer, and all of it by keys.

import type { Slots } from '../sample-slots.ts';
import type { Geometry, Stretch } from './strip.ts';

/** New values by slot; nothing for a sample that is to be missing. */
export type SlotChanges = ReadonlyMap<number, number | undefined>;

export interface HandEvents {
  readonly onChange: (changes: SlotChanges) => void;
  /** A stroke or a key press is over. */
  readonly onEnd: () => void;
  /** The slot under the pointer, or none. */
  readonly onPoint: (slot: number | undefined) => void;
  readonly onSelect: (selected: Stretch | undefined) => void;
}

interface HandOptions extends HandEvents {
  readonly geometry: () => Geometry;
  readonly slots: () => Slots;
  readonly isWhole: boolean;
  readonly hold: (isHeld: boolean) => void;
  readonly moved: () => void;
}

export interface Hand {
  readonly tool: 'draw' | 'erase' | 'select';
}

interface Cursor {
  readonly slot: number;
  readonly isShown: boolean;
}

const STEP = 30;

/** Listens to an SVG element. */
export function createHand(
  svg: SVGSVGElement,
  options: HandOptions,
): { readonly cursor: () => Cursor; readonly setTool: (tool: Hand['tool']) => void } {
  let tool: Hand['tool'] = 'draw';
  let cursor: number | undefined;
  const lastSlot = () => options.slots().length - 1;
  const slot = () => Math.max(0, Math.min(lastSlot(), cursor ?? lastSlot()));
  const moveTo = (to: number) => {
    cursor = Math.max(0, Math.min(lastSlot(), to));
    options.onPoint(cursor);
    options.moved();
  };
  listenToPointer(svg, options, { tool: () => tool, moveTo });
  listenToKeys(svg, options, { slot, moveTo });
  svg.addEventListener('focus', () => moveTo(slot()));
  svg.addEventListener('blur', () => {
    options.onPoint(undefined);
    options.moved();
  });
  return {
    cursor: () => ({ slot: slot(), isShown: document.activeElement === svg }),
    setTool: (next) => {
      tool = next;
      svg.dataset.tool = next;
    },
  };
}

/** A value as the metric can have it: whole, or to a hundredth of the scale. */
function snapped(value: number, { isWhole, geometry }: Pick<HandOptions, 'isWhole' | 'geometry'>): number {
  if (isWhole) return Math.round(value);
  const grain = 10 ** Math.floor(Math.log10(geometry().top) - 1.5);
  return Math.round(Math.round(value / grain) * grain * 1e6) / 1e6;
}

interface PointerNeeds {
  readonly tool: () => Hand['tool'];
  readonly moveTo: (slot: number) => void;
}

interface Stroke {
  readonly kind: Hand['tool'];
  readonly from: Place;
  /** What was there before. */
  readonly before: Slots;
  /** The slots that it has written. */
  readonly written: Set<number>;
  last: Place;
  /** A finger that came down may be about to scroll: it writes once it goes sideways, or leaves without having gone. */
  isWaiting: boolean;
}

/** Where a pointer is: on the page across and down, and in the strip. */
interface Place extends Point {
  readonly across: number;
  readonly down: number;
}

function listenToPointer(svg: SVGSVGElement, options: HandOptions, { tool, moveTo }: PointerNeeds): void {
  let stroke: Stroke | undefined;
  const at = ({ clientX, clientY }: PointerEvent): Place => {
    const { left, top } = svg.getBoundingClientRect();
    const { slotAt, valueAt } = options.geometry();
    return { slot: slotAt(clientX - left), value: valueAt(clientY - top), across: clientX, down: clientY };
  };
  svg.addEventListener('contextmenu', (event) => event.preventDefault());
  svg.addEventListener('pointerdown', (event) => {
    if (options.slots().length === 0) return;
    const place = at(event);
    const kind = event.shiftKey ? 'select' : event.button === 2 ? 'erase' : tool();
    const isWaiting = event.pointerType === 'touch';
    stroke = { kind, from: place, last: place, before: options.slots(), written: new Set(), isWaiting };
    svg.setPointerCapture(event.pointerId);
    options.hold(true);
    if (!isWaiting) begin(stroke, options);
    moveTo(place.slot);
  });
  svg.addEventListener('pointermove', (event) => {
    const place = at(event);
    if (stroke?.isWaiting && isSideways(stroke.from, place)) begin(stroke, options);
    if (stroke !== undefined && !stroke.isWaiting) follow(stroke, place, options);
    options.onPoint(place.slot);
  });
  const end = (finish: (ended: Stroke) => void) => {
    if (stroke === undefined) return;
    finish(stroke);
    stroke = undefined;
    options.onEnd();
    options.hold(false);
  };
  svg.addEventListener('pointerup', () => end((ended) => ended.isWaiting && begin(ended, options)));
  // The page scrolls instead: nobody meant to write.
  svg.addEventListener('pointercancel', () => end((ended) => takeBack(ended, options)));
  svg.addEventListener('pointerleave', () => {
    if (stroke === undefined) options.onPoint(undefined);
  });
}

const isSideways = (from: Place, to: Place): boolean =>
  Math.abs(to.across - from.across) > Math.abs(to.down - from.down);

function begin(stroke: Stroke, options: HandOptions): void {
  stroke.isWaiting = false;
  if (stroke.kind !== 'select') options.onSelect(undefined);
  follow(stroke, stroke.from, options);
}

function follow(stroke: Stroke, place: Place, options: HandOptions): void {
  if (stroke.kind === 'select') {
    options.onSelect(stretchOf(stroke.from.slot, place.slot, options.slots().length));
    return;
  }
  const changes = between({ ...stroke.last, kind: stroke.kind }, place, options);
  for (const slot of changes.keys()) stroke.written.add(slot);
  options.onChange(changes);
  stroke.last = place;
}

/** Puts what a stroke has written back to what was there before. */
function takeBack({ before, written }: Stroke, options: HandOptions): void {
  if (written.size > 0) options.onChange(new Map([...written].map((slot) => [slot, before[slot]])));
}

interface Point {
  readonly slot: number;
  readonly value: number;
}

/** Every slot from one point of a stroke to the next, so that a quick hand leaves none out. */
function between(
  from: Point & { readonly kind: Hand['tool'] },
  to: Point,
  options: HandOptions,
): SlotChanges {
  const changes = new Map<number, number | undefined>();
  const step = Math.sign(to.slot - from.slot);
  const length = Math.abs(to.slot - from.slot);
  for (let at = length === 0 ? 0 : 1; at <= length; at++) {
    const share = length === 0 ? 1 : at / length;
    const value = from.value + (to.value - from.value) * share;
    changes.set(from.slot + step * at, from.kind === 'erase' ? undefined : snapped(value, options));
  }
  return changes;
}

/** The ages that slots from one to another stand for. */
const stretchOf = (one: number, other: number, count: number): Stretch => ({
  newer: (count - 1 - Math.max(one, other)) * STEP,
  older: (count - Math.min(one, other)) * STEP,
});

interface KeyNeeds {
  readonly slot: () => number;
  readonly moveTo: (slot: number) => void;
}

/** How far the keys move along the strip; `Home` and `End` go to its ends. */
const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity,
};
/** How many grains the keys change a value by. */
const RISES: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

function listenToKeys(svg: SVGSVGElement, options: HandOptions, { slot, moveTo }: KeyNeeds): void {
  let anchor: number | undefined;
  const act = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const here = slot();
    const move = MOVES[key];
    if (move !== undefined) {
      if (shiftKey) anchor ??= here;
      else anchor = undefined;
      moveTo(here + move);
      options.onSelect(anchor === undefined ? undefined : stretchOf(anchor, slot(), options.slots().length));
      return true;
    }
    const rise = RISES[key];
    if (rise !== undefined) {
      const grain = options.isWhole ? 1 : options.geometry().top / 100;
      const value = Math.max(0, (options.slots()[here] ?? 0) + rise * grain);
      options.onChange(
        new Map([[here, options.isWhole ? Math.round(value) : Math.round(value * 1e4) / 1e4]]),
      );
    } else if (key === 'Delete' || key === 'Backspace') options.onChange(new Map([[here, undefined]]));
    else if (key === 'Escape') options.onSelect(undefined);
    else return false;
    options.onEnd();
    options.moved();
    return true;
  };
  svg.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || options.slots().length === 0) return;
    if (act(event)) event.preventDefault();
  });
}
