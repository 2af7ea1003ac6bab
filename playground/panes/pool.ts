// The living pool: its picture at the cursor's time, and the controls that let time pass.

import { type DrawnTimeline, formatTally, type Report, valueAt } from '../../planner/index.ts';
import { button, make, swatch } from '../dom.ts';
import { addExport } from '../export.ts';
import { onFrame } from '../frame.ts';
import { NODE_PAINTS, nodePaint } from '../palette.ts';
import { createPlayback, type Playback } from '../playback.ts';
import { nodeAt, stateAt } from '../plots/berths.ts';
import { takenSlots } from '../plots/lanes.ts';
import type { Places } from '../plots/places.ts';
import { drawPool, type PoolHandle } from '../plots/pool.ts';
import { clockText, type TimeView } from '../view.ts';

/** Seconds of the run in a second of the reader's. */
// biome-ignore format: a table
const SPEEDS = [
  { speed: 60,     label: '1 minute a second' },
  { speed: 600,    label: '10 minutes a second' },
  { speed: 3600,   label: '1 hour a second' },
  { speed: 10_800, label: '3 hours a second' },
  { speed: 21_600, label: '6 hours a second' },
] as const;

/** A run of this length takes about so many seconds to play. */
const USUAL_LENGTH = 60;

/** Between two sentences while it plays, in milliseconds. */
const READ = 200;

export interface PoolPane {
  readonly element: HTMLElement;
  readonly playback: Playback;
  readonly chart: PoolHandle;
}

/** The figure. */
export function makePool(report: Report, places: Places, view: TimeView): PoolPane {
  const { timeline } = places;
  const place = make('div', { class: 'plot' });
  const playback = createPlayback(timeline, view, busiestTime(timeline));
  const nodes = formatTally(timeline.nodes.count, 'node');
  const chart = drawPool(
    place,
    {
      label: `The pool at the cursor: a cell a node, ${nodes} in all; below it the same in words.`,
      places,
      waiting: (time) => valueAt(report.series.tasks.active, time),
      time: playback.time(),
    },
    view,
  );
  const wordsAt = makeWords(report, places, view);
  const words = make('p', { class: 'legend-note pool-words' });
  let told = Number.NEGATIVE_INFINITY;
  const tell = onFrame(() => {
    // Nobody reads faster while it plays.
    const now = performance.now();
    if (playback.isPlaying() && now - told < READ) return;
    told = now;
    words.textContent = wordsAt(playback.time());
  }, words);
  playback.listen(tell);
  tell();
  const states = places.nodePaints();
  const legend = make(
    'ul',
    { class: 'legend' },
    ...NODE_PAINTS.filter(({ key }) => states.has(key)).map(({ label, color }) =>
      make('li', {}, swatch(color), make('span', {}, label)),
    ),
    make('li', {}, swatch('var(--target)', 'dashes'), make('span', {}, 'asked for, not there')),
  );
  const element = make(
    'figure',
    { class: 'pool-figure' },
    make('figcaption', {}, make('h3', {}, 'The pool'), legend),
    makeControls(playback, view),
    place,
    words,
  );
  addExport(element, { picture: chart.picture });
  return { element, playback, chart };
}

/** Parts of the run among which the busiest is looked for. */
const PARTS = 400;

/** The middle of the part of the run in which tasks ran longest, all of them together. */
export function busiestTime({ bars, length }: DrawnTimeline): number {
  const part = Math.max(length, 1) / PARTS;
  // What a task leaves unfinished of a part, where it begins and where it ends, and the parts that it fills.
  const pieces = new Float64Array(PARTS + 1);
  const filled = new Int32Array(PARTS + 1);
  for (let bar = 0; bar < bars.count; bar += 1) {
    const [start, end] = [bars.start[bar]! / part, bars.end[bar]! / part];
    const [first, last] = [Math.floor(start), Math.floor(end)];
    filled[first]! += 1;
    filled[last]! -= 1;
    pieces[first]! -= start - first;
    pieces[last]! += end - last;
  }
  let [running, most, busiest] = [0, 0, -0.5];
  for (let at = 0; at < PARTS; at += 1) {
    running += filled[at]!;
    const work = running + pieces[at]!;
    if (work > most) [most, busiest] = [work, at];
  }
  return (busiest + 0.5) * part;
}

