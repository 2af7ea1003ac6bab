// What a real run took: how long each attempt, each boot and each special task, and in which order tasks began. Heard
// from the journal, so that it is what a report says too.

import type { Duration, Instant } from '../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  type AttemptEnd,
  type JournalSink,
  type Names,
  NODE_STATES,
  SILENCE,
  type TaskUse,
} from '../simulator/index.ts';

/** An attempt that ended. */
export interface MeasuredAttempt {
  readonly elapsed: Duration;
  readonly end: AttemptEnd;
  /** NaN when no process ended by itself. */
  readonly exitCode: number;
  /** Azure's code of a failure that no exit code says. */
  readonly failure: string | undefined;
  /** What it used; undefined where nobody measured that. */
  readonly use: TaskUse | undefined;
}

export interface Measurements {
  readonly makeSink: (names: Names) => JournalSink;
  /** Tasks in the order of their first starts. */
  readonly starts: readonly number[];
  readonly attempts: ReadonlyMap<number, readonly MeasuredAttempt[]>;
  /** The job managers, by their jobs' ids. */
  readonly managers: ReadonlyMap<string, number>;
  /** From `creating` to the start task, or to the first task. */
  readonly boots: readonly Duration[];
  /** By what they are and for which job, or which pool: `StartTask p`, `JobPrep j`. */
  readonly specials: ReadonlyMap<string, readonly Duration[]>;
}

/** Listens to a run. */
export function createMeasurements(): Measurements {
  const starts: number[] = [];
  const attempts = new Map<number, MeasuredAttempt[]>();
  const managers = new Map<string, number>();
  const boots: Duration[] = [];
  const specials = new Map<string, Duration[]>();
  const begun = new Map<number, Instant>();
  /** What attempts used that are about to end, by their jobs and tasks. */
  const used = new Map<string, TaskUse>();
  const booting = new Map<number, Instant>();
  const makeSink = (names: Names): JournalSink => ({
    ...SILENCE,
    taskStarted(time, task) {
      begun.set(task, time);
      if (attempts.has(task)) return;
      attempts.set(task, []);
      starts.push(task);
      if (names.isJobManager(task)) managers.set(names.jobIdOf(task), task);
    },
    taskEnded(time, task, _, end, exitCode) {
      const failure = names.failure(task)?.code;
      const elapsed = time - begun.get(task)!;
      const name = `${names.jobIdOf(task)}/${names.taskId(task)}`;
      attempts.get(task)!.push({ elapsed, end: ATTEMPT_ENDS[end]!, exitCode, failure, use: used.get(name) });
      used.delete(name);
    },
    nodeChanged(time, node, state) {
      const name = NODE_STATES[state]!;
      const since = booting.get(node);
      if (name === 'creating') booting.set(node, time);
      else if (name !== 'starting' && since !== undefined) {
        boots.push(time - since);
        booting.delete(node);
      }
    },
    fact(fact) {
      if (fact.event === 'TaskUseEvent') used.set(`${fact.jobId}/${fact.id}`, fact);
      if (fact.event !== 'SpecialTaskCompleteEvent') return;
      const { taskType, jobId, nodeInfo, executionInfo } = fact;
      const key = `${taskType} ${taskType === 'StartTask' ? nodeInfo.poolId : jobId}`;
      specials.set(key, [...(specials.get(key) ?? []), executionInfo.endTime - executionInfo.startTime]);
    },
  });
  return { makeSink, starts, attempts, managers, boots, specials };
}
