// One mark: instants as ticks on a strip, for evaluations. Thousands of them are two paths, not elements.

import { pointer, select } from 'd3';
import { onFrame } from '../frame.ts';
import type { TimeView } from '../view.ts';
import { timeScale } from './axis.ts';
import { onWidth } from './width.ts';

export interface Tick {
  readonly time: number;
  /** Failures stand out, and stand in front. */
  readonly failed: boolean;
}

export interface TickStrip {
  readonly label: string;
  /** Times rising. */
  readonly ticks: readonly Tick[];
  /** The reader points at a tick, leaves, or chooses one. */
  readonly onPoint: (place: number | null, x: number) => void;
  readonly onChoose: (place: number) => void;
}

const HEIGHT = 26;
/** How far from a tick still counts as on it, in pixels. */
const REACH = 12;
/** Ticks stand this far apart, in pixels, when there are many. */
const APART = 3;

/** Puts the strip into `place`. */
export function drawTicks(place: HTMLElement, strip: TickStrip, view: TimeView): void {
  const svg = select(place).append('svg').attr('class', 'ticks').attr('height', HEIGHT).attr('tabindex', 0);
  svg.attr('role', 'group').attr('aria-label', strip.label);
  const fine = svg.append('path').attr('class', 'instant');
  const failed = svg.append('path').attr('class', 'instant failed');
  const here = svg.append('path').attr('class', 'instant here');
  let width = 600;
  let pointed: number | null = null;

  const plain = strip.ticks.filter((tick) => !tick.failed);
  const bad = strip.ticks.filter((tick) => tick.failed);
  const scale = () => timeScale(view.start, view.shown(), width);
  const stroke = (ticks: readonly Tick[], top: number, bottom: number) => {
    const x = scale();
    const [from, to] = view.shown();
    const at = ticks
      .filter(({ time }) => time >= from && time <= to)
      .map(({ time }) => x(view.start + time * 1000));
    return thin(at)
      .map((left) => `M${left.toFixed(1)},${top}V${bottom}`)
      .join('');
  };
  const point = (next: number | null) => {
    pointed = next;
    const tick = next === null ? undefined : strip.ticks[next];
    here.attr('d', tick === undefined ? '' : stroke([tick], 0, HEIGHT));
    strip.onPoint(next, tick === undefined ? 0 : scale()(view.start + tick.time * 1000));
    if (tick !== undefined) view.point(tick.time);
  };
  const draw = () => {
    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${HEIGHT}`);
    fine.attr('d', stroke(plain, 8, HEIGHT - 4));
    failed.attr('d', stroke(bad, 2, HEIGHT - 4));
  };
  const under = (event: MouseEvent) => {
    const [left] = pointer(event, svg.node());
    const x = scale();
    const nearest = nearestTick(strip.ticks, (x.invert(left).getTime() - view.start) / 1000);
    const near =
      nearest !== null && Math.abs(x(view.start + strip.ticks[nearest]!.time * 1000) - left) <= REACH;
    return near ? nearest : null;
  };
  svg.on('pointermove pointerdown', (event: PointerEvent) => point(under(event)));
  svg.on('pointerleave blur', () => point(null));
  // A finger has left by the time of its click.
  svg.on('click', (event: MouseEvent) => {
    const chosen = pointed ?? under(event);
    if (chosen !== null) strip.onChoose(chosen);
  });
  svg.on('keydown', (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 12, PageUp: -12 }[event.key];
    if (event.key === 'Enter' && pointed !== null) strip.onChoose(pointed);
    else if (event.key === 'Escape' && pointed !== null) point(null);
    else if (step === undefined) return;
    else {
      const from = pointed ?? (nearestTick(strip.ticks, view.cursor() ?? view.shown()[0]) ?? 0) - step;
      point(Math.max(0, Math.min(strip.ticks.length - 1, from + step)));
    }
    event.preventDefault();
  });
  const redraw = onFrame(draw, place, { keepsSize: true });
  view.listen((change) => change === 'shown' && redraw());
  onWidth(place, 240, (next) => {
    width = next;
    redraw();
  });
}

/** Leaves out what would run together with its left neighbour. */
function thin(places: readonly number[]): readonly number[] {
  let last = Number.NEGATIVE_INFINITY;
  return places.filter((place) => {
    if (place - last < APART) return false;
    last = place;
    return true;
  });
}

function nearestTick(ticks: readonly Tick[], time: number): number | null {
  let low = 0;
  let high = ticks.length - 1;
  if (high < 0) return null;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (ticks[middle]!.time <= time) low = middle;
    else high = middle;
  }
  return Math.abs(ticks[high]!.time - time) < Math.abs(ticks[low]!.time - time) ? high : low;
}
