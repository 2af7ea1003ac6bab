// Tasks as timers: the world's second interface from behaviours, on the kernel. An attempt takes its duration, and
// the time its files take, and ends as its behaviour says.

import { createDraw, type Duration, type Streams } from '../../runtime/index.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { RANKS } from '../ranks.ts';
import type { Behaviour, Ending, JobBehaviour, TimedBehaviour } from './behaviour.ts';
import { statelessSampler } from './delay.ts';
import type { Executor, ExecutorEvents } from './executor.ts';
import type { World } from './world.ts';

/** How modelled tasks behave: columns by task for those of the workload. */
export interface Behaviours {
  readonly behaviours: readonly Behaviour[];
  readonly count: number;
  readonly taskBehaviour: Uint32Array;
  readonly taskDuration: Float64Array;
}

/** How tasks behave that come during the run; the durations are drawn once, when they come. */
export interface Arrivals {
  readonly tasks: Map<number, { readonly duration: Duration; readonly behaviour: Behaviour }>;
  readonly jobs: Map<number, JobBehaviour>;
  readonly startTasks: Map<number, TimedBehaviour>;
}

/** What the executor asks of the service. */
export interface ExecutorFacts {
  taskOf(execution: number): number;
  /** Attempts begun before the one that runs. */
  attemptOf(task: number): number;
  special(special: number): { readonly kind: number; readonly pool: number; readonly job: number };
}

/** The kinds of special tasks, in the order of the service's codes. */
const SPECIAL_KINDS = ['start', 'preparation', 'release'] as const;

/** Tasks as timers. */
export function createModelledExecutor(
  kernel: Kernel,
  behaviours: Behaviours,
  arrivals: Arrivals,
  world: World,
  streams: Streams,
  events: ExecutorEvents,
  facts: ExecutorFacts,
): Executor {
  const draw = createDraw(streams.seed, 'task failures');
  const { taskDuration, taskBehaviour, count } = behaviours;
  const endings = behaviours.behaviours.map(({ ending }) => ending);
  const ended = kernel.handler((execution) => {
    const task = facts.taskOf(execution);
    const ending = task < count ? endings[taskBehaviour[task]!]! : arrivals.tasks.get(task)!.behaviour.ending;
    const exitCode = ending.kind === 'succeeds' ? 0 : exitCodeOf(ending, task, facts.attemptOf(task), draw);
    events.ended(execution, exitCode);
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
    const timed = timedOf(special);
    const isStart = SPECIAL_KINDS[facts.special(special).kind] === 'start';
    const isBad = isStart && timed === undefined && startTaskFailure() < world.startTask.failureProbability;
    const code = timed === undefined ? 0 : exitCodeOf(timed.behaviour.ending, special, 0, specialRandom);
    events.specialEnded(special, isBad ? 1 : code);
  });
  /** The event that ends each execution, and each special task. */
  const state = { ends: new Float64Array(64), specialEnds: [] as number[] };
  return {
    state,
    start(execution, task) {
      if (execution >= state.ends.length) {
        const longer = new Float64Array(execution * 2);
        longer.set(state.ends);
        state.ends = longer;
      }
      const duration = task < count ? taskDuration[task]! : arrivals.tasks.get(task)!.duration;
      state.ends[execution] = kernel.at(kernel.now + duration, RANKS.ended, ended, execution);
    },
    coordinate() {},
    stop: (execution) => kernel.cancel(state.ends[execution]!),
    startSpecial(special) {
      const timed = timedOf(special);
      const isStart = SPECIAL_KINDS[facts.special(special).kind] === 'start';
      const duration =
        timed !== undefined ? statelessSampler(timed.duration, specialRandom)() : isStart ? startTask() : 0;
      state.specialEnds[special] = kernel.at(kernel.now + duration, RANKS.ready, specialDone, special);
    },
    stopSpecial: (special) => kernel.cancel(state.specialEnds[special]!),
  };
}

/** The exit code of an attempt (0 is the first): a pure function of seed, task and attempt. */
function exitCodeOf(ending: Ending, task: number, attempt: number, draw: (index: number) => number): number {
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
