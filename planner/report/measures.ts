// The measures of a report as one table: name, unit, which way is better, where it stands in the report. Every
// summary and every comparison is a loop over it.

import { formatValue, type Unit } from './format.ts';
import type { Report } from './report.ts';

export interface Measure {
  readonly key: string;
  readonly group: 'Money' | 'Waits' | 'Tasks' | 'Nodes' | 'Control';
  readonly label: string;
  readonly unit: Unit;
  /** Which way is better; `null` for what is neither. */
  readonly better: 'less' | 'more' | null;
  /** `null` when the report cannot say. */
  readonly read: (report: Report) => number | null;
}

/** What is measured over tasks that started, ran or completed has no value when there are none, rather than the best. */
const ofStarted = ({ tasks }: Report, value: number): number | null =>
  tasks.total === tasks.neverStarted ? null : value;
const ofRun = ({ boundedSlowdown }: Report, value: number): number | null =>
  boundedSlowdown.mean === 0 ? null : value;
const ofCompleted = ({ tasks }: Report, value: number): number | null =>
  tasks.completed === 0 ? null : value;

// biome-ignore format: a table
export const MEASURES: readonly Measure[] = [
  { key: 'cost.total',         group: 'Money',   label: 'Cost',                       unit: 'money',   better: 'less', read: ({ cost }) => cost?.total ?? null },
  { key: 'cost.useful',        group: 'Money',   label: 'Useful work',                unit: 'money',   better: null,   read: ({ cost }) => cost?.useful ?? null },
  { key: 'cost.idle',          group: 'Money',   label: 'Idle nodes',                 unit: 'money',   better: 'less', read: ({ cost }) => cost?.idle ?? null },
  { key: 'cost.boot',          group: 'Money',   label: 'Booting and broken nodes',   unit: 'money',   better: 'less', read: ({ cost }) => cost?.boot ?? null },
  { key: 'cost.held',          group: 'Money',   label: 'Free slots of held nodes',   unit: 'money',   better: 'less', read: ({ cost }) => cost?.held ?? null },
  { key: 'cost.lost',          group: 'Money',   label: 'Lost work',                  unit: 'money',   better: 'less', read: ({ cost }) => cost?.lost ?? null },
  { key: 'cost.perTask',       group: 'Money',   label: 'Cost per succeeded task',    unit: 'money',   better: 'less', read: ({ cost, tasks }) => (cost === null || tasks.succeeded === 0 ? null : cost.total / tasks.succeeded) },
  { key: 'wait.mean',          group: 'Waits',   label: 'Mean wait',                  unit: 'seconds', better: 'less', read: (report) => ofStarted(report, report.wait.mean) },
  { key: 'wait.p50',           group: 'Waits',   label: 'Median wait',                unit: 'seconds', better: 'less', read: (report) => ofStarted(report, report.wait.p50) },
  { key: 'wait.p90',           group: 'Waits',   label: 'Wait, 90th percentile',      unit: 'seconds', better: 'less', read: (report) => ofStarted(report, report.wait.p90) },
  { key: 'wait.p95',           group: 'Waits',   label: 'Wait, 95th percentile',      unit: 'seconds', better: 'less', read: (report) => ofStarted(report, report.wait.p95) },
  { key: 'wait.p99',           group: 'Waits',   label: 'Wait, 99th percentile',      unit: 'seconds', better: 'less', read: (report) => ofStarted(report, report.wait.p99) },
  { key: 'wait.max',           group: 'Waits',   label: 'Longest wait',               unit: 'seconds', better: 'less', read: (report) => ofStarted(report, report.wait.max) },
  { key: 'turnaround.mean',    group: 'Waits',   label: 'Mean turnaround',            unit: 'seconds', better: 'less', read: (report) => ofRun(report, report.turnaround.mean) },
  { key: 'boundedSlowdown',    group: 'Waits',   label: 'Mean bounded slowdown',      unit: 'ratio',   better: 'less', read: (report) => ofRun(report, report.boundedSlowdown.mean) },
  { key: 'makespan',           group: 'Waits',   label: 'Makespan',                   unit: 'seconds', better: 'less', read: (report) => ofCompleted(report, report.makespan) },
  { key: 'tasks.total',        group: 'Tasks',   label: 'Tasks',                      unit: 'count',   better: null,   read: ({ tasks }) => tasks.total },
  { key: 'tasks.completed',    group: 'Tasks',   label: 'Completed tasks',            unit: 'count',   better: 'more', read: ({ tasks }) => tasks.completed },
  { key: 'tasks.failed',       group: 'Tasks',   label: 'Failed tasks',               unit: 'count',   better: 'less', read: ({ tasks }) => tasks.failed },
  { key: 'tasks.unfinished',   group: 'Tasks',   label: 'Unfinished tasks',           unit: 'count',   better: 'less', read: ({ tasks }) => tasks.unfinished },
  { key: 'tasks.retries',      group: 'Tasks',   label: 'Retries',                    unit: 'count',   better: 'less', read: ({ tasks }) => tasks.retries },
  { key: 'tasks.requeues',     group: 'Tasks',   label: 'Requeues',                   unit: 'count',   better: 'less', read: ({ tasks }) => tasks.requeues },
  { key: 'tasks.recoveries',   group: 'Tasks',   label: 'Attempts lost with a node',  unit: 'count',   better: 'less', read: ({ tasks }) => tasks.recoveries },
  { key: 'tasks.neverRun',     group: 'Tasks',   label: 'Tasks that can never run',   unit: 'count',   better: 'less', read: ({ neverRun }) => neverRun.tasks },
  { key: 'tasks.reactivations', group: 'Tasks',  label: 'Reactivations',              unit: 'count',   better: null,   read: ({ tasks }) => tasks.reactivations },
  { key: 'failures',           group: 'Tasks',   label: 'Failed attempts',            unit: 'count',   better: 'less', read: ({ failures }) => failures.total },
  { key: 'nodes.peak',         group: 'Nodes',   label: 'Most nodes at once',         unit: 'count',   better: 'less', read: ({ nodes }) => nodes.peak },
  { key: 'nodes.started',      group: 'Nodes',   label: 'Nodes started',              unit: 'count',   better: 'less', read: ({ nodes }) => nodes.started },
  { key: 'nodes.hours',        group: 'Nodes',   label: 'Node hours',                 unit: 'hours',   better: 'less', read: ({ nodes }) => nodes.hours },
  { key: 'nodes.lowPriority',  group: 'Nodes',   label: 'Low-priority node hours',    unit: 'hours',   better: null,   read: ({ nodes }) => nodes.lowPriorityHours },
  { key: 'nodes.preemptions',  group: 'Nodes',   label: 'Preemptions',                unit: 'count',   better: 'less', read: ({ nodes }) => nodes.preemptions },
  { key: 'nodes.broken',       group: 'Nodes',   label: 'Times a node broke',         unit: 'count',   better: 'less', read: ({ nodes: { broken } }) => broken.unusable + broken.unknown + broken.starttaskfailed },
  { key: 'specialTasks.hours', group: 'Nodes',   label: 'Special task hours',         unit: 'hours',   better: null,   read: ({ specialTasks }) => specialTasks.reduce((sum, { hours }) => sum + hours, 0) },
  { key: 'specialTasks.failures', group: 'Nodes', label: 'Failed special tasks',      unit: 'count',   better: 'less', read: ({ specialTasks }) => specialTasks.reduce((sum, { failures }) => sum + failures, 0) },
  { key: 'utilisation',        group: 'Nodes',   label: 'Slots in use',               unit: 'share',   better: 'more', read: ({ utilisation }) => utilisation },
  { key: 'evaluations.total',  group: 'Control', label: 'Evaluations',                unit: 'count',   better: null,   read: ({ evaluations }) => evaluations.total },
  { key: 'evaluations.failed', group: 'Control', label: 'Failed evaluations',         unit: 'count',   better: 'less', read: ({ evaluations }) => evaluations.failed },
  { key: 'resizes.failed',     group: 'Control', label: 'Resizes that failed',        unit: 'count',   better: 'less', read: ({ resizes }) => resizes.failed },
  { key: 'resizes.hoursShort', group: 'Control', label: 'Node hours short of target', unit: 'hours',   better: 'less', read: ({ resizes }) => resizes.hoursShort },
  { key: 'refusals',           group: 'Control', label: 'Refused operations',         unit: 'count',   better: 'less', read: ({ refusals }) => refusals.total },
  { key: 'schedules.misses',   group: 'Control', label: 'Due times without a job',    unit: 'count',   better: 'less', read: ({ schedules }) => schedules.reduce((sum, { misses }) => sum + misses, 0) },
  { key: 'control.meanDemand', group: 'Control', label: 'Mean demand, nodes',         unit: 'nodes',   better: null,   read: ({ control }) => control.meanDemand },
  { key: 'control.meanSupply', group: 'Control', label: 'Mean supply, nodes',         unit: 'nodes',   better: null,   read: ({ control }) => control.meanSupply },
  { key: 'control.under',      group: 'Control', label: 'Mean nodes missing',         unit: 'nodes',   better: 'less', read: ({ control }) => control.underAccuracy },
  { key: 'control.over',       group: 'Control', label: 'Mean nodes too many',        unit: 'nodes',   better: 'less', read: ({ control }) => control.overAccuracy },
  { key: 'control.underTime',  group: 'Control', label: 'Time with nodes missing',    unit: 'share',   better: 'less', read: ({ control }) => control.underTimeshare },
  { key: 'control.overTime',   group: 'Control', label: 'Time with nodes too many',   unit: 'share',   better: 'less', read: ({ control }) => control.overTimeshare },
  { key: 'control.jitter',     group: 'Control', label: 'Jitter, steps per hour',     unit: 'perHour', better: null,   read: ({ control }) => control.jitterPerHour },
  { key: 'control.instability', group: 'Control', label: 'Instability',               unit: 'share',   better: 'less', read: ({ control }) => control.instability },
];

export interface SummaryRow {
  readonly key: string;
  readonly group: Measure['group'];
  readonly label: string;
  readonly unit: Unit;
  readonly value: number | null;
  readonly formatted: string;
}

/** Every measure of a report, in the order of the table. */
export function summarise(report: Report): readonly SummaryRow[] {
  return MEASURES.map(({ key, group, label, unit, read }) => {
    const value = read(report);
    return { key, group, label, unit, value, formatted: formatValue(value, unit, report.prices.currency) };
  });
}
