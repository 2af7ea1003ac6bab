// The question: its parts as tiles that say how they stand, each with a panel behind it. One is open at a time, so
// that the results stay in sight.

import { formatDuration, formatNumber } from '../../planner/index.ts';
import { button, make } from '../dom.ts';
import { poolWay, worldBase } from '../form/bindings.ts';
import { isScaled } from '../form/fields.ts';
import type { Panel } from '../form/panel.ts';
import { secondsOf } from '../form/quantities.ts';
import { isObject, valueAt } from '../form/value-path.ts';
import type { Playground } from '../playground.ts';
import type { Runs } from '../runner.ts';
import { makePoolPanel } from '../scenario/pool-panel.ts';
import { makePricesPanel } from '../scenario/prices-panel.ts';
import { makeRunPanel } from '../scenario/run-panel.ts';
import { makeTextPanel } from '../scenario/text-panel.ts';
import { makeWorldPanel, namedWorld } from '../scenario/world-panel.ts';
import type { JsonObject } from '../state.ts';
import { partsOf } from '../workload/parts.ts';
import { makeWorkloadPanel } from '../workload/workload-panel.ts';

interface Tile {
  readonly id: string;
  readonly label: string;
  /** How it stands, in a few words. */
  readonly words: (scenario: JsonObject, runs: Runs) => string;
  readonly makePanel: (page: Playground) => Panel;
}

// biome-ignore format: a table
const TILES: readonly Tile[] = [
  { id: 'workload', label: 'Workload', words: workloadWords, makePanel: makeWorkloadPanel },
  { id: 'pool',     label: 'Pool',     words: poolWords,     makePanel: makePoolPanel },
  { id: 'world',    label: 'World',    words: worldWords,    makePanel: makeWorldPanel },
  { id: 'prices',   label: 'Prices',   words: priceWords,    makePanel: makePricesPanel },
  { id: 'run',      label: 'Run',      words: runWords,      makePanel: makeRunPanel },
  { id: 'text',     label: 'Text',     words: () => 'the whole file', makePanel: makeTextPanel },
];

/** The tiles and the panel that is open. */
export function makeScenario(page: Playground): HTMLElement {
  const { store, runner } = page;
  const panels = new Map<string, Panel>();
  const place = make('div', { class: 'panels' });
  let open = '';
  const words = TILES.map(() => make('span', { class: 'words' }));
  const buttons = TILES.map(({ id, label }, at) =>
    button(
      label,
      {
        class: 'tile',
        title: undefined,
        'aria-label': undefined,
        'aria-expanded': 'false',
        'aria-controls': `panel-${id}`,
      },
      () => show(open === id ? '' : id),
      make('b', {}, label),
      words[at],
    ),
  );
  // A tile may be too narrow for them.
  const say = (at: number, text: string) => {
    words[at]!.textContent = text;
    words[at]!.title = text;
  };
  const show = (id: string) => {
    open = id;
    const tile = TILES.find((one) => one.id === id);
    if (tile !== undefined && !panels.has(id)) {
      const panel = tile.makePanel(page);
      panel.element.id = `panel-${id}`;
      panel.element.classList.add('panel');
      panel.element.setAttribute('role', 'region');
      panel.element.setAttribute('aria-label', tile.label);
      panels.set(id, panel);
      place.append(panel.element);
    }
    for (const [name, { element }] of panels) element.hidden = name !== id;
    for (const [at, one] of TILES.entries())
      buttons[at]!.setAttribute('aria-expanded', String(one.id === id));
    panels.get(id)?.update(store.state().scenario);
  };
  const update = () => {
    const { scenario } = store.state();
    for (const [at, tile] of TILES.entries()) say(at, tile.words(scenario, runner.runs()));
    panels.get(open)?.update(scenario);
  };
  store.listen((state, before) => {
    if (
      state.scenario !== before.scenario ||
      state.formulas !== before.formulas ||
      state.active !== before.active
    )
      update();
  });
  runner.listen((runs) => {
    say(0, workloadWords(store.state().scenario, runs));
  });
  update();
  return make('div', { class: 'scenario' }, make('div', { class: 'tiles' }, ...buttons), place);
}

function workloadWords(scenario: JsonObject, { shape }: Runs): string {
  if (shape !== undefined) return `${formatNumber(shape.tasks, 0)} tasks`;
  const parts = partsOf(scenario).length;
  return parts === 1 ? 'one part' : `${parts} parts`;
}

function poolWords(scenario: JsonObject): string {
  const pool = valueAt(scenario, poolWay(scenario));
  if (!isObject(pool)) return 'none';
  const size = String(pool.vmSize ?? '').replace(/^standard_/i, '');
  const slots = Number(pool.taskSlotsPerNode ?? 1);
  const nodes = Number(pool.targetDedicatedNodes ?? 0) + Number(pool.targetLowPriorityNodes ?? 0);
  return `${isScaled(scenario) ? '' : `${nodes} × `}${size}, ${slots} slot${slots === 1 ? '' : 's'}`;
}

function worldWords(scenario: JsonObject): string {
  return (namedWorld(scenario)?.label ?? `${worldBase(scenario)}, changed`).toLowerCase();
}

function priceWords({ prices }: JsonObject): string {
  if (prices === undefined) return 'built-in, USD';
  return typeof prices === 'string' ? prices : `your own, ${String(valueAt(prices, ['currency']) ?? 'USD')}`;
}

function runWords({ until, seed }: JsonObject): string {
  const seconds = secondsOf(until);
  return `${seconds === undefined ? 'until drained' : formatDuration(seconds)}, seed ${String(seed ?? 1)}`;
}
