// No name and no target is ever what is not a number.

import { printRange } from '../../../compiler/index.ts';
import { obstacle, type Property, proved } from '../property.ts';
import { numbersIn } from './values.ts';

/** Every number that is assigned is a number. */
export const neverNan: Property = {
  id: 'never-nan',
  claim: 'no name and no target is ever what is not a number (NaN)',
  prove: ({ program, ranges }) => {
    const at = ranges.steps.findIndex(({ double, doubleVec, timestamp, timeinterval }, index) => {
      const numbers = [double, doubleVec?.elements, timestamp?.instant, timeinterval];
      return program.steps[index]!.kind === 'assign' && numbers.some((one) => one?.nan === true);
    });
    if (at < 0) return proved([{ says: 'every value that is assigned is a number, or none at all' }]);
    const step = program.steps[at]!;
    return obstacle(`may be ${printRange(ranges.steps[at]!)}`, step.value.span);
  },
  contradict: ({ evaluate }, state) => {
    const found = evaluate(state).assignments.find(({ value }) => numbersIn(value).some(Number.isNaN));
    return found && { says: `${found.name} is not a number`, states: [state] };
  },
};
