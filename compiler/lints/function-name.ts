// A variable with the name of a function.

import { findFunction } from '../catalog/index.ts';
import { defineRule } from './rule.ts';

export const functionName = defineRule(
  'function-name',
  {
    severity: 'info',
    message: '`{name}` is a variable here and a function of the language as well',
    hint: 'choose another name',
    prose:
      'Names of variables and functions are kept apart here, so both work; Azure does not say that they are, and readers stumble.',
    example: 'max = 3;\n$TargetDedicatedNodes = max(max, 2);',
    nearMiss: 'most = 3;\n$TargetDedicatedNodes = max(most, 2);',
  },
  function* ({ flow }, make) {
    const said = new Set<string>();
    for (const { name, nameSpan } of flow.definitions) {
      if (said.has(name) || findFunction(name).length === 0) continue;
      said.add(name);
      yield make(nameSpan, { name });
    }
  },
);
