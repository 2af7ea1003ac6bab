// The Gantt chart with its title, legend and controls, the card that tells a task, and the same in words.

import {
  type DrawnTimeline,
  formatDuration,
  formatNumber,
  formatTally,
  textAt,
  timelineCsv,
} from '../../planner/index.ts';
import { ATTEMPT_ENDS } from '../../simulator/index.ts';
import { button, make, swatch, table } from '../dom.ts';
import { addExport } from '../export.ts';
import { onFrame } from '../frame.ts';
import { BAR_ENDS, barPaint, entryPaint, NODE_PAINTS } from '../palette.ts';
import { nodeAt } from '../plots/berths.ts';
import { densityFor, drawGantt, type GanttHandle } from '../plots/gantt.ts';
import { DENSITIES, type Hit } from '../plots/gantt-rows.ts';
import { barAt } from '../plots/lanes.ts';
import type { Places } from '../plots/places.ts';
import { clockText, type TimeView } from '../view.ts';

const CARD_WIDTH = 290;
/** Jobs named in the legend. */
const JOBS_NAMED = 6;

/** The figure; `onChart` is given the chart, for benches and exports. */
export function makeGantt(
  places: Places,
  view: TimeView,
  onChart: (chart: GanttHandle) => void = () => {},
): HTMLElement {
  const { timeline } = places;
  const place = make('div', { class: 'plot' });
  const card = makeCard(timeline, view);
  const chart = drawGantt(
    place,
    {
      label: labelOf(timeline),
      places,
      onPoint: (hit, at) => card.point(hit, at),
      onPick: (hit, at) => card.pick(hit, at),
      onLetGo: card.letGo,
    },
    view,
  );
  onChart(chart);
  const chosen = view.room.gantt;
  const legend = make('ul', { class: 'legend' });
  const showLegend = (at: number) => {
    chosen.color = at;
    chart.setColor(COLORS[at]!.colorBy);
    legend.replaceChildren(...COLORS[at]!.items(places));
  };
  const colors = chooser(
    'Colour bars by',
    COLORS.map(({ label }, at) => ({ label, choose: () => showLegend(at) })),
    chosen.color,
  );
  showLegend(chosen.color);
  const rows = chooser(
    'Height of rows',
    DENSITIES.map((density, at) => ({
      label: `${density.label[0]!.toUpperCase()}${density.label.slice(1)}`,
      choose: () => {
        chosen.rows = at;
        chart.setDensity(density);
      },
    })),
    chosen.rows ?? DENSITIES.indexOf(densityFor(timeline)),
  );
  if (chosen.rows !== undefined) chart.setDensity(DENSITIES[chosen.rows]!);
  const figure = make(
    'figure',
    { class: 'gantt-figure' },
    make('figcaption', {}, make('h3', {}, 'Nodes and tasks'), legend),
    make('div', { class: 'anchor' }, place, card.element),
    make('div', { class: 'switches' }, make('div', { class: 'choices' }, colors, rows), noteOf(timeline)),
    inWords(places, view),
  );
  addExport(figure, { picture: chart.picture, csv: () => timelineCsv(timeline) });
  return figure;
}

function labelOf({ nodes, kept, length }: DrawnTimeline): string {
  return `Gantt chart of ${formatTally(nodes.count, 'node')} and ${formatTally(kept.shown, 'attempt')} over ${formatDuration(length)}. Arrow keys move, plus and minus zoom, Enter tells the first task at the cursor, Escape shows everything; below it the same in words.`;
}

function noteOf({ kept }: DrawnTimeline): HTMLElement {
  const { attempts, shown, every, until } = kept;
  const some =
    every === 1
      ? ''
      : ` Tasks are shown on every ${every}th node: ${formatNumber(shown, 0)} of ${formatTally(attempts, 'attempt')}.`;
  const cut = until === null ? '' : ` Nothing is kept after ${formatDuration(until)}.`;
  return make(
    'p',
    { class: 'legend-note' },
    `Drag to move, Ctrl and wheel or pinch to zoom, click a task to keep its card.${some}${cut}`,
  );
}

/** The outcomes and node states that occur. */
function endItems({ timeline: { bars }, nodePaints }: Places): readonly HTMLElement[] {
  const ends = new Set<string>();
  for (let bar = 0; bar < bars.count; bar += 1) ends.add(barPaint(bars.kind[bar]!, bars.how[bar]!).key);
  const states = nodePaints();
  const quiet = NODE_PAINTS.filter(({ key }) => states.has(key) && key !== 'running');
  return [
    ...BAR_ENDS.filter(({ key }) => ends.has(key)).map(({ label, color }) => item(color, label)),
    ...quiet.map(({ label, color }) => item(color, `node ${label}`)),
  ];
}

function jobItems({ timeline: { jobs } }: Places): readonly HTMLElement[] {
  const named = jobs.slice(0, JOBS_NAMED).map((job, place) => item(entryPaint(place).color, job));
  const rest = jobs.length - named.length;
  return rest <= 0 ? named : [...named, make('li', {}, `and ${rest} more in the same colours`)];
}

const item = (color: string, label: string): HTMLElement =>
  make('li', {}, swatch(color), make('span', {}, label));

/** What bars are coloured by, and what the legend says then. */
const COLORS = [
  { label: 'Outcome', colorBy: 'end', items: endItems },
  { label: 'Job', colorBy: 'job', items: jobItems },
] as const;

interface Choice {
  readonly label: string;
  readonly choose: () => void;
}

