// Tasks as timers: the world's second interface from behaviours, on the kernel. An attempt takes its duration, and
// the time its files take, and ends as its behaviour says.

import { createDraw, type Instant, SECOND, type Streams } from '../../runtime/index.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { failureOf } from '../model/failure.ts';
import { RANKS } from '../ranks.ts';
import { type Arrival, type Behaviours, createAttempts, exitCodeOf } from './attempts.ts';
import type { JobBehaviour, TimedBehaviour } from './behaviour.ts';
import { statelessSampler } from './delay.ts';
import type { Executor, ExecutorEvents } from './executor.ts';
import type { World } from './world.ts';

/** How tasks behave that come during the run; the durations are drawn once, when they come. */
export interface Arrivals {
  readonly tasks: Map<number, Arrival>;
  readonly jobs: Map<number, JobBehaviour>;
  readonly startTasks: Map<number, TimedBehaviour>;
}

/** What the executor asks of the service. */
export interface ExecutorFacts {
  taskOf(execution: number): number;
  /** Attempts begun before the one that runs. */
  attemptOf(task: number): number;
  /** Whether a non-zero exit would be tried again. */
  isTriedAgain(task: number): boolean;
  /** Whether all other tasks of its job have been added and are completed. */
  isLastOfJob(task: number): boolean;
  nodeOf(execution: number): number;
  special(special: number): {
    readonly kind: number;
    readonly pool: number;
    readonly job: number;
    readonly node: number;
    /** Attempts that ended before the one that runs. */
    readonly attempt: number;
  };
}

/** Which nodes are not heard: what ends there is told once they are. */
export interface Hush {
  readonly silences: ReadonlyMap<number, unknown>;
}

/** An executor whose nodes can fall silent. */
export interface ModelledExecutor extends Executor {
  /** The node is heard again: what ended there meanwhile is told now. */
  readonly heard: (node: number) => void;
}

/** The kinds of special tasks, in the order of the service's codes. */
const SPECIAL_KINDS = ['start', 'preparation', 'release'] as const;

/** How often a job manager looks whether the other tasks of its job are completed. */
const POLLING = 10 * SECOND;

