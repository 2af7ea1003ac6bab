// A name that says another count of tasks than it holds.

import { type SourceId, sourcesOf } from '../flow.ts';
import { defineRule } from './rule.ts';

const METRICS = ['$ActiveTasks', '$RunningTasks', '$PendingTasks'] as const satisfies readonly SourceId[];
type TaskCount = (typeof METRICS)[number];

// biome-ignore format: table
const COUNTED: Readonly<Record<TaskCount, string>> = {
  $ActiveTasks:  'waiting tasks',
  $RunningTasks: 'running tasks',
  $PendingTasks: 'waiting and running tasks',
};

// biome-ignore format: table
const WORDS: readonly { readonly word: string; readonly of: TaskCount }[] = [
  { word: 'waiting', of: '$ActiveTasks' },
  { word: 'queued',  of: '$ActiveTasks' },
  { word: 'running', of: '$RunningTasks' },
];

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

export const misleadingName = defineRule(
  'misleading-name',
  {
    severity: 'info',
    message: '`{name}` holds {metric}, which counts {counted}',
    hint: '{meant}',
    prose:
      '$ActiveTasks counts tasks that wait for a slot, $RunningTasks those that run, $PendingTasks both. Guides on the web mix them up, and a name that says the wrong one misleads whoever changes the formula next.',
    example:
      'waiting = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, waiting);\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'waiting = max(0, $ActiveTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, waiting);\n$NodeDeallocationOption = taskcompletion;',
  },
  function* ({ flow }, make) {
    for (const { name, value, nameSpan, target } of flow.definitions) {
      const sources = flow.carries.get(value)!;
      const metric = METRICS.find((one) => sourcesOf(one) === sources);
      if (metric === undefined || target !== undefined) continue;
      const words = wordsOf(name);
      for (const { word, of } of WORDS) {
        if (of === metric || !words.includes(word)) continue;
        yield make(nameSpan, {
          name,
          metric,
          counted: COUNTED[metric],
          meant: `${of} counts ${COUNTED[of]}`,
        });
        break;
      }
    }
  },
);
