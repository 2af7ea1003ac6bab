// The measures that a terminal has room for; JSON and the page have all of them.

/** Keys of the planner's measures. */
export const HEADLINES: ReadonlySet<string> = new Set([
  'cost.total', 'cost.useful', 'cost.idle', 'cost.boot', 'cost.held', 'cost.lost', 'cost.perTask',
  'wait.mean', 'wait.p50', 'wait.p95', 'wait.max', 'boundedSlowdown', 'makespan',
  'tasks.completed', 'tasks.failed', 'tasks.unfinished', 'tasks.neverRun', 'tasks.retries', 'tasks.requeues',
  'tasks.recoveries', 'tasks.reactivations',
  'nodes.peak', 'nodes.started', 'nodes.hours', 'nodes.lowPriority', 'nodes.preemptions', 'nodes.broken',
  'specialTasks.failures', 'utilisation',   'evaluations.failed', 'resizes.failed', 'refusals', 'schedules.misses',
  'control.underTime', 'control.overTime',
]); // biome-ignore format: a list

/** Whether a number says nothing worth a line: zero, or unknown. */
export const isNothing = (value: number | null): boolean => value === null || value === 0;