/** Tasks as timers. */
export function createModelledExecutor(
  kernel: Kernel,
  behaviours: Behaviours,
  arrivals: Arrivals,
  world: World,
  streams: Streams,
  events: ExecutorEvents,
  facts: ExecutorFacts,
  hush: Hush,
): ModelledExecutor {
  const draw = createDraw(streams.seed, 'task failures');
  const attempts = createAttempts(behaviours, arrivals.tasks, world);
  const after = (delay: number, handler: number, execution: number): void =>
    endAt(kernel.now + delay, handler, execution);
  const endAt = (time: Instant, handler: number, execution: number): void => {
    if (execution >= state.ends.length) {
      const longer = new Float64Array(execution * 2);
      longer.set(state.ends);
      state.ends = longer;
    }
    state.ends[execution] = kernel.at(time, RANKS.ended, handler, execution);
  };
  const codeOf = (task: number): number =>
    exitCodeOf(attempts.courseOf(task).behaviour.ending, task, facts.attemptOf(task), draw);
  const conclude = (execution: number): void => {
    const task = facts.taskOf(execution);
    const { ending } = attempts.courseOf(task).behaviour;
    if (ending.kind === 'cannot-start') events.notStarted(execution, failureOf(ending.code));
    else if (ending.kind === 'cannot-upload') events.notUploaded(execution, 0, failureOf(ending.code));
    else events.ended(execution, codeOf(task));
  };
  const isUnheard = (node: number): boolean => hush.silences.has(node);
  const coordinated = kernel.handler((execution) => {
    if (hush.silences.size > 0 && isUnheard(facts.nodeOf(execution)))
      state.unheard.set(execution, coordinated);
    else
      events.ended(
        execution,
        attempts.courseOf(facts.taskOf(execution)).behaviour.coordination?.exitCode ?? 0,
      );
  });
  const uploaded = kernel.handler((execution) => {
    if (hush.silences.size > 0 && isUnheard(facts.nodeOf(execution))) state.unheard.set(execution, uploaded);
    else conclude(execution);
  });
  /** The command ended, or would have begun. */
  const ended = kernel.handler((execution) => {
    if (hush.silences.size > 0 && isUnheard(facts.nodeOf(execution))) {
      state.unheard.set(execution, ended);
      return;
    }
    const task = facts.taskOf(execution);
    const { isPlain, behaviour, uploading } = attempts.courseOf(task);
    if (isPlain) events.ended(execution, 0);
    else if (behaviour.waitsForTasks === true && !facts.isLastOfJob(task)) {
      state.waiting.add(execution);
      after(POLLING, ended, execution);
    } else {
      state.waiting.delete(execution);
      // Files are brought away once, at the end of the last attempt (U-26).
      const brings = uploading > 0 && behaviour.ending.kind !== 'cannot-start';
      if (brings && (codeOf(task) === 0 || !facts.isTriedAgain(task))) after(uploading, uploaded, execution);
      else conclude(execution);
    }
  });
  const startTask = statelessSampler(world.startTask.duration, streams.of('start task'));
  const startTaskFailure = streams.of('start task failures');
  const specialRandom = streams.of('special tasks');
  /** The behaviour of a special task where one is given. */
  const timedOf = (special: number): TimedBehaviour | undefined => {
    const { kind, pool, job } = facts.special(special);
    const name = SPECIAL_KINDS[kind]!;
    return name === 'start' ? arrivals.startTasks.get(pool) : arrivals.jobs.get(job)?.[name];
  };
  const specialDone = kernel.handler((special) => {
    if (hush.silences.size > 0 && isUnheard(facts.special(special).node)) {
      state.unheardSpecials.add(special);
      return;
    }
    const timed = timedOf(special);
    const isStart = SPECIAL_KINDS[facts.special(special).kind] === 'start';
    const isBad = isStart && timed === undefined && startTaskFailure() < world.startTask.failureProbability;
    const ending = timed?.behaviour.ending;
    const { attempt } = facts.special(special);
    if (ending?.kind === 'cannot-start') events.specialNotStarted(special, failureOf(ending.code));
    else if (isBad) events.specialEnded(special, 1);
    else
      events.specialEnded(
        special,
        ending === undefined ? 0 : exitCodeOf(ending, special, attempt, specialRandom),
      );
  });
  const state = {
    /** The event that ends each execution, and each special task. */
    ends: new Float64Array(64),
    specialEnds: [] as number[],
    /** Job managers that only wait for the other tasks of their jobs. */
    waiting: new Set<number>(),
    /** What is due on nodes that are not heard: executions with their handlers, and special tasks. */
    unheard: new Map<number, number>(),
    unheardSpecials: new Set<number>(),
  };
  return {
    state,
    start(execution, task, isRetry) {
      after(attempts.durationOf(task, isRetry), ended, execution);
    },
    coordinate(execution, task) {
      after(attempts.courseOf(task).behaviour.coordination?.duration ?? 0, coordinated, execution);
    },
    stop: (execution) => {
      kernel.cancel(state.ends[execution]!);
      state.waiting.delete(execution);
      state.unheard.delete(execution);
    },
    waiting: () => state.waiting.size,
    uses: (task) => attempts.courseOf(task).behaviour.uses,
    usesOfSpecial: (special) => timedOf(special)?.behaviour.uses,
    startSpecial(special) {
      const timed = timedOf(special);
      const isStart = SPECIAL_KINDS[facts.special(special).kind] === 'start';
      const duration =
        timed !== undefined ? statelessSampler(timed.duration, specialRandom)() : isStart ? startTask() : 0;
      state.specialEnds[special] = kernel.at(kernel.now + duration, RANKS.ready, specialDone, special);
    },
    stopSpecial: (special) => {
      kernel.cancel(state.specialEnds[special]!);
      state.unheardSpecials.delete(special);
    },
    plain: {
      ended,
      arePlain: () => attempts.arePlain && hush.silences.size === 0,
      resume: (execution, end) => endAt(end, ended, execution),
    },
    heard(node) {
      for (const [execution, handler] of state.unheard) {
        if (facts.nodeOf(execution) !== node) continue;
        state.unheard.delete(execution);
        after(0, handler, execution);
      }
      for (const special of state.unheardSpecials) {
        if (facts.special(special).node !== node) continue;
        state.unheardSpecials.delete(special);
        state.specialEnds[special] = kernel.at(kernel.now, RANKS.ready, specialDone, special);
      }
    },
  };
}
