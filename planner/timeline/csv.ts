// A timeline as CSV: a row for each bar, for spreadsheets and other programs.

import { ATTEMPT_ENDS } from '../../simulator/index.ts';
import { toCsv } from '../report/csv.ts';
import { textAt } from './texts.ts';
import { BAR, type DrawnTimeline } from './timeline.ts';

const KINDS = Object.keys(BAR);
const HEADER = [
  'task', 'job', 'pool', 'node', 'kind', 'firstSlot', 'slots', 'start', 'startSeconds', 'endSeconds', 'waitSeconds', 'ended', 'exitCode',
]; // biome-ignore format: a list

/** One row a bar, in the order of node, slot and start; `ended` is empty for what had not ended. */
export function timelineCsv({ bars, nodes, jobs, pools, start }: DrawnTimeline): string {
  const rows = Array.from({ length: bars.count }, (_, bar) => {
    const node = bars.node[bar]!;
    const code = bars.exitCode[bar]!;
    return [
      textAt(bars.task, bar),
      jobs[bars.job[bar]!] ?? '',
      pools[nodes.pool[node]!] ?? '',
      nodes.id[node]!,
      KINDS[bars.kind[bar]!]!,
      bars.slot[bar]!,
      bars.slots[bar]!,
      new Date(start + bars.start[bar]! * 1000).toISOString(),
      bars.start[bar]!,
      bars.end[bar]!,
      bars.wait[bar]!,
      ATTEMPT_ENDS[bars.how[bar]!] ?? '',
      Number.isNaN(code) ? null : code,
    ];
  });
  return toCsv([HEADER, ...rows]);
}
