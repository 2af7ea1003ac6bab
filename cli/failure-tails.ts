// The last lines that failed tasks wrote to standard error: what a person looks at first. Read when the task fails,
// because its folder may not outlive its node.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Workspace } from '../emulator/index.ts';
import { ATTEMPT_ENDS, type JournalSink, type Names, SILENCE } from '../simulator/index.ts';
import type { Style } from './style.ts';

export interface FailureTails {
  readonly makeSink: (names: Names) => JournalSink;
  /** What the first failed tasks wrote last; empty when none failed. */
  readonly render: (style: Style) => string;
}

const MOST_TASKS = 3;
const MOST_LINES = 5;
const MOST_BYTES = 2000;

/** Looks at failed tasks in this workspace. */
export function createFailureTails(workspace: () => Workspace): FailureTails {
  const tails: { readonly name: string; readonly lines: readonly string[] }[] = [];
  return {
    makeSink: (names) => ({
      ...SILENCE,
      taskEnded(_, task, node, end) {
        if (ATTEMPT_ENDS[end] !== 'failure' || tails.length >= MOST_TASKS) return;
        const name = `${names.jobIdOf(task)}/${names.taskId(task)}`;
        const { stderr } = workspace().taskOf(names.nodeId(node), names.jobIdOf(task), names.taskId(task));
        const lines = lastLines(stderr);
        if (lines.length > 0) tails.push({ name, lines });
      },
    }),
    render: (style) =>
      tails
        .map(
          ({ name, lines }) =>
            `${style('bold', `${name} wrote`)}\n${lines.map((line) => `  ${line}\n`).join('')}`,
        )
        .join(''),
  };
}

/** A task may have put a link or a pipe in the file's place; neither is followed or waited for. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The last lines of a file that may be huge, binary, or not there. */
function lastLines(file: string): readonly string[] {
  try {
    const handle = openSync(file, PLAINLY);
    try {
      const { size } = fstatSync(handle);
      const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
      readSync(handle, bytes, 0, bytes.length, size - bytes.length);
      const text = bytes.toString('utf8').replace(/[^\P{Cc}\n\t]/gu, '·');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .slice(-MOST_LINES);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The task may have ended before it wrote anything.
    return [];
  }
}
