// A report in a few plain sentences: how it ended, what it cost, how long tasks waited and for what, what was
// wasted, how the formula fared. The same on the terminal, in Markdown and on the page.

import { formatDuration, formatMoney, formatNumber, formatShare, formatTally } from './format.ts';
import type { Parts, Report, WaitCauses } from './report.ts';

export interface Sentence {
  readonly about: 'end' | 'cost' | 'wait' | 'waste' | 'control';
  readonly text: string;
}

/** What each part of a bill is, in words that follow "went to". */
export const PART_WORDS: Readonly<Record<keyof Parts, string>> = {
  useful: 'useful work',
  idle: 'idle nodes',
  boot: 'booting or broken nodes',
  held: 'free slots of nodes held by other tasks',
  lost: 'work that was lost',
};

/** What a task waited for, in words that follow "waiting for". */
export const CAUSE_WORDS: Readonly<Record<keyof WaitCauses, string>> = {
  placing: 'a place on a node with free slots',
  booting: 'nodes to boot',
  allocating: 'nodes to be allocated',
  busy: 'a free slot in a pool that was not asked to grow',
  unasked: 'an evaluation to ask for nodes',
  dependencies: 'other tasks of the job',
  preparation: 'job preparation tasks',
};

const WASTE = ['idle', 'boot', 'held', 'lost'] as const satisfies readonly (keyof Parts)[];

/** The sentences that apply to this report, in reading order. */
export function describe(report: Report): readonly Sentence[] {
  const sentences: readonly (Sentence | undefined)[] = [
    { about: 'end', text: endOf(report) },
    sentence('cost', costOf(report)),
    sentence('wait', waitOf(report)),
    sentence('waste', wasteOf(report)),
    sentence('control', controlOf(report)),
  ];
  return sentences.filter((one) => one !== undefined);
}

function sentence(about: Sentence['about'], text: string | undefined): Sentence | undefined {
  return text === undefined ? undefined : { about, text };
}

function endOf({ tasks, end, makespan }: Report): string {
  if (tasks.total === 0) return `No task was added in ${formatDuration(end.time)}.`;
  const failed = tasks.failed === 0 ? '' : `, ${tally(tasks.failed)} of them without success`;
  if (tasks.unfinished === 0)
    return `${tasks.total === 1 ? 'The one task' : `All ${formatTally(tasks.total, 'task')}`} completed in ${formatDuration(makespan)}${failed}.`;
  return `${tally(tasks.completed)} of ${formatTally(tasks.total, 'task')} completed in ${formatDuration(end.time)}${failed}; ${tally(tasks.unfinished)} did not.`;
}

function costOf({ cost, nodes, tasks }: Report): string | undefined {
  if (nodes.hours === 0) return 'No node was there, so nothing was paid.';
  const hours = `${formatNumber(nodes.hours, nodes.hours < 100 ? 1 : 0)} node hours`;
  if (cost === null) return `The nodes took ${hours}; their size has no price.`;
  const each =
    tasks.succeeded === 0
      ? ''
      : `, ${formatMoney(cost.total / tasks.succeeded, cost.currency)} a succeeded task`;
  return `The nodes cost ${formatMoney(cost.total, cost.currency)} for ${hours}${each}.`;
}

function waitOf({ wait, tasks, waitCauses }: Report): string | undefined {
  if (tasks.total === tasks.neverStarted) return tasks.total === 0 ? undefined : 'No task ever started.';
  if (wait.max === 0) return 'Every task started at once.';
  const spread =
    wait.p50 === wait.p95
      ? `95% of the tasks started within ${formatDuration(wait.p95)}`
      : `Half of the tasks started ${wait.p50 === 0 ? 'at once' : `within ${formatDuration(wait.p50)}`}, 95% within ${formatDuration(wait.p95)}`;
  const cause = largest(waitCauses);
  const blame =
    cause === undefined
      ? ''
      : ` ${formatShare(cause.share)} of the waiting was for ${CAUSE_WORDS[cause.key]}.`;
  return `${spread}; the longest wait was ${formatDuration(wait.max)}.${blame}`;
}

function wasteOf({ cost, nodes }: Report): string | undefined {
  const { parts, hours } = nodes;
  const wasted = hours - parts.useful;
  if (hours === 0) return undefined;
  if (wasted < hours * 0.0005) return 'All of the node time went to useful work.';
  const share = cost === null ? wasted / hours : 1 - cost.useful / cost.total;
  const amount =
    cost === null
      ? `${formatNumber(wasted, 1)} node hours`
      : formatMoney(cost.total - cost.useful, cost.currency);
  const top = largest(
    Object.fromEntries(WASTE.map((part) => [part, (cost ?? parts)[part]])) as Omit<Parts, 'useful'>,
  );
  const most = top === undefined ? '' : ` ${formatShare(top.share)} of that went to ${PART_WORDS[top.key]}.`;
  return `${amount} (${formatShare(share)}) bought no useful work.${most}`;
}

function controlOf({ evaluations, control, nodes }: Report): string | undefined {
  if (evaluations.total === 0)
    return nodes.started === 0 ? undefined : 'The pool was not scaled by a formula.';
  const [first] = evaluations.errors;
  const failed =
    first === undefined ? '' : `, ${tally(evaluations.failed)} of them with an error, mostly ${first.code}`;
  const { underTimeshare, overTimeshare } = control;
  return `The formula was evaluated ${formatTally(evaluations.total, 'time')}${failed}; there were too few nodes ${formatShare(underTimeshare)} and too many ${formatShare(overTimeshare)} of the time.`;
}

function largest<Key extends string>(
  amounts: Readonly<Record<Key, number>>,
): { readonly key: Key; readonly share: number } | undefined {
  const entries = Object.entries(amounts) as [Key, number][];
  const total = entries.reduce((sum, [, amount]) => sum + amount, 0);
  const [top] = entries.sort(([, left], [, right]) => right - left);
  return top === undefined || !(total > 0) ? undefined : { key: top[0], share: top[1] / total };
}

function tally(count: number): string {
  return formatNumber(count, 0);
}
