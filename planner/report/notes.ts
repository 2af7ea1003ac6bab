// What a reader must know before believing the numbers: a table of conditions, each with its sentence.

import { formatNumber } from './format.ts';
import type { Report } from './report.ts';

type Facts = Omit<Report, 'notes'>;

/** Each row: what it says, or nothing when it does not apply. */
const NOTES: readonly ((report: Facts) => string | undefined)[] = [
  ({ end }) => (end.reason === 'drained' || end.reason === 'horizon' ? undefined : end.message),
  ({ prices }) => {
    const unknown = prices.lines.filter((line) => line.hourly === null).map((line) => line.vmSize);
    if (unknown.length === 0) return undefined;
    const sizes = [...new Set(unknown)].join(', ');
    return `The price list has no price for ${sizes}, so there is no cost; give a price list that has one.`;
  },
  ({ unschedulable: { total } }) =>
    total === 0
      ? undefined
      : `${total === 1 ? 'One task needs' : `${formatNumber(total, 0)} tasks need`} more slots than a node has, or cannot be placed for another reason that lasts: see unschedulable tasks.`,
  ({ evaluations: { every, total } }) =>
    every === 1 ? undefined : `Of ${formatNumber(total, 0)} evaluations every ${ordinal(every)} is listed.`,
  ({ resizes: { every, total } }) =>
    every === 1 ? undefined : `Of ${formatNumber(total, 0)} resizes every ${ordinal(every)} is listed.`,
];

/** The notes that apply, in a fixed order. */
export function notesOf(report: Facts): readonly string[] {
  return NOTES.map((note) => note(report)).filter((text) => text !== undefined);
}

function ordinal(number: number): string {
  return number === 2 ? 'second' : `${number}th`;
}
