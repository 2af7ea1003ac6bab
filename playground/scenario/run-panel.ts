// The run: when it begins and ends, and the seed of all that is left to chance.

import { button, make } from '../dom.ts';
import { RUN_FIELDS } from '../form/fields.ts';
import { makeFieldPanel, type Panel } from '../form/panel.ts';
import type { Playground } from '../playground.ts';

/** The panel of the run. */
export function makeRunPanel(page: Playground): Panel {
  const fields = makeFieldPanel(page, RUN_FIELDS);
  return { element: make('div', {}, fields.element), update: fields.update };
}

const MOST_SEED = 100_000;

/** A button that throws the dice: the same question with another seed. */
export function makeDice({ store }: Playground): HTMLElement {
  return button(
    'Another seed',
    { class: 'dice' },
    () => {
      const { scenario } = store.state();
      const [drawn = 1] = crypto.getRandomValues(new Uint32Array(1));
      store.change({ scenario: { ...scenario, seed: 1 + (drawn % MOST_SEED) } });
    },
    '⚄',
  );
}
