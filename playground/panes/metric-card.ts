// One metric: its strip of samples, the values as text, and each request that reads it.

import { LIVE, METRICS } from '../../compiler/index.ts';
import { toCsv } from '../../planner/index.ts';
import { documentOf, printSamples, readState } from '../../simulator/index.ts';
import { button, make } from '../dom.ts';
import type { Evaluated } from '../evaluated.ts';
import { addExport } from '../export.ts';
import type { Playground } from '../playground.ts';
import { makeStrip, type Stretch, type Strip } from '../plots/strip.ts';
import type { Hand, SlotChanges } from '../plots/strip-hand.ts';
import { SAMPLE_PRESETS, topOf } from '../sample-presets.ts';
import {
  fitted,
  isWhole,
  resized,
  type Slots,
  STEP,
  slotsOf,
  withSampleText,
  withSlots,
} from '../sample-slots.ts';
import { inWords } from './prose.ts';
import { makeReadout } from './sample-readout.ts';
import { makeRequests, windowsOf } from './sample-requests.ts';

export interface MetricCard {
  readonly element: HTMLElement;
  readonly show: (slots: Slots, outcome: Evaluated) => void;
}

/** The card of a metric. */
export function makeMetricCard(metric: string, unit: string, page: Playground): MetricCard {
  const { store } = page;
  let [slots, outcome, pointed, selected]: [
    Slots,
    Evaluated | undefined,
    number | undefined,
    Stretch | undefined,
  ] = [[], undefined, undefined, undefined];
  const put = (next: Slots) => store.change({ now: withSlots(store.state().now, metric, next) });
  const stroke = gathered((changes) =>
    put(slots.map((value, at) => (changes.has(at) ? changes.get(at) : value))),
  );
  const strip = makeStrip(
    {
      label: `Samples of ${metric}. Arrows move and change, Delete takes a sample away.`,
      unit,
      isWhole: isWhole(metric),
      top: unit === 'percent' ? 1 : 10,
    },
    {
      onChange: stroke.add,
      onEnd: stroke.flush,
      onPoint: (slot) => readout.point(slot),
      onSelect: (stretch) => {
        selected = stretch;
        readout.select(stretch);
        draw();
      },
    },
  );
  const readout = makeReadout(metric, unit, page);
  const requests = makeRequests(metric, page, (next) => {
    pointed = next;
    draw();
  });
  const typed = makeTyped(metric, page);
  const newest = make('span', { class: 'newest' });
  const draw = () => {
    if (outcome === undefined) return;
    strip.show({ slots, windows: windowsOf(outcome, metric, { slots, pointed }), selected });
  };
  const head = makeHead(metric, unit, { newest, strip, page, length: () => slots.length, put });
  const element = make(
    'article',
    { class: 'card metric', 'aria-label': metric },
    head,
    strip.element,
    readout.element,
    typed.element,
    requests.element,
  );
  addExport(element, { name: metric, place: head, csv: () => slotsCsv(slots) });
  return {
    element,
    show: (nextSlots, nextOutcome) => {
      [slots, outcome] = [nextSlots, nextOutcome];
      const last = slots.at(-1);
      newest.textContent = last === undefined ? 'none now' : `${last} now`;
      draw();
      readout.show(slots, outcome);
      requests.show(outcome);
      typed.show(slots);
    },
  };
}

/** A row a sample, the oldest first; one that is missing has no value. */
const slotsCsv = (slots: Slots): string =>
  toCsv([
    ['secondsAgo', 'value'],
    ...slots.map((value, slot) => [(slots.length - 1 - slot) * STEP, value ?? null]),
  ]);

/** Changes of a quick hand, put together once a frame. */
function gathered(act: (changes: SlotChanges) => void): {
  readonly add: (changes: SlotChanges) => void;
  readonly flush: () => void;
} {
  let waiting = new Map<number, number | undefined>();
  let frame: number | undefined;
  const flush = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    const changes = waiting;
    waiting = new Map();
    if (changes.size > 0) act(changes);
  };
  return {
    add: (changes) => {
      for (const [slot, value] of changes) waiting.set(slot, value);
      frame ??= requestAnimationFrame(flush);
    },
    flush,
  };
}

interface HeadNeeds {
  readonly newest: HTMLElement;
  readonly strip: Strip;
  readonly page: Playground;
  readonly length: () => number;
  readonly put: (slots: Slots) => void;
}

const TOOLS: readonly (readonly [tool: Hand['tool'], label: string, prose: string])[] = [
  ['draw', 'Draw', 'Dragging draws values'],
  ['erase', 'Erase', 'Dragging takes samples away'],
  ['select', 'Measure', 'Dragging measures a stretch, as a window would'],
];

function makeHead(
  metric: string,
  unit: string,
  { newest, strip, page, length, put }: HeadNeeds,
): HTMLElement {
  const prose = ({ ...METRICS, ...LIVE } as Readonly<Record<string, { readonly prose: string } | undefined>>)[
    metric
  ]?.prose;
  const tools = TOOLS.map(([tool, label, title]) =>
    button(
      title,
      { title, 'aria-label': undefined, 'aria-pressed': String(tool === 'draw') },
      () => {
        strip.setTool(tool);
        for (const [at, [one]] of TOOLS.entries())
          tools[at]!.setAttribute('aria-pressed', String(one === tool));
      },
      label,
    ),
  );
  const options = SAMPLE_PRESETS.map(({ id, label }) => make('option', { value: id }, label));
  const stories = make(
    'select',
    { 'aria-label': `Fill the samples of ${metric}` },
    make('option', { value: '' }, 'Fill with…'),
    ...options,
  );
  stories.addEventListener('change', () => {
    const preset = SAMPLE_PRESETS.find(({ id }) => id === stories.value);
    stories.value = '';
    const before = resized(slotsOf(page.store.state().now).get(metric) ?? [], length());
    if (preset === undefined) return;
    put(fitted(metric, preset.make({ before, length: length(), top: topOf(unit) })));
  });
  return make(
    'div',
    { class: 'metric-head' },
    make('h3', { title: prose }, metric, ' ', make('small', {}, unit)),
    newest,
    make(
      'div',
      { class: 'buttons tools', role: 'group', 'aria-label': `What dragging does with ${metric}` },
      ...tools,
    ),
    stories,
  );
}

/** The values as text, in the notation of state files. */
function makeTyped(
  metric: string,
  { store }: Playground,
): { readonly element: HTMLElement; readonly show: (slots: Slots) => void } {
  const field = make('input', {
    type: 'text',
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: 'no samples',
    title: 'Oldest first, 30 s apart up to now; 8*3 repeats, _ is missing',
  });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const say = (words: string) => {
    problem.replaceChildren(...inWords(words));
    field.toggleAttribute('aria-invalid', words !== '');
  };
  const enter = () => {
    const { complaints } = readState(documentOf('state', { samples: { [metric]: field.value } }));
    say(complaints[0]?.diagnostic.message ?? '');
    if (complaints.length > 0) return;
    store.change({ now: withSampleText(store.state().now, metric, field.value) });
  };
  field.addEventListener('input', enter);
  return {
    element: make('div', { class: 'typed' }, make('label', {}, make('span', {}, 'Values'), field), problem),
    show: (slots) => {
      if (document.activeElement === field) return;
      const first = slots.findIndex((value) => value !== undefined);
      field.value = first < 0 ? '' : printSamples(slots.slice(first));
      say('');
    },
  };
}
