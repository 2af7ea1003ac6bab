// Time that passes on the page: the cursor moves along the run at a speed, steps to the next thing that happens, and
// the charts follow. Nothing here draws.

import type { DrawnTimeline } from '../planner/index.ts';
import type { TimeView } from './view.ts';

export interface Playback {
  readonly isPlaying: () => boolean;
  readonly play: () => void;
  readonly pause: () => void;
  /** Seconds of the run in a second. */
  readonly setSpeed: (speed: number) => void;
  /** To the next thing that happens, or the one before. */
  readonly step: (kind: 'event' | 'evaluation', direction: 1 | -1) => void;
  /** The time it is at. */
  readonly time: () => number;
  readonly seek: (time: number) => void;
  readonly listen: (listener: () => void) => void;
}

/**
 * A playback of one run over its view. Until somebody points at a time it stands at `first`, a moment worth seeing;
 * playing begins at the beginning of what is in view all the same. Where the run before was playing, it goes on.
 */
export function createPlayback(timeline: DrawnTimeline, view: TimeView, first: number): Playback {
  const listeners: (() => void)[] = [];
  let isPlaying = false;
  let speed = 3600;
  let time = view.cursor() ?? first;
  let isUntouched = view.cursor() === null;
  let events: Float64Array | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const seek = (to: number) => {
    time = Math.min(view.whole[1], Math.max(0, to));
    isUntouched = false;
    follow(view, time);
    view.point(time);
    tell();
  };
  const me = {};
  const pause = () => {
    isPlaying = false;
    if (view.room.player === me) view.room.player = undefined;
    tell();
  };
  const play = () => {
    if (isPlaying) return;
    view.room.player = me;
    if (isUntouched) time = view.shown()[0];
    if (time >= view.whole[1]) time = 0;
    isPlaying = true;
    let last = performance.now();
    const frame = (now: number) => {
      // The playback of a newer run goes on in its place.
      if (view.room.player !== me) isPlaying = false;
      if (!isPlaying) return;
      const next = time + ((now - last) / 1000) * speed;
      last = now;
      if (next >= view.whole[1]) isPlaying = false;
      seek(next);
      if (isPlaying) requestAnimationFrame(frame);
      else view.room.player = undefined;
    };
    requestAnimationFrame(frame);
    tell();
  };
  view.listen((change) => {
    const cursor = view.cursor();
    if (change === 'shown' || cursor === null || cursor === time || isPlaying) return;
    time = cursor;
    isUntouched = false;
    tell();
  });
  if (view.room.player !== undefined) play();
  return {
    isPlaying: () => isPlaying,
    play,
    pause,
    setSpeed: (to) => {
      speed = to;
    },
    step: (kind, direction) => {
      events ??= eventTimes(timeline);
      const times = kind === 'event' ? events : timeline.evaluations.time;
      const next = neighbour(times, time, direction);
      if (isPlaying) pause();
      if (next !== undefined) seek(next);
    },
    time: () => time,
    seek,
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

/** Keeps a time in view: when it leaves at one side, the view turns a page. */
function follow(view: TimeView, time: number): void {
  const [from, to] = view.shown();
  if (time >= from && time <= to) return;
  const left = time > to ? time - (to - from) * 0.1 : time - (to - from) * 0.9;
  view.show(left, left + (to - from));
}

/** Every time at which something happened, each once, in order. */
export function eventTimes({ bars, nodes, evaluations }: DrawnTimeline): Float64Array {
  const all = new Float64Array(2 * bars.count + nodes.stateTime.length + evaluations.count);
  all.set(bars.start);
  all.set(bars.end, bars.count);
  all.set(nodes.stateTime, 2 * bars.count);
  all.set(evaluations.time, 2 * bars.count + nodes.stateTime.length);
  all.sort();
  let kept = 0;
  for (const time of all) if (kept === 0 || time > all[kept - 1]!) all[kept++] = time;
  return all.slice(0, kept);
}

/** The next time after, or the last before. */
export function neighbour(times: Float64Array, time: number, direction: 1 | -1): number | undefined {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const isBefore = direction === 1 ? times[middle]! <= time : times[middle]! < time;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return direction === 1 ? times[low] : times[low - 1];
}
