// What the end of a task asks of its job and of those who wait for it: pure, from Azure's exit conditions.
// Source: REST ExitConditions, ExitOptions; docs "task dependencies".

import type { AttemptEnd, ExitConditions, ExitOptions } from '../model/task.ts';

const SUCCESS = { jobAction: 'none', dependencyAction: 'satisfy' } as const;
const FAILURE = { jobAction: 'terminate', dependencyAction: 'block' } as const;

/**
 * The actions of a task that completed in this way; `exitCode` is NaN when no process ended. The job's action is
 * meant only where the job's `onTaskFailure` says so.
 */
export function exitActionsOf(
  conditions: ExitConditions | undefined,
  end: AttemptEnd,
  exitCode: number,
): Required<ExitOptions> {
  const usual = end === 'success' ? SUCCESS : FAILURE;
  if (conditions === undefined) return usual;
  return { ...usual, ...matchOf(conditions, end, exitCode) };
}

/** What the conditions say of this end; undefined when nothing is said. */
function matchOf(conditions: ExitConditions, end: AttemptEnd, exitCode: number): ExitOptions | undefined {
  if (end === 'notstarted') return conditions.preProcessingError ?? conditions.default;
  const code = conditions.exitCodes.find((each) => each.code === exitCode);
  if (code !== undefined) return code.exitOptions;
  const range = conditions.exitCodeRanges.find((each) => each.start <= exitCode && exitCode <= each.end);
  if (range !== undefined) return range.exitOptions;
  if (end === 'notuploaded') return conditions.fileUploadError ?? conditions.default;
  // Exit code 0 has its usual actions unless it is listed.
  return end === 'success' ? undefined : conditions.default;
}
