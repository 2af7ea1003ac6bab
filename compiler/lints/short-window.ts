// A window of samples that is too short, or too new, to hold any.

import { isSampleRequest } from '../flow.ts';
import { nodesOfKind, spellSeconds, windowOf } from './facts.ts';
import { defineRule } from './rule.ts';

/** Seconds from one sample to the next, and until a sample is visible. */
const PERIOD = 30;
const LAG = 60;

export const shortWindow = defineRule(
  'short-window',
  {
    severity: 'warning',
    message: 'this window of {width}{where} may never hold a sample',
    hint: 'look back at least a few minutes',
    prose:
      'Samples are taken every 30 seconds and are visible about a minute later. A window shorter than the first often misses every sample, and one that lies in the last minute sees those that are early at best.',
    example:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(TimeInterval_Second * 15, 0)));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      '$TargetDedicatedNodes = min(9, max(0, $PendingTasks.GetSample(TimeInterval_Second * 150, 0)));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const node of nodesOfKind(facts, 'method')) {
      const window = isSampleRequest(node) ? windowOf(facts, node) : undefined;
      if (window === undefined) continue;
      const width = window.far - window.near;
      const isNew = window.far <= LAG;
      if (window.near < 0 || (width >= PERIOD && !isNew)) continue;
      const where = isNew ? ' in the newest minute' : '';
      yield make(node.span, { width: spellSeconds(width), where });
    }
  },
);
