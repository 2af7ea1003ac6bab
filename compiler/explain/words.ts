// The words that explanations use for what the service defines, keyed by the catalog's own names.

import type { ConstantId, FunctionId, LiveId, MemberId, MetricId, TargetId } from '../catalog/index.ts';

// biome-ignore format: table
export const METRIC_NOUNS: Readonly<Record<MetricId | LiveId, string>> = {
  $ActiveTasks: 'active tasks',
  $RunningTasks: 'running tasks',
  $PendingTasks: 'pending tasks',
  $SucceededTasks: 'succeeded tasks',
  $FailedTasks: 'failed tasks',
  $CPUPercent: 'CPU use',
  $WallClockSeconds: 'seconds consumed',
  $MemoryBytes: 'memory in use',
  $DiskBytes: 'disk space in use',
  $DiskReadBytes: 'bytes read from disk',
  $DiskWriteBytes: 'bytes written to disk',
  $DiskReadOps: 'disk reads',
  $DiskWriteOps: 'disk writes',
  $NetworkInBytes: 'bytes received',
  $NetworkOutBytes: 'bytes sent',
  $SampleNodeCount: 'nodes sampled',
  $CurrentDedicatedNodes: 'dedicated nodes',
  $CurrentLowPriorityNodes: 'low-priority nodes',
  $UsableNodeCount: 'usable nodes',
  $PreemptedNodeCount: 'preempted nodes',
  $TaskSlotsPerNode: 'task slots of a node',
};

// biome-ignore format: table
export const TARGET_NOUNS: Readonly<Record<TargetId, string>> = {
  $TargetDedicatedNodes: 'the target of dedicated nodes',
  $TargetLowPriorityNodes: 'the target of low-priority nodes',
  $NodeDeallocationOption: 'the deallocation option',
};

/** A unit of time, one and several of it. */
// biome-ignore format: table
export const UNIT_NOUNS: Readonly<Record<ConstantId, readonly [one: string, many: string]>> = {
  TimeInterval_Zero: ['no time', 'no times'],
  TimeInterval_100ns: ['100 nanoseconds', 'times 100 nanoseconds'],
  TimeInterval_Microsecond: ['microsecond', 'microseconds'],
  TimeInterval_Millisecond: ['millisecond', 'milliseconds'],
  TimeInterval_Second: ['second', 'seconds'],
  TimeInterval_Minute: ['minute', 'minutes'],
  TimeInterval_Hour: ['hour', 'hours'],
  TimeInterval_Day: ['day', 'days'],
  TimeInterval_Week: ['week', 'weeks'],
  TimeInterval_Year: ['year', 'years'],
};

// biome-ignore format: table
export const MEMBER_NOUNS: Readonly<Record<MemberId, string>> = {
  year: 'the year (UTC)',
  month: 'the month (UTC)',
  day: 'the day of the month (UTC)',
  weekday: 'the day of the week (UTC, Monday is 1)',
  hour: 'the hour (UTC)',
  minute: 'the minute',
  second: 'the second',
};

/** A function of its arguments in words; `{}` stands for them. Those that are missing have sentences of their own. */
// biome-ignore format: table
export const FUNCTION_PHRASES: Readonly<Record<FunctionId, string>> = {
  avg: 'the average of {}',
  len: 'how many values there are in {}',
  max: 'the largest of {}',
  min: 'the smallest of {}',
  sum: 'the sum of {}',
  norm: 'the Euclidean norm of {}',
  range: 'the largest less the smallest of {}',
  std: 'the standard deviation of {}',
  lg: 'the binary logarithm of {}',
  ln: 'the natural logarithm of {}',
  log: 'the decimal logarithm of {}',
  ceil: '{}, rounded up',
  floor: '{}, rounded down',
  round: '{}, rounded to the nearest whole number',
  percentile: 'the percentile of {}',
  rand: 'a random number from 0 to 1',
  stop: 'the end of the evaluation',
  time: 'now',
  val: 'an element of {}',
};

/** An operator between two phrases. */
// biome-ignore format: table
export const OPERATOR_WORDS = {
  '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by',
  '<': 'is less than', '<=': 'is at most', '>': 'is more than', '>=': 'is at least', '==': 'is', '!=': 'is not',
  '&&': 'and', '||': 'or',
} as const;
