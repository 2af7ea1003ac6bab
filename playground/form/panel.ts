// A panel of fields from the table, kept in step with the scenario, and told what the engine says of each.

import { make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import type { JsonObject } from '../state.ts';
import { bindField } from './bindings.ts';
import { type MadeField, makeField } from './field.ts';
import type { Field } from './fields.ts';
import type { Way } from './value-path.ts';

/** A part of the form. */
export interface Panel {
  readonly element: HTMLElement;
  readonly update: (scenario: JsonObject) => void;
}

/** A grid of fields, each with what is wrong with it under it. */
export function makeFieldPanel(
  { store, runner }: Pick<Playground, 'store' | 'runner'>,
  fields: readonly Field[],
): Panel {
  const made = fields.map((field) => ({ field, made: makeField(field, bindField(store, field)) }));
  runner.listen(({ problems }) => {
    for (const { field, made: one } of made) {
      const problem = problems.find(
        ({ path, isWarning }) => isWarning === undefined && isAt(path, field.way),
      );
      tell(one, problem?.message ?? '');
    }
  });
  return {
    element: make('div', { class: 'fields' }, ...made.map(({ made: { element } }) => element)),
    update: (scenario) => {
      for (const { made: one } of made) one.update(scenario);
    },
  };
}

const tell = (field: MadeField, message: string): void => field.complain(message);

/** Whether a problem's way leads to the field or into it; the first of several pools counts as the pool. */
function isAt(path: Way | undefined, way: Way): boolean {
  if (path === undefined) return false;
  const plain = path[0] === 'pools' && path[1] === 0 ? ['pool', ...path.slice(2)] : path;
  return way.every((step, at) => plain[at] === step);
}
