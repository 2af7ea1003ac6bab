// How the attempts of tasks go in the modelled world: how long their files and their command take, and how they end.
// Pure but for the lists it is made of; who waits for whom and for how long is the executor's.

import type { Duration } from '../../runtime/index.ts';
import type { Behaviour, Ending, Transfer } from './behaviour.ts';
import type { World } from './world.ts';

/** How modelled tasks behave: columns by task for those of the workload. */
export interface Behaviours {
  readonly behaviours: readonly Behaviour[];
  readonly count: number;
  readonly taskBehaviour: Uint32Array;
  readonly taskDuration: Float64Array;
}

/** How a task behaves that comes during the run; its duration is drawn once, when it comes. */
export interface Arrival {
  readonly duration: Duration;
  readonly behaviour: Behaviour;
}

/** A behaviour with what the executor needs at once. */
export interface Course {
  readonly behaviour: Behaviour;
  /** It only takes its time and succeeds. */
  readonly isPlain: boolean;
  /** How long its files take before and after the command. */
  readonly fetching: Duration;
  readonly uploading: Duration;
}

/** Answers for each task how its attempts go. */
export interface Attempts {
  /** Whether every attempt of every task of the workload only takes the task's duration and succeeds. */
  readonly arePlain: boolean;
  readonly courseOf: (task: number) => Course;
  /** From the start of an attempt to the end of its command; a retry finds its files where they are. */
  readonly durationOf: (task: number, isRetry: boolean) => Duration;
}

/** The attempts of tasks of a workload and of those that come otherwise. */
export function createAttempts(
  behaviours: Behaviours,
  arrivals: ReadonlyMap<number, Arrival>,
  world: Pick<World, 'transfer'>,
): Attempts {
  const { taskDuration, taskBehaviour, count } = behaviours;
  const courseFor = (behaviour: Behaviour): Course => ({
    behaviour,
    isPlain:
      behaviour.ending.kind === 'succeeds' &&
      behaviour.upload === undefined &&
      behaviour.waitsForTasks !== true,
    fetching: timeOf(behaviour.download, world),
    uploading: timeOf(behaviour.upload, world),
  });
  const planned = behaviours.behaviours.map(courseFor);
  /** Whether some task of the workload takes another time than its command does. */
  const isUneven = planned.some(
    ({ fetching, behaviour }) => fetching > 0 || behaviour.ending.kind === 'cannot-start',
  );
  const courseOf = (task: number): Course =>
    task < count ? planned[taskBehaviour[task]!]! : courseFor(arrivals.get(task)!.behaviour);
  const durationOf = (task: number, isRetry: boolean): Duration => {
    if (task < count && !isUneven) return taskDuration[task]!;
    const { behaviour, fetching } = courseOf(task);
    if (behaviour.ending.kind === 'cannot-start') return fetching;
    const command = task < count ? taskDuration[task]! : arrivals.get(task)!.duration;
    return isRetry ? command : fetching + command;
  };
  const arePlain = !isUneven && planned.every(({ isPlain }) => isPlain);
  return { arePlain, courseOf, durationOf };
}

function timeOf(files: Transfer | undefined, { transfer }: Pick<World, 'transfer'>): Duration {
  if (files === undefined) return 0;
  return Math.round((files.bytes / transfer.bytesPerSecond) * 1000 + files.files * transfer.perFile);
}

/** The exit code of an attempt (0 is the first): a pure function of seed, task and attempt. */
export function exitCodeOf(
  ending: Ending,
  task: number,
  attempt: number,
  draw: (index: number) => number,
): number {
  switch (ending.kind) {
    case 'succeeds':
    case 'cannot-start':
    case 'cannot-upload':
      return 0;
    case 'fails':
      return ending.exitCode;
    case 'fails-first':
      return attempt < ending.attempts ? ending.exitCode : 0;
    case 'fails-sometimes':
      return draw(task * 65_536 + attempt) < ending.probability ? ending.exitCode : 0;
  }
}
