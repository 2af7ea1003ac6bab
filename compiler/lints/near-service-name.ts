// A variable of your own that is nearly one of the service.

import { findName } from '../catalog/index.ts';
import { nearVariable } from '../suggest.ts';
import { defineRule } from './rule.ts';

export const nearServiceName = defineRule(
  'near-service-name',
  {
    severity: 'info',
    message: '`{name}` is a variable of your own; the service has `{service}`',
    hint: 'read {service} where it is meant, or choose a name that differs by more',
    prose:
      'Names are told apart by case and by every letter. A name that only looks like one of the service holds what the formula put there, and nothing else.',
    example: '$taskSlotsPerNode = 4;\n$TargetDedicatedNodes = $taskSlotsPerNode;',
    nearMiss: 'mySlots = 4;\n$TargetDedicatedNodes = mySlots;',
  },
  function* ({ flow }, make) {
    const said = new Set<string>();
    for (const { name, nameSpan, reads } of flow.definitions) {
      if (said.has(name) || reads.length === 0 || findName(name) !== undefined) continue;
      said.add(name);
      const service = nearVariable(name);
      if (service !== undefined) yield make(nameSpan, { name, service });
    }
  },
);
