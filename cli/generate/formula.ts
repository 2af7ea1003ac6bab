// A formula from a few answers: a handful of statements, each with a comment that says why it is there.

import { findName, LIVE, type OptionWord } from '../../compiler/index.ts';

/** What a formula is made from. */
export interface Answers {
  /** What is counted as demand. */
  readonly demand: 'pending' | 'active' | 'running';
  /** Nodes of both kinds together. */
  readonly min: number;
  readonly max: number;
  /** How much of it are low-priority nodes, in per cent. */
  readonly spot: number;
  /** Hours in UTC in which the least number of nodes holds, past midnight when `to` is less; always when absent. */
  readonly hours?: { readonly from: number; readonly to: number };
  /** Whether the hours are those of Monday to Friday alone. */
  readonly weekdays: boolean;
  /** How samples are read: the mean of the window, its peak, or the newest one. */
  readonly samples: 'average' | 'peak' | 'newest';
  /** The window, in minutes. */
  readonly window: number;
  /** Tasks that a node runs at once; the pool's slots when `pool`. */
  readonly slots: number | 'pool';
  readonly deallocation: OptionWord;
}

const METRICS = { pending: 'Pending', active: 'Active', running: 'Running' } as const;

/** The service's name of what is counted. */
export function metricOf({ demand }: Answers): string {
  const name = `$${METRICS[demand]}Tasks`;
  if (findName(name)?.kind !== 'metric') throw new Error(`${name} is no metric`);
  return name;
}

/** The count of the pool that is its slots. */
const SLOTS = Object.entries(LIVE).find(([, { unit }]) => unit === 'slots')![0];

/** The formula's text. */
export function formulaOf(answers: Answers): string {
  const { min, max, slots, deallocation } = answers;
  const metric = metricOf(answers);
  const divisor = slots === 'pool' ? SLOTS : String(slots);
  const isTimed = isTimedBy(answers);
  const lines = [
    `// From ${min} to ${max} nodes for ${answers.demand} tasks; made by lazurite generate.`,
    ...demandLines(answers, metric),
    `needed = ceil(tasks / ${divisor});`,
    ...hourLines(answers),
    `nodes = max(${isTimed ? 'least' : min}, min(${max}, needed));`,
    ...kindLines(answers),
    '// What happens to running tasks when nodes leave.',
    `$NodeDeallocationOption = ${deallocation};`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether the least number of nodes depends on the time. */
export const isTimedBy = ({ min, hours, weekdays }: Answers): boolean =>
  min > 0 && (hours !== undefined || weekdays);

function demandLines({ samples, window }: Answers, metric: string): readonly string[] {
  if (samples === 'newest')
    return ['// The newest sample; none on a new pool.', `tasks = max(0, ${metric}.GetSample(1));`];
  const aggregate = samples === 'peak' ? 'max' : 'avg';
  return [
    `window = ${window} * TimeInterval_Minute;`,
    '// With too few samples, as on a new pool, the newest one counts, and the evaluation does not fail.',
    `isKnown = ${metric}.GetSamplePercent(window) >= 70;`,
    `tasks = isKnown ? ${aggregate}(${metric}.GetSample(window)) : max(0, ${metric}.GetSample(1));`,
  ];
}

/** Whether working hours go on after midnight. */
export const isOvernight = ({ hours }: Answers): boolean => hours !== undefined && hours.from > hours.to;

function hourLines(answers: Answers): readonly string[] {
  if (!isTimedBy(answers)) return [];
  const { min, hours, weekdays } = answers;
  // After midnight it is still the working day that began before.
  const isShifted = weekdays && hours !== undefined && isOvernight(answers);
  const conditions = [
    ...(weekdays ? ['now.weekday >= 1 && now.weekday <= 5'] : []),
    ...(hours === undefined ? [] : [isShifted ? `now.hour < ${24 - hours.from + hours.to}` : within(hours)]),
  ];
  return [
    '// Nodes are kept for working hours; times are UTC.',
    ...(isShifted ? [`// A working day begins at ${hours.from}:00, so that is hour 0 here.`] : []),
    isShifted ? `now = time() + -${hours.from} * TimeInterval_Hour;` : 'now = time();',
    `isOpen = ${conditions.join(' && ')};`,
    `least = isOpen ? ${min} : 0;`,
  ];
}

const within = ({ from, to }: NonNullable<Answers['hours']>): string =>
  `now.hour >= ${from} ${from > to ? '||' : '&&'} now.hour < ${to}`;

function kindLines({ spot }: Answers): readonly string[] {
  if (spot === 0) return ['$TargetDedicatedNodes = nodes;', '$TargetLowPriorityNodes = 0;'];
  if (spot === 100) return ['$TargetDedicatedNodes = 0;', '$TargetLowPriorityNodes = nodes;'];
  return [
    `// ${spot} % of the nodes are low-priority, rounded down, and never more than all of them.`,
    `lowPriority = min(nodes, floor(nodes * ${spot} / 100));`,
    '$TargetDedicatedNodes = nodes - lowPriority;',
    '$TargetLowPriorityNodes = lowPriority;',
  ];
}
