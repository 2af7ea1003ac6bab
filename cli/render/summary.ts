// A report said in words: the rows that the terminal and Markdown both show. All of it stands in the JSON as well.

import type { Cost, Report, WaitCauses } from '../../planner/index.ts';
import {
  showCount,
  showHours,
  showMoney,
  showNumber,
  showPart,
  showSeconds,
  showShare,
} from './quantities.ts';

/** What the report is about. */
export const titleOf = (report: Report): string => (report.title === '' ? 'Report' : report.title);

const ENDS: Readonly<Record<Report['end']['reason'], string>> = {
  drained: 'until every task was done',
  horizon: 'until its time was up',
  stalled: 'until nothing could happen any more',
  interrupted: 'until it was interrupted',
  unknown: 'as far as the journal goes',
};

/** When the run was, how long, and why it ended. */
export function subtitleOf(report: Report): string {
  const seed = report.seed === null ? '' : `, seed ${report.seed}`;
  return `from ${report.start}, ${showSeconds(report.end.time)} ${ENDS[report.end.reason]}${seed}`;
}

/** The numbers of a report as labels and sentences. */
export function rowsOf(report: Report): (readonly [label: string, text: string])[] {
  const { tasks, wait, nodes, cost, evaluations, resizes, control } = report;
  return [
    ['tasks', taskText(tasks)],
    [
      'wait',
      `mean ${showSeconds(wait.mean)}, median ${showSeconds(wait.p50)}, 95 % within ${showSeconds(wait.p95)}, longest ${showSeconds(wait.max)}`,
    ],
    ['waited for', causesText(report.waitCauses)],
    [
      'makespan',
      `${showSeconds(report.makespan)}, bounded slowdown ${showNumber(report.boundedSlowdown.mean, 2)}`,
    ],
    [
      'nodes',
      `peak ${showCount(nodes.peak)}, ${showCount(nodes.started)} started, ${showHours(nodes.hours)} billed${kindsText(nodes)}`,
    ],
    [
      'utilisation',
      `${showShare(report.utilisation)} of the slots paid for; too few nodes ${showShare(control.underTimeshare)} of the time, too many ${showShare(control.overTimeshare)}`,
    ],
    ['cost', cost === null ? 'unknown: a size has no price' : costText(cost)],
    ...(evaluations.total > 0 ? [['evaluations', failuresText(evaluations)] as const] : []),
    ...(resizes.total > 0 ? [['resizes', failuresText(resizes)] as const] : []),
  ];
}

function taskText(tasks: Report['tasks']): string {
  const extras = [
    [tasks.failed, 'failed'],
    [tasks.unfinished, 'unfinished'],
    [tasks.retries, 'attempts retried'],
    [tasks.requeues, 'requeued'],
    [tasks.recoveries, 'lost with their node'],
  ] as const;
  const shown = extras.filter(([count]) => count > 0).map(([count, what]) => `, ${showCount(count)} ${what}`);
  return `${showCount(tasks.completed)} of ${showCount(tasks.total)} completed${shown.join('')}`;
}

/** What each cause of waiting means, in the words of somebody who waits. */
const CAUSES: Readonly<Record<keyof WaitCauses, string>> = {
  busy: 'a busy slot',
  allocating: 'nodes to be allocated',
  booting: 'nodes to boot',
  unasked: 'the next evaluation',
  placing: 'being placed',
};

function causesText(causes: WaitCauses): string {
  const total = Object.values(causes).reduce((sum, part) => sum + part, 0);
  if (total === 0) return 'nothing';
  return (Object.keys(CAUSES) as (keyof WaitCauses)[])
    .filter((cause) => causes[cause] / total >= 0.005)
    .sort((a, b) => causes[b] - causes[a])
    .map((cause) => `${CAUSES[cause]} ${showShare(causes[cause] / total)}`)
    .join(', ');
}

function kindsText({ dedicatedHours, lowPriorityHours, preemptions }: Report['nodes']): string {
  if (lowPriorityHours === 0) return '';
  const taken = preemptions === 0 ? '' : `, ${showCount(preemptions)} preempted`;
  return ` (${showHours(dedicatedHours)} dedicated, ${showHours(lowPriorityHours)} low-priority${taken})`;
}

function costText(cost: Cost): string {
  const parts = (['useful', 'idle', 'boot', 'held', 'lost'] as const).map(
    (part) => `${part} ${showPart(cost[part], cost.total)}`,
  );
  return `${showMoney(cost.total, cost.currency)}${cost.total === 0 ? '' : `: ${parts.join(', ')}`}`;
}

interface Outcomes {
  readonly total: number;
  readonly failed: number;
  readonly errors: readonly { readonly code: string; readonly count: number }[];
}

function failuresText({ total, failed, errors }: Outcomes): string {
  if (failed === 0) return `${showCount(total)}, none failed`;
  return `${showCount(total)}, ${showCount(failed)} failed: ${errors.map((error) => `${error.code} ${showCount(error.count)}`).join(', ')}`;
}
