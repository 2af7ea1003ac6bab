// The pool: what a node is, how many there are or how often the formula is asked, and what keeps it from growing.

import { DEFAULT_PRICES, findSize, NODE_SIZES, type NodeSize, priceOf } from '../../simulator/index.ts';
import { button, make } from '../dom.ts';
import { poolWay, putIn } from '../form/bindings.ts';
import { isScaled, POOL_FIELDS } from '../form/fields.ts';
import { makeFieldPanel, type Panel } from '../form/panel.ts';
import { isObject, valueAt } from '../form/value-path.ts';
import type { Playground } from '../playground.ts';
import { poolsOf } from '../scenario-value.ts';
import type { JsonObject } from '../state.ts';

/** The panel of the pool. */
export function makePoolPanel(page: Playground): Panel {
  const { store } = page;
  const fields = makeFieldPanel(page, POOL_FIELDS);
  const facts = make('p', { class: 'facts' });
  const sizes = make('datalist', { id: 'node-sizes' }, ...NODE_SIZES.map(optionOf));
  fields.element.querySelector('.field.of-size input')?.setAttribute('list', 'node-sizes');
  fields.element.querySelector('.field.of-size')?.append(facts);
  const choose = (scaled: boolean) => store.change({ scenario: withScaling(store.state().scenario, scaled) });
  const formula = button('The formula sets the size', CHOICE, () => choose(true), 'The formula');
  const fixed = button('The pool has a fixed size', CHOICE, () => choose(false), 'Fixed size');
  const others = make('p', { class: 'note' });
  const element = make(
    'div',
    {},
    make('div', { class: 'segments', role: 'group', 'aria-label': 'Who sets the size' }, formula, fixed),
    fields.element,
    sizes,
    others,
  );
  return {
    element,
    update: (scenario) => {
      fields.update(scenario);
      facts.textContent = factsOf(scenario);
      formula.setAttribute('aria-pressed', String(isScaled(scenario)));
      fixed.setAttribute('aria-pressed', String(!isScaled(scenario)));
      const count = poolsOf(scenario).length;
      others.textContent =
        count > 1 ? `The scenario has ${count} pools; here is the first, the others are in its text.` : '';
      others.hidden = count < 2;
    },
  };
}

const CHOICE = { title: undefined };

const FIXED_NODES = 4;

/** The scenario with an autoscaled pool, or one of fixed size; what cannot stand beside that is taken out, as Azure wants it. */
function withScaling(scenario: JsonObject, scaled: boolean): JsonObject {
  const way = poolWay(scenario);
  const pool = valueAt(scenario, way);
  if (!isObject(pool) || (pool.enableAutoScale === true) === scaled) return scenario;
  const {
    targetDedicatedNodes,
    targetLowPriorityNodes,
    enableAutoScale,
    autoScaleEvaluationInterval,
    ...rest
  } = pool;
  const next = scaled
    ? { ...rest, enableAutoScale: true, autoScaleEvaluationInterval: 'PT5M' }
    : { ...rest, targetDedicatedNodes: FIXED_NODES, targetLowPriorityNodes: 0 };
  return putIn(scenario, ['pool'], next);
}

const optionOf = (size: NodeSize): HTMLElement =>
  make('option', { value: size.name.toLowerCase(), label: sizeText(size) });

function sizeText({ name, cores, memoryGiB }: NodeSize): string {
  const price = priceOf(DEFAULT_PRICES, name);
  const memory = memoryGiB === undefined ? '' : `, ${memoryGiB} GiB`;
  const money =
    price === undefined ? '' : `, $${price.dedicated} an hour, low-priority $${price.lowPriority}`;
  return `${cores} core${cores === 1 ? '' : 's'}${memory}${money}`;
}

function factsOf(scenario: JsonObject): string {
  const name = valueAt(scenario, [...poolWay(scenario), 'vmSize']);
  if (typeof name !== 'string') return '';
  const size = findSize(name);
  if (size !== undefined) return sizeText(size);
  const own = valueAt(scenario, ['sizes', name]);
  return own === undefined
    ? 'Not in the table of sizes: it counts as one core without a price.'
    : 'A size of the scenario’s own.';
}
