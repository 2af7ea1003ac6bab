// What a reader must know before believing the numbers: a table of conditions, each with its sentences.

import { parseInstant, printInstant } from '../../runtime/index.ts';
import { formatDuration, formatNumber, formatTally } from './format.ts';
import type { Report } from './report.ts';

type Facts = Omit<Report, 'notes'>;

/** So many of one kind are told in full; the others are counted. */
const TOLD = 5;

/** What can never run, and pools that hold nodes for nothing. */
export function neverNotes({ neverRun, idlePools, start }: Omit<Report, 'notes'>): readonly string[] {
  const groups = neverRun.listed.slice(0, TOLD);
  const pools = idlePools.slice(0, TOLD);
  const more = (count: number, noun: string, verb: string) =>
    count === 0 ? [] : [`${formatTally(count, `more ${noun}`)} ${verb}: see what never ran.`];
  return [
    ...groups.map(
      ({ jobId, tasks, message, code, since }) =>
        `${formatTally(tasks, 'task')} of job ${jobId} can never run, since ${momentOf(start, since)}: ${clause(message)} (${code}).`,
    ),
    ...more(neverRun.causes - groups.length, 'group', 'of tasks can never run'),
    ...pools.map(
      ({ poolId, nodes, since, message }) =>
        `Pool ${poolId} has held ${formatTally(nodes, 'node')} for nothing since ${momentOf(start, since)}: ${clause(message)}.`,
    ),
    ...more(idlePools.length - pools.length, 'pool', 'held nodes for nothing'),
  ];
}

/** Each row: what it says; nothing when it does not apply. */
const NOTES: readonly ((report: Facts) => readonly string[])[] = [
  ({ end }) => (end.reason === 'drained' || end.reason === 'horizon' ? [] : [end.message]),
  neverNotes,
  ({ prices }) => {
    const unknown = prices.lines.filter((line) => line.hourly === null).map((line) => line.vmSize);
    if (unknown.length === 0) return [];
    const sizes = [...new Set(unknown)].join(', ');
    return [`The price list has no price for ${sizes}, so there is no cost; give a price list that has one.`];
  },
  ({ unschedulable: { total }, neverRun }) =>
    total === 0 || neverRun.tasks > 0
      ? []
      : [
          `${total === 1 ? 'One task needs' : `${formatNumber(total, 0)} tasks need`} more slots than a node has, or cannot be placed for another reason that lasts: see unschedulable tasks.`,
        ],
  ({ evaluations: { every, total } }) =>
    every === 1 ? [] : [`Of ${formatNumber(total, 0)} evaluations every ${ordinal(every)} is listed.`],
  ({ resizes: { every, total } }) =>
    every === 1 ? [] : [`Of ${formatNumber(total, 0)} resizes every ${ordinal(every)} is listed.`],
];

/** The notes that apply, in a fixed order. */
export function notesOf(report: Facts): readonly string[] {
  return NOTES.flatMap((note) => note(report));
}

/** A message without its full stop, so that it can stand in a sentence. */
export const clause = (message: string): string => message.replace(/\.$/, '');

/** A moment of a run: by the clock, and how far into it. */
export function momentOf(start: string, seconds: number): string {
  const instant = printInstant((parseInstant(start) ?? 0) + seconds * 1000);
  return seconds === 0 ? `${instant}, the start` : `${instant}, ${formatDuration(seconds)} into the run`;
}

function ordinal(number: number): string {
  return number === 2 ? 'second' : `${number}th`;
}
