// An empty queue leads to an empty pool within so many evaluations: the targets of one evaluation are what the
// pool has at the next one, and the samples of an empty queue fill the windows little by little.

import {
  between,
  DEMAND,
  type Numbers,
  type ProgramRanges,
  printNumbers,
  rangesOf,
  type World,
} from '../../../compiler/index.ts';
import { SAMPLE_PERIOD } from '../../samples.ts';
import type { AgedValue, State } from '../../state.ts';
import { DEFAULT_NOW } from '../../state.ts';
import { printDuration, SECOND } from '../../time.ts';
import {
  counted,
  NODE_TARGETS,
  obstacle,
  type Property,
  proved,
  type Reason,
  type Subject,
} from '../property.ts';
import { neededSamples } from '../states.ts';

const whole = (low: number, high: number): Numbers => between(low, high, { whole: true });

/** Both targets are 0 at most `evaluations` evaluations after the last task has ended. */
export function drains(evaluations: number): Property {
  return {
    id: 'drains',
    claim: `an empty queue leads to no nodes within ${counted(evaluations, 'evaluation')}`,
    prove: (subject) => proveDrains(subject, evaluations),
    contradict: (subject, state) => followDraining(subject, state, evaluations),
  };
}

/** How many evaluations may still see tasks that have ended. */
function blindEvaluations({ program, interval }: Subject): number {
  const ages = program.uses
    .filter(({ id }) => (DEMAND as readonly string[]).includes(id))
    .map(({ lookBack, newest }) => Math.max(lookBack, newest * SAMPLE_PERIOD));
  return Math.ceil(Math.max(0, ...ages) / interval);
}

function proveDrains(subject: Subject, evaluations: number) {
  const blind = blindEvaluations(subject);
  if (!Number.isFinite(blind)) return obstacle('how far back the formula looks is bounded by nothing');
  if (blind >= evaluations)
    return obstacle(`the windows hold samples of ended tasks for ${counted(blind, 'evaluation')}`);
  let before = targetsOf(subject.ranges);
  const reasons: Reason[] =
    blind === 0
      ? []
      : [
          {
            says: `for ${counted(blind, 'evaluation')} of ${printDuration(subject.interval)} the windows may still hold samples of tasks that have ended`,
          },
        ];
  for (let count = blind + 1; count <= evaluations; count++) {
    const ranges = rangesOf(subject.program, emptyWorld(subject.world, before));
    const [failure] = ranges.failures;
    if (failure !== undefined)
      return obstacle('an evaluation that fails leaves the pool as it is', failure.span);
    before = targetsOf(ranges);
    reasons.push({
      says: `evaluation ${count}: ${NODE_TARGETS.map(([, words], index) => `${printNumbers(before[index]!)} ${words}`).join(' and ')}`,
    });
    if (before.every(({ high }) => high === 0)) return proved(reasons);
  }
  const [index] = before.flatMap(({ high }, at) => (high > 0 ? [at] : []));
  return obstacle(
    `after ${counted(evaluations, 'evaluation')} ${NODE_TARGETS[index ?? 0]![1]} may still be ${printNumbers(before[index ?? 0]!)}`,
  );
}

const targetsOf = ({ targets }: ProgramRanges): readonly Numbers[] =>
  NODE_TARGETS.map(([id]) => targets[id].nodes);

/** The world without tasks, where the pool has what the last evaluation asked for. */
function emptyWorld(world: World, [dedicated, lowPriority]: readonly Numbers[]): World {
  const none = Object.fromEntries(DEMAND.map((id) => [id, whole(0, 0)]));
  const [most, more] = [dedicated!, lowPriority!].map(({ high }) => high);
  return {
    ...world,
    values: {
      ...world.values,
      ...none,
      $CurrentDedicatedNodes: dedicated!,
      $CurrentLowPriorityNodes: lowPriority!,
      $UsableNodeCount: whole(0, most! + more!),
      $PreemptedNodeCount: whole(0, more!),
    },
    targets: { $TargetDedicatedNodes: dedicated!, $TargetLowPriorityNodes: lowPriority! },
  };
}

/** Evaluates again and again after the last task has ended; contradicted when nodes are left. */
function followDraining(subject: Subject, start: State, evaluations: number) {
  const { ranges } = subject;
  const clamp = (value: number, { low, high }: Numbers): number => Math.min(high, Math.max(low, value));
  let [dedicated, lowPriority] = [
    clamp(start.pool.targetDedicatedNodes ?? 0, ranges.targets.$TargetDedicatedNodes.nodes),
    clamp(start.pool.targetLowPriorityNodes ?? 0, ranges.targets.$TargetLowPriorityNodes.nodes),
  ];
  const steps = [`${dedicated} + ${lowPriority}`];
  let state = start;
  for (let count = 1; count <= evaluations; count++) {
    state = drainedState(subject, start, { dedicated, lowPriority, count });
    const { targets } = subject.evaluate(state);
    ({ targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority } = targets);
    steps.push(`${dedicated} + ${lowPriority}`);
  }
  if (dedicated + lowPriority === 0) return undefined;
  return { says: `the targets go ${steps.slice(-12).join(', ')}`, states: [state] };
}

interface Moment {
  readonly dedicated: number;
  readonly lowPriority: number;
  /** The number of the evaluation; the first is right after the last task has ended. */
  readonly count: number;
}

function drainedState(
  { program, interval }: Subject,
  start: State,
  { dedicated, lowPriority, count }: Moment,
): State {
  const elapsed = ((count - 1) * interval) / SECOND;
  const demand = new Set<string>(DEMAND);
  const samples = Object.fromEntries(
    program.uses.map((use) => {
      const before = start.samples[use.id] ?? [];
      if (!demand.has(use.id)) return [use.id, before];
      const [, level = 0] = before[0] ?? [];
      const list = Array.from(
        { length: neededSamples(use) },
        (_, index): AgedValue => [index * 30, index * 30 < elapsed ? 0 : level],
      );
      return [use.id, list];
    }),
  );
  return {
    ...start,
    now: (start.now ?? DEFAULT_NOW) + (count - 1) * interval,
    pool: {
      ...start.pool,
      targetDedicatedNodes: dedicated,
      targetLowPriorityNodes: lowPriority,
      currentDedicatedNodes: dedicated,
      currentLowPriorityNodes: lowPriority,
      preemptedNodeCount: 0,
      usableNodeCount: dedicated + lowPriority,
    },
    samples,
  };
}
