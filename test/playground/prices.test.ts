// Prices of one's own beside the built-in list: what emptying a field leaves of them.

import { expect, test } from 'vitest';
import { withCurrency, withPrice } from '../../playground/scenario/prices-panel.ts';
import type { JsonObject } from '../../playground/state.ts';
import { DEFAULT_PRICES, priceOf } from '../../simulator/index.ts';

const SIZE = 'standard_d2s_v5';
const { dedicated, lowPriority } = priceOf(DEFAULT_PRICES, SIZE)!;
const BARE: JsonObject = { pool: { id: 'p', vmSize: SIZE } };
const UNPRICED: JsonObject = { pool: { id: 'p', vmSize: 'of_our_own' } };

const priced = (nodes: JsonObject, currency?: string): JsonObject => ({
  ...BARE,
  prices: { ...(currency === undefined ? {} : { currency }), nodes: { [SIZE]: nodes } },
});

test('an emptied price is the built-in one again, and the other one stays', () => {
  const own = priced({ dedicated: 3, lowPriority: 1 });
  expect(withPrice(own, 'dedicated', undefined)).toEqual(priced({ dedicated, lowPriority: 1 }));
  expect(withPrice(own, 'lowPriority', undefined)).toEqual(priced({ dedicated: 3, lowPriority }));
  expect(withPrice(priced({ dedicated: 3, lowPriority }), 'dedicated', undefined)).toEqual(BARE);
});

test('in a currency without built-in prices the other one holds for both, and the currency stays', () => {
  const own = priced({ dedicated: 3, lowPriority: 1 }, 'EUR');
  expect(withPrice(own, 'dedicated', undefined)).toEqual(priced({ dedicated: 1, lowPriority: 1 }, 'EUR'));
});

test('a currency that is what it was changes nothing; one that was typed and taken back leaves nothing', () => {
  expect(withCurrency(BARE, undefined)).toBe(BARE);
  for (const scenario of [BARE, UNPRICED])
    expect(withCurrency(withCurrency(scenario, 'EUR'), undefined)).toEqual(scenario);
  const own = priced({ dedicated: 3, lowPriority: 1 });
  expect(withCurrency(withCurrency(own, 'EUR'), undefined)).toEqual(own);
});
