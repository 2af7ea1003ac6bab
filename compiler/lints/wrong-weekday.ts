// A date with the name of another day of the week.

import { nodesOfKind } from './facts.ts';
import { defineRule, withFix } from './rule.ts';

const RFC1123 = /^([A-Z][a-z]{2}), (\d\d) ([A-Z][a-z]{2}) (\d{4}) /;
const DAYS: readonly string[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']; // biome-ignore format: one list

export const wrongWeekday = defineRule(
  'wrong-weekday',
  {
    severity: 'warning',
    message: '{date} is a {right}, not a {wrong}',
    hint: 'write {short}',
    prose:
      'The name of the day is not checked by everybody who reads such a date; one of the two is a mistake.',
    example:
      'isNew = time() + TimeInterval_Day < time("Mon, 05 Mar 2025 11:00:00 GMT");\n$TargetDedicatedNodes = isNew ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'isNew = time() + TimeInterval_Day < time("Wed, 05 Mar 2025 11:00:00 GMT");\n$TargetDedicatedNodes = isNew ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
    fixed:
      'isNew = time() + TimeInterval_Day < time("Wed, 05 Mar 2025 11:00:00 GMT");\n$TargetDedicatedNodes = isNew ? 4 : 1;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { function: name, arguments: args } of nodesOfKind(facts, 'call')) {
      const [text] = args;
      if (name !== 'time' || text?.kind !== 'string') continue;
      const [, wrong, day, month, year] = RFC1123.exec(text.value) ?? [];
      if (wrong === undefined || !DAYS.includes(wrong)) continue;
      const date = new Date(Date.UTC(Number(year), MONTHS.indexOf(month!), Number(day)));
      const right = DAYS[date.getUTCDay()]!;
      if (!MONTHS.includes(month!) || date.getUTCDate() !== Number(day) || right === wrong) continue;
      // The name stands right after the quote.
      const span = { start: text.span.start + 1, end: text.span.start + 4 };
      yield withFix(
        make(span, { date: `${day} ${month} ${year}`, right, wrong, short: right }),
        `Write ${right}`,
        { span, text: right },
      );
    }
  },
);
