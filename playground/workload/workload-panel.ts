// The workload: stories to begin from, its shape with handles, its parts, and the door for files.

import { button, make } from '../dom.ts';
import type { Panel } from '../form/panel.ts';
import type { Playground } from '../playground.ts';
import type { JsonObject } from '../state.ts';
import { changeWithUndo } from '../undo.ts';
import { ARRIVAL_KINDS } from './generator-fields.ts';
import { makePartCard, type PartCard } from './part-cards.ts';
import { freshJobId, partsOf, type WorkloadPart, withPart } from './parts.ts';
import { WORKLOAD_PRESETS, type WorkloadPreset } from './presets.ts';
import { makePreview } from './preview.ts';
import { makeTraceDoor } from './trace-door.ts';

/** The panel of the workload. */
export function makeWorkloadPanel(page: Playground): Panel {
  const preview = makePreview(page);
  const list = make('div', { class: 'parts' });
  const door = makeTraceDoor(page);
  let made = '';
  let cards: readonly PartCard[] = [];
  const element = make(
    'div',
    { class: 'workload-panel' },
    makeStories(page),
    preview.element,
    list,
    makeAdders(page),
    door.element,
  );
  door.listenOn(element);
  page.files.standings.listen(() => {
    for (const card of cards) card.update(page.store.state().scenario);
  });
  return {
    element,
    update: (scenario) => {
      const parts = partsOf(scenario);
      const shape = JSON.stringify(parts.map(identityOf));
      if (shape !== made) {
        made = shape;
        cards = cardsOf(page, parts);
        list.replaceChildren(...cards.map((card) => card.element));
      }
      for (const card of cards) card.update(scenario);
      preview.update(scenario);
    },
  };
}

/** What a card depends on: while it stays, the card stays, and so does the caret in it. */
const identityOf = ({ kind, way, value }: WorkloadPart) => [
  kind,
  way,
  typeof value,
  kind === 'generate' ? '' : value,
];

function cardsOf(page: Playground, parts: readonly WorkloadPart[]): readonly PartCard[] {
  let generators = 0;
  return parts.map((part) => makePartCard(page, part, part.kind === 'generate' ? generators++ : 0));
}

function makeStories(page: Playground): HTMLElement {
  const begin = ({ label, workload, until, file }: WorkloadPreset) => {
    if (file !== undefined) page.files.put(file.name, new TextEncoder().encode(file.text));
    const { operations: _, ...scenario } = page.store.state().scenario;
    changeWithUndo(page, `The workload is “${label}”.`, { scenario: { ...scenario, workload, until } });
  };
  const stories = WORKLOAD_PRESETS.map((preset) =>
    make(
      'li',
      {},
      button(
        `${preset.label}: ${preset.story}`,
        { class: 'story', title: undefined, 'aria-label': undefined },
        () => begin(preset),
        make('b', {}, preset.label),
        make('span', {}, preset.story),
      ),
    ),
  );
  return make(
    'details',
    { class: 'stories' },
    make('summary', {}, 'Begin from a story'),
    make('ul', {}, ...stories),
  );
}

/** Arrivals an hour of a part that is added. */
const FIRST_RATE = 30;

function makeAdders({ store }: Playground): HTMLElement {
  const add = (name: string) => {
    const { scenario } = store.state();
    const kind = ARRIVAL_KINDS.find((one) => one.name === name)!;
    const generate: JsonObject = {
      arrivals: { [name]: kind.from(FIRST_RATE) },
      durations: { lognormal: { median: 'PT5M', sigma: 0.5 } },
      for: 'P7D',
      job: { id: freshJobId(scenario, ADDED[name] ?? 'tasks') },
    };
    store.change({ scenario: withPart(scenario, { generate }) });
  };
  const buttons = ARRIVAL_KINDS.map(({ name, label }) =>
    button(`Add tasks that come ${label}`, { class: 'small' }, () => add(name), `+ ${label}`),
  );
  return make(
    'div',
    { class: 'buttons adders' },
    make('span', { class: 'note' }, 'Add tasks that come'),
    ...buttons,
  );
}

const ADDED: Readonly<Record<string, string>> = {
  poisson: 'stream',
  diurnal: 'daily',
  bursts: 'burst',
  atOnce: 'pile',
};
