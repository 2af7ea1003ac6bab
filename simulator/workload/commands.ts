// A real command for a modelled task: one that takes its time and exits as its behaviour says, so that one workload
// runs modelled or real.

import { type Duration, SECOND } from '../../runtime/index.ts';
import { NO_COMMAND } from '../model/wire.ts';

/** Whether the task has a command of its own to run; `true` is what is put in place of none. */
export const hasCommand = (commandLine: string): boolean => commandLine.trim() !== NO_COMMAND;

/** A command line that takes so long and exits with this code (0 to 255, as processes do). */
export function commandOf(duration: Duration, exitCode: number): string {
  const seconds = (duration / SECOND).toFixed(3).replace(/\.?0+$/, '');
  const code = ((exitCode % 256) + 256) % 256;
  if (code === 0) return duration > 0 ? `sleep ${seconds}` : NO_COMMAND;
  return `/bin/sh -c '${duration > 0 ? `sleep ${seconds}; ` : ''}exit ${code}'`;
}
