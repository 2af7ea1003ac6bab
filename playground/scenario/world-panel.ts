// The world: named ones to begin from, and what can be different in them.

import { button, make } from '../dom.ts';
import { worldBase } from '../form/bindings.ts';
import { WORLD_FIELDS } from '../form/fields.ts';
import { makeFieldPanel, type Panel } from '../form/panel.ts';
import { isObject } from '../form/value-path.ts';
import type { Playground } from '../playground.ts';
import type { Json, JsonObject } from '../state.ts';

interface NamedWorld {
  readonly label: string;
  readonly world: Json;
  readonly story: string;
}

// biome-ignore format: a table
export const WORLDS: readonly NamedWorld[] = [
  { label: 'Ideal', world: 'ideal', story: 'Nothing takes time and nothing fails: the formula alone.' },
  { label: 'Usual', world: 'default', story: 'Nodes come after some minutes, samples are late, cheap nodes are taken now and then.' },
  {
    label: 'Bad day', story: 'Nodes come after a quarter of an hour, samples get lost, cheap nodes are often taken.',
    world: {
      base: 'default',
      allocation: { lognormal: { median: 'PT10M', sigma: 0.6 } },
      starting: { lognormal: { median: 'PT4M', sigma: 0.5 } },
      samples: { lag: 'PT2M', loss: 0.15 },
      preemption: { perNodeHour: 0.2 },
      failures: { boot: 0.03 },
    },
  },
];

/** The panel of the world. */
export function makeWorldPanel(page: Playground): Panel {
  const { store } = page;
  const fields = makeFieldPanel(page, WORLD_FIELDS);
  const story = make('p', { class: 'note' });
  const buttons = WORLDS.map(({ label, world, story: told }) =>
    button(
      `${label}: ${told}`,
      {},
      () => store.change({ scenario: { ...store.state().scenario, world } }),
      label,
    ),
  );
  const group = make('div', { class: 'segments', role: 'group', 'aria-label': 'Worlds' }, ...buttons);
  return {
    element: make('div', {}, group, story, fields.element),
    update: (scenario) => {
      const named = namedWorld(scenario);
      for (const [at, one] of WORLDS.entries())
        buttons[at]!.setAttribute('aria-pressed', String(one === named));
      story.textContent =
        named?.story ?? `The ${worldBase(scenario) === 'ideal' ? 'ideal' : 'usual'} world with changes.`;
      fields.update(scenario);
    },
  };
}

/** The named world that the scenario has as it is. */
export function namedWorld({ world }: JsonObject): NamedWorld | undefined {
  const plain =
    world === undefined
      ? 'default'
      : isObject(world) && Object.keys(world).length === 1
        ? (world.base ?? world)
        : world;
  return WORLDS.find((one) => JSON.stringify(one.world) === JSON.stringify(plain));
}
