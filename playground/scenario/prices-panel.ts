// Prices: what the built-in list says of the pool's size, and figures of one's own.

import { formatMoney } from '../../planner/index.ts';
import { DEFAULT_PRICES, priceOf } from '../../simulator/index.ts';
import { make } from '../dom.ts';
import { poolWay } from '../form/bindings.ts';
import { type Binding, makeField } from '../form/field.ts';
import type { Field } from '../form/fields.ts';
import type { Panel } from '../form/panel.ts';
import { isObject, valueAt, withValue } from '../form/value-path.ts';
import type { Playground } from '../playground.ts';
import type { Json, JsonObject, Store } from '../state.ts';

type Kind = 'dedicated' | 'lowPriority';

// biome-ignore format: a table
const FIELDS: readonly (Field & { readonly price?: Kind })[] = [
  { label: 'Dedicated, an hour', way: ['prices', 'dedicated'], price: 'dedicated', kind: 'number', least: 0, help: 'What an hour of a dedicated node costs.' },
  { label: 'Low-priority, an hour', way: ['prices', 'lowPriority'], price: 'lowPriority', kind: 'number', least: 0, help: 'What an hour of a low-priority node costs.' },
  { label: 'Currency', way: ['prices', 'currency'], kind: 'text', otherwise: DEFAULT_PRICES.currency, help: 'Such as EUR. In another currency only prices of your own count.' },
];

/** The panel of prices. */
export function makePricesPanel({ store }: Playground): Panel {
  const made = FIELDS.map((field) => makeField(field, bind(store, field)));
  const built = make('p', { class: 'note' });
  return {
    element: make('div', {}, built, make('div', { class: 'fields' }, ...made.map(({ element }) => element))),
    update: (scenario) => {
      built.textContent = describe(scenario);
      for (const field of made) field.update(scenario);
    },
  };
}

const sizeOf = (scenario: JsonObject): string =>
  String(valueAt(scenario, [...poolWay(scenario), 'vmSize']) ?? '').toLowerCase();

function describe(scenario: JsonObject): string {
  const { source, captured, currency } = DEFAULT_PRICES;
  if (typeof scenario.prices === 'string') return `The prices stand in the file ${scenario.prices}.`;
  const price = priceOf(DEFAULT_PRICES, sizeOf(scenario));
  if (price === undefined)
    return 'The built-in list has no price for this size: without one of your own, no money is counted.';
  const of = (amount: number) => formatMoney(amount, currency);
  return `${source}, ${captured}: a node costs ${of(price.dedicated)} an hour, ${of(price.lowPriority)} as a low-priority node.`;
}

function bind(store: Store, { price, way }: (typeof FIELDS)[number]): Binding {
  const write = (value: Json | undefined) => {
    const { scenario } = store.state();
    if (typeof scenario.prices === 'string') return;
    const next = price === undefined ? withCurrency(scenario, value) : withPrice(scenario, price, value);
    store.change({ scenario: next });
  };
  if (price === undefined)
    return { write, fallback: () => undefined, read: (scenario) => valueAt(scenario, way) };
  return {
    write,
    read: (scenario) => ownPrice(scenario)?.[price],
    fallback: (scenario) => builtInPrice(scenario)?.[price],
  };
}

function builtInPrice(scenario: JsonObject): Readonly<Record<Kind, number>> | undefined {
  const currency = valueAt(scenario, ['prices', 'currency']) ?? DEFAULT_PRICES.currency;
  return currency === DEFAULT_PRICES.currency ? priceOf(DEFAULT_PRICES, sizeOf(scenario)) : undefined;
}

function ownPrice(scenario: JsonObject): Readonly<Record<Kind, Json | undefined>> | undefined {
  const found = valueAt(scenario, ['prices', 'nodes', keyOf(scenario)]);
  if (typeof found === 'number') return { dedicated: found, lowPriority: found };
  return isObject(found)
    ? { dedicated: found.dedicated, lowPriority: found.lowPriority ?? found.dedicated }
    : undefined;
}

/** The name of the pool's size as the list of prices writes it. */
function keyOf(scenario: JsonObject): string {
  const size = sizeOf(scenario);
  const nodes = valueAt(scenario, ['prices', 'nodes']);
  return (
    (isObject(nodes) ? Object.keys(nodes).find((name) => name.toLowerCase() === size) : undefined) ?? size
  );
}

/**
 * The scenario with another price of one's own. Without one the built-in price holds again and the other one stays;
 * where none is built in, the other one holds for both.
 */
export function withPrice(scenario: JsonObject, kind: Kind, value: Json | undefined): JsonObject {
  const other: Kind = kind === 'dedicated' ? 'lowPriority' : 'dedicated';
  const [own, built] = [ownPrice(scenario), builtInPrice(scenario)];
  if (value === own?.[kind]) return scenario;
  const rest = own?.[other] ?? built?.[other] ?? value;
  const price = value ?? built?.[kind] ?? rest;
  if (price === own?.[kind]) return withoutSize(scenario);
  const next = withValue(scenario, wayOf(scenario), { [kind]: price!, [other]: rest! });
  return withoutBuiltIn(next, built);
}

/** The scenario in another currency; the prices of the list need a figure to be a list. */
export function withCurrency(scenario: JsonObject, value: Json | undefined): JsonObject {
  if (value === valueAt(scenario, ['prices', 'currency'])) return scenario;
  const { dedicated = 0, lowPriority = 0 } = ownPrice(scenario) ?? builtInPrice(scenario) ?? NO_PRICE;
  const priced = withValue(scenario, wayOf(scenario), { dedicated, lowPriority });
  const next = withValue(priced, ['prices', 'currency'], value);
  return withoutBuiltIn(next, builtInPrice(next) ?? (value === undefined ? NO_PRICE : undefined));
}

/** What stands for the price of a size that has none built in. */
const NO_PRICE = { dedicated: 0, lowPriority: 0 };

const wayOf = (scenario: JsonObject): readonly string[] => ['prices', 'nodes', keyOf(scenario)];

/** Without the size's prices when they are the built-in ones. */
function withoutBuiltIn(scenario: JsonObject, built: Readonly<Record<Kind, number>> | undefined): JsonObject {
  const own = ownPrice(scenario);
  const isBuiltIn = built?.dedicated === own?.dedicated && built?.lowPriority === own?.lowPriority;
  return isBuiltIn ? withoutSize(scenario) : scenario;
}

/** Without the size's prices; a list of prices without any is none. */
function withoutSize(scenario: JsonObject): JsonObject {
  const left = withValue(scenario, wayOf(scenario), undefined);
  return valueAt(left, ['prices', 'nodes']) === undefined ? withValue(left, ['prices'], undefined) : left;
}
