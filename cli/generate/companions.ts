// The files that go with a generated formula: its tests and its properties. What they expect is counted from the
// answers, not read off the formula.

import { printYaml } from '../../simulator/index.ts';
import { type Answers, isOvernight, isTimedBy, metricOf } from './formula.ts';

const WEDNESDAY = '2025-03-05';
const SATURDAY = '2025-03-08';
const SUNDAY = '2025-03-09';

/** How many of its samples a window of a test needs; twice as many as the window holds are given. */
const samplesOf = ({ window }: Answers): number => window * 4;
const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00Z`;

interface Nodes {
  readonly dedicated: number;
  readonly lowPriority: number;
}

/** The nodes for so many tasks, counted from the answers. */
function nodesFor(answers: Answers, tasks: number, isOpen: boolean): Nodes {
  const { min, max, spot } = answers;
  const needed = Math.ceil(tasks / slotsIn(answers));
  const nodes = Math.max(isOpen ? min : 0, Math.min(max, needed));
  const lowPriority = Math.floor((nodes * spot) / 100);
  return { dedicated: nodes - lowPriority, lowPriority };
}

/** Slots of a node in the tests. */
const slotsIn = ({ slots }: Answers): number => (slots === 'pool' ? 4 : slots);

/** A time at which the least number of nodes holds, and one at which it does not. */
const openTime = ({ hours }: Answers): string => at(WEDNESDAY, hours?.from ?? 12);
function closedTime({ hours, weekdays }: Answers): string {
  if (weekdays) return at(SUNDAY, hours?.from ?? 12);
  return at(WEDNESDAY, hours!.to === 24 ? hours!.from - 1 : hours!.to);
}

/** The test file, as YAML; `formula` is the path beside it. */
export function testsOf(answers: Answers, formula: string): string {
  const metric = metricOf(answers);
  const isTimed = isTimedBy(answers);
  const slots = slotsIn(answers);
  const rows = [0, 1, slots, slots + 1, answers.max * slots, answers.max * slots * 10].map((tasks) => {
    const { dedicated, lowPriority } = nodesFor(answers, tasks, true);
    return [`${tasks}*${samplesOf(answers)}`, dedicated, lowPriority];
  });
  const empty = nodesFor(answers, 0, true);
  const cases = [
    {
      name: 'a new pool has no samples',
      expect: { ...empty, nodeDeallocationOption: answers.deallocation, warnings: [] },
    },
    { name: 'nodes follow the tasks', table: { columns: [metric, 'dedicated', 'lowPriority'], rows } },
    ...(isTimed
      ? [
          {
            name: 'nothing is kept outside working hours',
            at: closedTime(answers),
            expect: nodesFor(answers, 0, false),
          },
          ...(isOvernight(answers)
            ? [
                {
                  name: 'after midnight it is still the working day of Friday',
                  at: at(SATURDAY, answers.hours!.to - 1),
                  expect: empty,
                },
              ]
            : []),
        ]
      : []),
  ];
  return printYaml({
    formula,
    defaults: { state: { now: openTime(answers), pool: { taskSlotsPerNode: slots } } },
    cases,
  });
}

/** The file of properties that `prove` takes, as YAML. */
export function propertiesOf(answers: Answers): string {
  return printYaml({
    taskSlotsPerNode: slotsIn(answers),
    prove: {
      together: answers.max,
      'never-negative': true,
      'never-fails': true,
      'missing-samples': true,
    },
  });
}
