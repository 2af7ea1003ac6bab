// Settings of a pool that do not go with a formula.

import { defineRule } from './rule.ts';

/** The limits of the evaluation interval, in milliseconds. */
const SHORTEST = 5 * 60_000;
const LONGEST = 168 * 3_600_000;

export const poolSettings = defineRule(
  'pool-settings',
  {
    severity: 'warning',
    message: 'the service refuses the pool: {why}',
    hint: '{advice}',
    prose:
      'A formula goes with enableAutoScale, without sizes that are fixed, and with an interval from five minutes to seven days.',
    example: '$TargetDedicatedNodes = 4;',
    nearMiss: '$TargetDedicatedNodes = 4;',
    pool: { autoScaleEvaluationInterval: 60_000 },
    otherPool: { autoScaleEvaluationInterval: 600_000, enableAutoScale: true },
  },
  function* ({ pool, program }, make) {
    const [first] = program.steps;
    if (first === undefined) return;
    const { enableAutoScale, autoScaleEvaluationInterval: interval } = pool;
    const isFixed = pool.targetDedicatedNodes !== undefined || pool.targetLowPriorityNodes !== undefined;
    if (enableAutoScale === false)
      yield make(first.span, {
        why: 'enableAutoScale is false, and there is a formula',
        advice: 'set enableAutoScale to true, or leave the formula out',
      });
    else if (enableAutoScale === true && isFixed)
      yield make(first.span, {
        why: 'enableAutoScale is true, and the size is fixed as well',
        advice: 'leave targetDedicatedNodes and targetLowPriorityNodes out',
      });
    if (interval !== undefined && (interval < SHORTEST || interval > LONGEST))
      yield make(first.span, {
        why: `autoScaleEvaluationInterval is ${interval / 1000} s`,
        advice: 'write PT5M to P7D',
      });
  },
);
