// A name that is assigned and never read.

import { findName } from '../catalog/index.ts';
import { nearTarget } from '../suggest.ts';
import { defineRule } from './rule.ts';

export const unusedName = defineRule(
  'unused-name',
  {
    severity: 'info',
    message: '`{name}` is assigned and never read',
    hint: 'remove the statement, unless the value is there to be seen in the results of evaluations',
    prose:
      'A name that nothing reads changes no target. It is often what is left of an older formula, or a misspelt one.',
    example: 'spare = 2;\n$TargetDedicatedNodes = 4;',
    nearMiss: 'spare = 2;\n$TargetDedicatedNodes = 4 + spare;',
  },
  function* ({ flow }, make) {
    // Without a target nothing is of use, and that is said once.
    if (flow.definitions.every(({ target }) => target === undefined)) return;
    for (const { name, reads, next, nameSpan, target } of flow.definitions) {
      if (target !== undefined || reads.length > 0 || next !== undefined || findName(name) !== undefined)
        continue;
      // What is nearly the name of a target is complained of as such.
      if (nearTarget(name, 2) === undefined) yield make(nameSpan, { name });
    }
  },
);
