// An hour or a weekday that is read as local time is UTC.

import { originOf } from '../flow.ts';
import { nodesOfKind } from './facts.ts';
import { defineRule } from './rule.ts';

export const utc = defineRule(
  'utc',
  {
    severity: 'info',
    byDefault: 'off',
    message: 'this {member} is in UTC, not in local time',
    hint: 'shift the instant first: (time() + 9 * TimeInterval_Hour).{member}',
    prose:
      'time() is UTC, and so are its parts; daylight saving time is not known to a formula. The rule is off unless it is asked for, since many formulas mean UTC.',
    example: '$TargetDedicatedNodes = time().hour >= 22 ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      '$TargetDedicatedNodes = (time() + 9 * TimeInterval_Hour).hour >= 22 ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'member')) {
      const object = originOf(facts.flow, node.object);
      const isLocal = node.member === 'hour' || node.member === 'weekday';
      if (isLocal && object.kind === 'call' && object.function === 'time' && object.arguments.length === 0)
        yield make(node.span, { member: node.member });
    }
  },
);
