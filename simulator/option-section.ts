// Undocumented choices, as keys of a file: made from the tables of choices, so that a new one is known at once.

import { DECISIONS, type DecisionRow, type Decisions } from '../runtime/index.ts';
import { described, type Fields, record } from './record.ts';
import { SERVICE_CHOICES, type ServiceChoices } from './scenario.ts';
import { type At, number, outOfRange, type Shape } from './schema.ts';

/** One of the listed values, or a number in the range. */
function option({ choices }: Pick<DecisionRow<unknown>, 'choices'>): Shape<unknown> {
  if ('least' in choices) return number(choices);
  const expected = choices.map((value) => `\`${value}\``).join(', ');
  const read = (value: unknown, at: At): unknown =>
    choices.includes(value) ? value : outOfRange(at, value, `one of ${expected}`);
  return { expected: `one of ${expected}`, schema: { enum: choices }, read };
}

const decisionFields: Fields = Object.fromEntries(
  Object.entries(DECISIONS).map(([name, row]) => [name, described(row.prose, option(row))]),
);
const choiceFields: Fields = Object.fromEntries(
  Object.entries(SERVICE_CHOICES).map(([name, row]) => [name, described(row.prose, option(row))]),
);

/** Undocumented choices of the formula language; those left out are as recommended. */
export const decisions = record(decisionFields, { what: 'the decisions' }) as Shape<Partial<Decisions>>;

/** Undocumented choices of the service; those left out are as recommended. */
export const choices = record(choiceFields, { what: 'the choices' }) as Shape<Partial<ServiceChoices>>;