/** A few buttons of which one is pressed. */
export function chooser(label: string, choices: readonly Choice[], first = 0): HTMLElement {
  const buttons = choices.map(({ label: name, choose }, place) =>
    button(
      name,
      { 'aria-pressed': String(place === first), class: 'small' },
      () => {
        buttons.forEach((one, other) => one.setAttribute('aria-pressed', String(other === place)));
        choose();
      },
      name,
    ),
  );
  return make('div', { class: 'chooser', role: 'group', 'aria-label': label }, ...buttons);
}

/** The card beside the pointer; a click keeps it until the next. */
function makeCard(timeline: DrawnTimeline, view: TimeView) {
  const element = make('div', { class: 'card pop task-card', role: 'status', hidden: true });
  let isKept = false;
  const show = (hit: Hit | undefined, at: { readonly x: number; readonly y: number }) => {
    element.hidden = hit === undefined;
    if (hit === undefined) return;
    const room = element.parentElement?.clientWidth ?? 600;
    const width = Math.min(CARD_WIDTH, room);
    element.replaceChildren(...wordsOf(timeline, hit, view));
    element.style.left = `${Math.max(0, at.x + width + 24 > room ? at.x - width - 14 : at.x + 14)}px`;
    element.style.top = `${at.y + 16}px`;
  };
  return {
    element,
    point: (hit: Hit | undefined, at: { readonly x: number; readonly y: number }) => {
      if (!isKept) show(hit, at);
    },
    pick: (hit: Hit | undefined, at: { readonly x: number; readonly y: number }) => {
      isKept = hit?.bar !== undefined && !isKept;
      element.classList.toggle('kept', isKept);
      show(isKept || hit?.bar !== undefined ? hit : undefined, at);
    },
    letGo: () => {
      const wasKept = isKept;
      isKept = false;
      element.classList.remove('kept');
      if (wasKept) element.hidden = true;
      return wasKept;
    },
  };
}

function wordsOf(timeline: DrawnTimeline, { node, bar, slot }: Hit, view: TimeView): readonly Node[] {
  const { bars, nodes, pools } = timeline;
  const kind = nodes.isDedicated[node] === 1 ? 'dedicated' : 'low-priority';
  const where = make('p', { class: 'when' }, `${nodes.id[node]} · ${pools[nodes.pool[node]!]}, ${kind}`);
  if (bar === undefined) {
    const words = nodes.isKept[node] === 1 ? `slot ${slot + 1} is free` : 'its tasks are not kept';
    return [where, make('p', {}, words)];
  }
  const rows: readonly (readonly [string, string])[] = taskRows(timeline, bar, view);
  return [
    make('p', { class: 'targets' }, textAt(bars.task, bar)),
    where,
    make(
      'dl',
      { class: 'variables' },
      ...rows.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
    ),
  ];
}

function taskRows(
  { bars, jobs, length }: DrawnTimeline,
  bar: number,
  view: TimeView,
): readonly (readonly [string, string])[] {
  const [start, end] = [bars.start[bar]!, bars.end[bar]!];
  const { label } = barPaint(bars.kind[bar]!, bars.how[bar]!);
  const code = bars.exitCode[bar]!;
  const isOver = bars.how[bar]! < ATTEMPT_ENDS.length || end < length;
  const word = isOver ? `${label}${Number.isNaN(code) ? '' : `, exit code ${code}`}` : 'still ran at the end';
  return [
    ['job', jobs[bars.job[bar]!] ?? ''],
    ['waited', formatDuration(bars.wait[bar]!)],
    [isOver ? 'ran' : 'runs for', formatDuration(end - start)],
    ['from', clockText(view, start)],
    ['to', isOver ? clockText(view, end) : '–'],
    ['slots', String(bars.slots[bar]!)],
    ['end', word],
  ];
}

const ROWS_TOLD = 60;

/** What stands at the cursor, or in the middle of the view, as a table; made when it is opened. */
function inWords({ timeline, berths: groups, lanes }: Places, view: TimeView): HTMLElement {
  const place = make('div');
  const details = make(
    'details',
    {},
    make('summary', {}, 'In words: what each node does at the cursor'),
    place,
  );
  const draw = onFrame(() => {
    if (!details.open) return;
    const [from, to] = view.shown();
    const time = view.cursor() ?? (from + to) / 2;
    const nodes = groups().flatMap(({ berths }) =>
      berths.map((berth) => nodeAt(berth, timeline, time)).filter((node) => node !== undefined),
    );
    const rows = nodes.slice(0, ROWS_TOLD).map((node) => {
      const slots = Array.from({ length: timeline.nodes.slots[node]! }, (_, slot) =>
        barAt(timeline, lanes(), { node, slot, time }),
      );
      const tasks = [...new Set(slots.filter((bar) => bar !== undefined))].map((bar) =>
        textAt(timeline.bars.task, bar),
      );
      const kind = timeline.nodes.isDedicated[node] === 1 ? 'dedicated' : 'low-priority';
      const nothing = timeline.nodes.isKept[node] === 1 ? 'nothing' : 'its tasks are not kept';
      return [timeline.nodes.id[node]!, kind, tasks.length === 0 ? nothing : tasks.join(', ')];
    });
    const more = nodes.length > rows.length ? `, the first ${rows.length}` : '';
    const title = `${formatTally(nodes.length, 'node')} at ${clockText(view, time)} UTC${more}`;
    place.replaceChildren(
      make('p', { class: 'legend-note' }, title),
      table(title, ['Node', 'Kind', 'Runs'], rows, ['text', 'text', 'prose']),
    );
  });
  details.addEventListener('toggle', draw);
  view.listen(draw);
  return details;
}
