// A time with more digits of a second than the service reads.

import { nodesOfKind } from './facts.ts';
import { defineRule, withFix } from './rule.ts';

/** A time of day with more than seven digits of fraction. */
const LONG = /^(.*\d:\d\d:\d\d)\.(\d{8,})/;

export const timeDigits = defineRule(
  'time-digits',
  {
    severity: 'error',
    message:
      'a time has at most seven digits after the point, and this has {digits}: the evaluation fails here',
    hint: 'write {short}',
    prose:
      'The service counts in 100 nanoseconds and refuses times with more digits, such as those that Go and Java print.',
    example:
      'isNew = time() < time("2025-03-05T11:00:00.123456789Z") + $PendingTasks.GetSamplePeriod();\n$TargetDedicatedNodes = isNew ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'isNew = time() < time("2025-03-05T11:00:00.1234567Z") + $PendingTasks.GetSamplePeriod();\n$TargetDedicatedNodes = isNew ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    fixed:
      'isNew = time() < time("2025-03-05T11:00:00.1234567Z") + $PendingTasks.GetSamplePeriod();\n$TargetDedicatedNodes = isNew ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { function: name, arguments: args } of nodesOfKind(facts, 'call')) {
      const [text] = args;
      if (name !== 'time' || text?.kind !== 'string') continue;
      const [, before, digits] = LONG.exec(text.value) ?? [];
      if (before === undefined || digits === undefined) continue;
      const short = `"${before}.${digits.slice(0, 7)}${text.value.slice(before.length + 1 + digits.length)}"`;
      const complaint = make(text.span, { digits: digits.length, short });
      yield withFix(complaint, `Write ${short}`, { span: text.span, text: short });
    }
  },
);
