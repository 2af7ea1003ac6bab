// A real run's question asked again of the model, with what the real run took: commands their measured times, boots and
// special tasks theirs, and what it costs to start and end a process on top of every behaviour.

import { type Duration, SECOND } from '../runtime/index.ts';
import {
  type Behaviour, type Delay, hasCommand, type JobBehaviour, type ResourceUse, type Scenario, type TimedBehaviour, type Workload,
} from '../simulator/index.ts'; // biome-ignore format: one list
import type { MeasuredAttempt, Measurements } from './measurements.ts';

/** The question for the model. */
export interface Calibrated {
  readonly scenario: Scenario;
  readonly workload: Workload;
  /** Milliseconds that a stand-in took longer than its behaviour says: the median; 0 when there was none. */
  readonly overhead: Duration;
}

/** Puts measured times in the place of unknown ones; `rehearses` says that stand-ins ran for all tasks. */
export function calibrate(
  scenario: Scenario,
  workload: Workload,
  measured: Measurements,
  rehearses: boolean,
): Calibrated {
  const isStandIn = (task: number): boolean =>
    rehearses || !hasCommand(workload.specs[workload.taskSpec[task]!]!.commandLine);
  const overhead = medianOf(
    [...measured.attempts].flatMap(([task, attempts]) =>
      task < workload.count && isStandIn(task)
        ? attempts
            .filter(({ end }) => BY_ITSELF.has(end))
            .map(({ elapsed }) => elapsed - workload.taskDuration[task]!)
        : [],
    ),
  );
  // Formulas of such a run saw what was measured, so those of its simulation are to see the same.
  const isMeasured = scenario.choices.resourceMetrics === 'measured';
  const behaviours: Behaviour[] = [...workload.behaviours];
  const taskBehaviour = workload.taskBehaviour.slice();
  const taskDuration = workload.taskDuration.slice();
  for (let task = 0; task < workload.count; task++) {
    const attempts = measured.attempts.get(task) ?? [];
    if (isStandIn(task)) taskDuration[task] = Math.max(0, taskDuration[task]! + overhead);
    else if (attempts.length > 0) {
      taskDuration[task] = medianOf(attempts.map(({ elapsed }) => elapsed));
      taskBehaviour[task] = behaviours.push(behaviourOf(attempts)) - 1;
    }
    const uses = isMeasured ? usesOf(attempts) : undefined;
    if (uses !== undefined)
      taskBehaviour[task] = behaviours.push({ ...behaviours[taskBehaviour[task]!]!, uses }) - 1;
  }
  return {
    overhead,
    scenario: calibrateScenario(scenario, measured),
    workload: {
      ...workload,
      behaviours,
      taskBehaviour,
      taskDuration,
      jobs: workload.jobs.map((job) => {
        const behaviour = jobBehaviour(job.spec.id, measured);
        return behaviour === undefined ? job : { ...job, behaviour };
      }),
    },
  };
}

/** Ends that say how long a command takes. */
const BY_ITSELF: ReadonlySet<string> = new Set(['success', 'failure', 'retry']);

/** How a task behaved: by what its last attempt came to, and how many failed before. */
function behaviourOf(attempts: readonly MeasuredAttempt[]): Behaviour {
  const { end, exitCode, failure } = attempts.at(-1)!;
  const retries = attempts.filter((one) => one.end === 'retry');
  if (end === 'notstarted') return { ending: { kind: 'cannot-start', code: failure ?? 'Unknown' } };
  if (end === 'notuploaded') return { ending: { kind: 'cannot-upload', code: failure ?? 'Unknown' } };
  if (end === 'failure') return { ending: { kind: 'fails', exitCode } };
  if (retries.length === 0) return { ending: { kind: 'succeeds' } };
  return { ending: { kind: 'fails-first', attempts: retries.length, exitCode: retries[0]!.exitCode } };
}

/** What the last attempt that was measured took of its node, at an even rate; undefined when none was. */
function usesOf(attempts: readonly MeasuredAttempt[]): ResourceUse | undefined {
  const found = attempts.findLast(({ use, elapsed }) => use !== undefined && elapsed > 0);
  if (found === undefined) return undefined;
  const { use, elapsed } = found;
  const rates = {
    cores: use!.processorSeconds,
    diskReadBytes: use!.readBytes,
    diskWriteBytes: use!.writtenBytes,
    networkInBytes: use!.receivedBytes,
    networkOutBytes: use!.sentBytes,
  };
  const known = Object.entries(rates).filter(([, amount]) => amount !== null);
  return {
    ...Object.fromEntries(known.map(([name, amount]) => [name, amount! / (elapsed / SECOND)])),
    ...(use!.peakMemoryBytes === null ? {} : { memoryBytes: use!.peakMemoryBytes }),
  };
}

function calibrateScenario(scenario: Scenario, { boots, specials }: Measurements): Scenario {
  const startTasks = scenario.pools.flatMap(({ id }) => {
    const timed = timedBy(specials.get(`StartTask ${id}`), scenario.startTasks?.[id.toLowerCase()]);
    return timed === undefined ? [] : [[id.toLowerCase(), timed] as const];
  });
  return {
    ...scenario,
    startTasks: Object.fromEntries(startTasks),
    world: boots.length === 0 ? scenario.world : { ...scenario.world, starting: empirical(boots) },
  };
}

function jobBehaviour(
  jobId: string,
  { specials, managers, attempts }: Measurements,
): JobBehaviour | undefined {
  const manager = managers.get(jobId);
  const found = {
    manager:
      manager === undefined ? undefined : timedBy(attempts.get(manager)?.map(({ elapsed }) => elapsed)),
    preparation: timedBy(specials.get(`JobPrep ${jobId}`)),
    release: timedBy(specials.get(`JobRelease ${jobId}`)),
  };
  const known = Object.entries(found).filter(([, timed]) => timed !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

const empirical = (values: readonly Duration[]): Delay => ({ kind: 'empirical', values });

/** The measured times with the ending that was known, or success. */
const timedBy = (
  values: readonly Duration[] | undefined,
  known?: TimedBehaviour,
): TimedBehaviour | undefined =>
  values === undefined || values.length === 0
    ? known
    : { duration: empirical(values), behaviour: known?.behaviour ?? { ending: { kind: 'succeeds' } } };

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
