// What runs in place of a command that is not there: a process that takes its time and exits as the task's behaviour
// says. So one workload runs modelled or real, and a simulation can be checked without its programs.

import { createDraw, type Duration, type Streams } from '../runtime/index.ts';
import {
  type Behaviour, commandOf, createAttempts, exitCodeOf, type FailureInfo, failureOf, NO_DELAY, type ResourceUse, SUCCEEDS, statelessSampler, type TimedBehaviour, type WorldParts,
} from '../simulator/index.ts'; // biome-ignore format: one list

/** A command in place of another, and how it ends where an exit code does not say it. */
export interface StandIn {
  readonly commandLine: string;
  /** Nothing runs: the failure is told after the command. */
  readonly notStarted?: FailureInfo;
  readonly notUploaded?: FailureInfo;
  /** It ends only once all other tasks of its job are completed. */
  readonly waitsForTasks?: boolean;
}

export interface StandIns {
  readonly task: (task: number, isRetry: boolean) => StandIn;
  readonly coordination: (task: number) => StandIn;
  /** One of whose behaviour nothing is said takes no time and succeeds; a start task is as the world says. */
  readonly special: (special: number) => StandIn;
  /** What the behaviours of a task and of a special task say that it takes of its node. */
  readonly uses: (task: number) => ResourceUse | undefined;
  readonly usesOfSpecial: (special: number) => ResourceUse | undefined;
}

/** Stand-ins for the tasks of a run; `scale` is how many milliseconds of the run pass in one of the wall. */
export function createStandIns(parts: WorldParts, scale: number): StandIns {
  const { workload, arrivals, scenario, streams, facts } = parts;
  const draw = createDraw(streams.seed, 'task failures');
  const attempts = createAttempts(workload, arrivals.tasks, scenario.world);
  const command = (duration: Duration, exitCode: number): string => commandOf(duration / scale, exitCode);
  const special = specialsOf(parts, streams);
  return {
    task(task, isRetry) {
      const { behaviour, uploading } = attempts.courseOf(task);
      const { ending, waitsForTasks = false } = behaviour;
      const exitCode = exitCodeOf(ending, task, facts.attemptOf(task), draw);
      const isLast = exitCode === 0 || !facts.isTriedAgain(task);
      const duration = attempts.durationOf(task, isRetry) + (isLast ? uploading : 0);
      return { commandLine: command(duration, exitCode), ...faultOf(behaviour), waitsForTasks };
    },
    coordination(task) {
      const { coordination } = attempts.courseOf(task).behaviour;
      return { commandLine: command(coordination?.duration ?? 0, coordination?.exitCode ?? 0) };
    },
    special(row) {
      const found = special(row);
      return { commandLine: command(found.duration, found.exitCode), ...faultOf(found.behaviour) };
    },
    uses: (task) => attempts.courseOf(task).behaviour.uses,
    usesOfSpecial: (row) => saidOf(parts, row)?.behaviour.uses,
  };
}

/** What is said of a special task's behaviour, if anything is. */
function saidOf({ arrivals, facts }: WorldParts, row: number): TimedBehaviour | undefined {
  const { kind, pool, job } = facts.special(row);
  const name = SPECIALS[kind]!;
  return name === 'start' ? arrivals.startTasks.get(pool) : arrivals.jobs.get(job)?.[name];
}

const SPECIALS = ['start', 'preparation', 'release'] as const;

function specialsOf(parts: WorldParts, streams: Streams) {
  const { facts, scenario } = parts;
  const random = streams.of('special tasks');
  const unsaid = { behaviour: SUCCEEDS, duration: NO_DELAY };
  const { duration: usual, failureProbability } = scenario.world.startTask;
  const failure = streams.of('start task failures');
  const usualStart = (): TimedBehaviour => ({
    duration: usual,
    behaviour: failure() < failureProbability ? { ending: { kind: 'fails', exitCode: 1 } } : SUCCEEDS,
  });
  return (row: number) => {
    const { kind, attempt } = facts.special(row);
    const timed = saidOf(parts, row) ?? (SPECIALS[kind] === 'start' ? usualStart() : unsaid);
    const { behaviour } = timed;
    return {
      behaviour,
      duration: statelessSampler(timed.duration, random)(),
      exitCode: exitCodeOf(behaviour.ending, row, attempt, random),
    };
  };
}

function faultOf({ ending }: Behaviour): Partial<StandIn> {
  if (ending.kind === 'cannot-start') return { notStarted: failureOf(ending.code) };
  if (ending.kind === 'cannot-upload') return { notUploaded: failureOf(ending.code) };
  return {};
}
