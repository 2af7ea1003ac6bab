// What a moment of a real run looks like on a terminal: how far it is, tasks, nodes, the last evaluation, and who runs.

import { printInterval } from '../runtime/index.ts';
import type { Line } from './screen.ts';

/** What is known of the run at a moment. */
export interface Moment {
  readonly total: number;
  added: number;
  ended: number;
  failed: number;
  time: number;
  readonly start: number;
  readonly slots: Map<number, number>;
  readonly nodes: Map<number, string>;
  readonly names: Map<number, string>;
  readonly running: Map<number, { readonly task: string; readonly node: string; readonly since: number }>;
  evaluation: string;
}

/** So many tasks have a line of their own. */
const SHOWN = 8;

/** The lines of a moment, `now` being the time of the run, on a terminal of so many rows. */
export function picture(moment: Moment, now: number, rows: number): readonly Line[] {
  const { total, ended, failed, running, nodes, evaluation } = moment;
  const waiting = Math.max(0, moment.added - ended - running.size);
  const slots = [...nodes.keys()].reduce((sum, node) => sum + (moment.slots.get(node) ?? 0), 0);
  const states = new Map<string, number>();
  for (const state of nodes.values()) states.set(state, (states.get(state) ?? 0) + 1);
  const told = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
  const head: readonly Line[] = [
    [
      {
        text: `${clock(now - moment.start)}  ${ended} of ${Math.max(total, moment.added)} tasks over`,
        tone: 'bold',
      },
      ...(failed === 0 ? [] : [{ text: `, ${failed} failed`, tone: 'red' as const }]),
    ],
    [{ text: `tasks    ${running.size} running, ${waiting} waiting` }],
    [{ text: `nodes    ${told === '' ? 'none yet' : told}; ${running.size} of ${slots} slots busy` }],
    ...(evaluation === '' ? [] : [[{ text: `formula  ${evaluation}` }]]),
  ];
  return [...head, ...rowsOfTasks(moment, now, Math.min(SHOWN, rows - 2 - head.length))];
}

/** Those that run, the longest first, in columns. */
function rowsOfTasks({ running }: Moment, now: number, most: number): readonly Line[] {
  const all = [...running.values()];
  const shown = all.slice(0, Math.max(0, all.length > most ? most : most + 1));
  const width = (read: (one: (typeof all)[number]) => string): number =>
    Math.max(0, ...shown.map((one) => read(one).length));
  const [taskWidth, nodeWidth] = [width(({ task }) => task), width(({ node }) => node)];
  const lines = shown.map(
    ({ task, node, since }): Line => [
      { text: `  ${task.padEnd(taskWidth)}  ${node.padEnd(nodeWidth)}  ${clock(now - since)}`, tone: 'dim' },
    ],
  );
  const rest = all.length - shown.length;
  return rest === 0 ? lines : [...lines, [{ text: `  and ${rest} more`, tone: 'dim' }]];
}

/** Whole seconds; a clock that shows more is restless. */
const clock = (duration: number): string => printInterval(Math.floor(Math.max(0, duration) / 1000) * 1000);
