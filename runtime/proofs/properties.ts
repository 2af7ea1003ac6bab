// The properties that can be asked for, by the names people give them: one row each, with what it is asked with.

import type { NodeTargetId } from '../../compiler/index.ts';
import { atLeast } from './properties/at-least.ts';
import { atMost } from './properties/at-most.ts';
import { budget } from './properties/budget.ts';
import { drains } from './properties/drains.ts';
import { monotone } from './properties/monotone.ts';
import { missingSamples, neverFails } from './properties/never-fails.ts';
import { neverNan } from './properties/never-nan.ts';
import { neverNegative } from './properties/never-negative.ts';
import { step } from './properties/step.ts';
import { together } from './properties/together.ts';
import type { HourlyPrices, Property } from './property.ts';

/** What a property is asked with. */
export interface PropertyArguments {
  /** A number of nodes or evaluations, or an amount of money. */
  readonly number: number;
  readonly target?: NodeTargetId;
  readonly prices?: HourlyPrices;
}

export interface PropertyRow {
  /** What the number counts; absent when the property takes none. */
  readonly counts?: 'nodes' | 'evaluations' | 'money';
  /** It may be asked of one target alone. */
  readonly ofTarget?: true;
  readonly prose: string;
  readonly make: (given: PropertyArguments) => Property;
}

// biome-ignore format: table
export const PROPERTIES = {
  'at-most':         { counts: 'nodes', ofTarget: true, prose: 'The pool is never told to have more nodes of a type than this.', make: ({ number, target }) => atMost(number, target) },
  'at-least':        { counts: 'nodes', ofTarget: true, prose: 'The pool is never told to have fewer nodes of a type than this.', make: ({ number, target }) => atLeast(number, target) },
  'together':        { counts: 'nodes', prose: 'Dedicated and low-priority nodes together are never more than this.', make: ({ number }) => together(number) },
  'budget':          { counts: 'money', prose: 'An hour of all nodes the pool is told to have never costs more than this, by the price list and the size of the nodes.', make: ({ number, prices }) => budget(number, prices!) },
  'step':            { counts: 'nodes', prose: 'No evaluation changes a target by more nodes than this.', make: ({ number }) => step(number) },
  'drains':          { counts: 'evaluations', prose: 'When the last task has ended, both targets are 0 after at most this many evaluations, if the pool then has what the formula asked for.', make: ({ number }) => drains(number) },
  'never-negative':  { prose: 'Nothing negative is ever assigned to a target.', make: () => neverNegative },
  'never-nan':       { prose: 'No name and no target is ever what is not a number.', make: () => neverNan },
  'never-fails':     { prose: 'No evaluation fails, for whatever reason.', make: () => neverFails },
  'missing-samples': { prose: 'No evaluation fails for samples that are missing, whether none, some or all of them are.', make: () => missingSamples },
  'monotone':        { prose: 'With more active, running or pending tasks in the same samples no target is lower.', make: () => monotone },
} as const satisfies Record<string, PropertyRow>;

/** The name of a property. */
export type PropertyId = keyof typeof PROPERTIES;