/** What the picture shows, in a sentence: nodes and slots as they are, the queue as the report keeps it. */
function makeWords(
  { series }: Report,
  { timeline, ...places }: Places,
  view: TimeView,
): (time: number) => string {
  const berths = places.berths().flatMap((group) => group.berths);
  const { active, running } = series.tasks;
  const isMean = active.width !== undefined || running.width !== undefined;
  return (time) => {
    const states = new Map<string, number>();
    let taken = 0;
    let slots = 0;
    for (const berth of berths) {
      const node = nodeAt(berth, timeline, time);
      const state = node === undefined ? -1 : stateAt(timeline, node, time);
      if (node === undefined || state < 0) continue;
      const { label } = nodePaint(timeline.nodes, node, state);
      states.set(label, (states.get(label) ?? 0) + 1);
      slots += timeline.nodes.slots[node]!;
      taken += takenSlots(timeline, places.lanes(), node, time).taken;
    }
    const told = NODE_PAINTS.filter(({ label }) => states.has(label)).map(
      ({ label }) => `${states.get(label)} ${label}`,
    );
    const there = told.length === 0 ? 'no nodes' : `nodes: ${told.join(', ')}`;
    const used = timeline.kept.every > 1 ? '' : `; ${taken} of ${slots} slots taken`;
    const waiting = Math.round(valueAt(active, time));
    const about = isMean && waiting > 0 ? 'about ' : '';
    const queue = waiting === 0 ? 'no task waits' : `${about}${formatTally(waiting, 'task')} waiting`;
    return `${clockText(view, time)} UTC – ${there}${used}; ${queue}.`;
  };
}

function makeControls(playback: Playback, view: TimeView): HTMLElement {
  const toggle = button('Play', { class: 'play', 'aria-pressed': 'false' }, () =>
    playback.isPlaying() ? playback.pause() : playback.play(),
  );
  const [, length] = view.whole;
  const scrub = make('input', {
    type: 'range',
    class: 'scrub',
    min: 0,
    max: Math.ceil(length),
    step: Math.max(1, Math.round(length / 2000)),
    'aria-label': 'Time of the run',
  });
  scrub.addEventListener('input', () => playback.seek(Number(scrub.value)));
  const { room } = view;
  const usual = SPEEDS.findIndex(
    ({ speed }) => speed === room.speed || (room.speed === undefined && length / speed <= USUAL_LENGTH),
  );
  const first = usual < 0 ? SPEEDS.length - 1 : usual;
  const speeds = make(
    'select',
    { 'aria-label': 'Speed' },
    ...SPEEDS.map(({ speed, label }, at) => make('option', { value: speed, selected: at === first }, label)),
  );
  speeds.addEventListener('change', () => {
    room.speed = Number(speeds.value);
    playback.setSpeed(room.speed);
  });
  playback.setSpeed(SPEEDS[first]!.speed);
  const update = () => {
    const time = playback.time();
    const isPlaying = playback.isPlaying();
    toggle.textContent = isPlaying ? '❚❚' : '▶';
    toggle.setAttribute('aria-label', isPlaying ? 'Pause' : 'Play');
    toggle.title = isPlaying ? 'Pause' : 'Play';
    toggle.setAttribute('aria-pressed', String(isPlaying));
    scrub.value = String(Math.round(time));
    scrub.setAttribute('aria-valuetext', `${clockText(view, time)} UTC`);
  };
  playback.listen(update);
  update();
  return make(
    'div',
    { class: 'playback', role: 'group', 'aria-label': 'Let time pass' },
    toggle,
    button('Event before', {}, () => playback.step('event', -1), '‹'),
    button('Next event', {}, () => playback.step('event', 1), '›'),
    button('Evaluation before', {}, () => playback.step('evaluation', -1), '« evaluation'),
    button('Next evaluation', {}, () => playback.step('evaluation', 1), 'evaluation »'),
    scrub,
    speeds,
  );
}
