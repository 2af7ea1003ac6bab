// A scenario and its workload in, the journal to the sinks: the composition for virtual time.

import { createEvaluator, createStreams, type Instant, printTimestamp } from '../runtime/index.ts';
import { createStage, jobMade, type Stage, tellRefusal } from './additions.ts';
import { feedWorkload } from './feed.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type JournalSink, joinSinks, type Names } from './journal.ts';
import { Kernel } from './kernel/kernel.ts';
import { mayEverApply } from './lane/conditions.ts';
import { type Advance, createAdvance } from './lane/drive.ts';
import { createAddTogether } from './lane/enter-many.ts';
import { type MakeWorld, makeModelledWorld } from './run-world.ts';
import { restoreRun, SAVED_SCHEMA_VERSION, saveRun } from './saved-run.ts';
import { coresOf, type Scenario } from './scenario.ts';
import { type Account, type AccountSettings, FUTILE_ATTEMPTS, withListeners } from './service/account.ts';
import type { EvaluatorOf } from './service/autoscale-settings.ts';
import { findIdlePools, findNeverRun, type NeverRun } from './service/never.ts';
import { addPool } from './service/pools.ts';
import { isRefusal } from './service/refusals.ts';
import { hasEnd } from './service/schedule-times.ts';
import { createService } from './service/service.ts';
import type { Workload } from './workload/workload.ts';
import { statelessSampler } from './world/delay.ts';
import type { Arrivals } from './world/modelled-executor.ts';

export interface SimulationOptions {
  /** Hear everything that happens; made once the names behind the numbers can be asked. */
  readonly sinks: readonly ((names: Names) => JournalSink)[];
  readonly version?: string;
  /** Writes down when things happened to each task, so that `taskOf` can tell; costs memory for each. */
  readonly keepsDetails?: boolean;
  /** Makes the evaluator of each formula in place of the runtime's: for whoever watches what evaluations do. */
  readonly evaluatorOf?: EvaluatorOf;
  /** Goes on where this saved run of the same scenario and workload was; its fingerprint is checked before. */
  readonly resume?: Uint8Array<ArrayBuffer>;
  /** What nodes and tasks are; modelled unless given. */
  readonly makeWorld?: MakeWorld;
}

export type EndReason = 'drained' | 'horizon' | 'stalled' | 'interrupted';

export interface SimulationEnd {
  readonly reason: EndReason;
  /** Why, in a sentence; empty when all went as asked. */
  readonly message: string;
  readonly time: Instant;
  /** Events that the kernel ran. */
  readonly events: number;
}

/** How far a run is. */
export interface Progress {
  readonly time: Instant;
  readonly completed: number;
  readonly total: number;
}

/** A run that can be advanced bit by bit, so that whoever drives it can show progress or give up. */
export interface Simulation {
  readonly account: Account;
  readonly kernel: Kernel;
  readonly progress: () => Progress;
  /**
   * Runs about this many events, and none later than `until`; returns the end once there is one, and tells it to
   * the journal.
   */
  readonly advance: (events: number, until?: Instant) => SimulationEnd | undefined;
  /** Ends the run where it is. */
  readonly interrupt: () => SimulationEnd;
  /** Ends a run in which nothing is due any more, and nobody outside will bring anything; undefined for one to a horizon. */
  readonly giveUp: () => SimulationEnd | undefined;
  /** The run as bytes, sinks that remember something included; whoever resumes it gives the same sinks. */
  readonly save: () => Uint8Array<ArrayBuffer>;
}

/** Runs a scenario to its end. */
export function simulate(scenario: Scenario, workload: Workload, options: SimulationOptions): SimulationEnd {
  const simulation = createSimulation(scenario, workload, options);
  for (;;) {
    const end = simulation.advance(Number.POSITIVE_INFINITY);
    if (end !== undefined) return end;
  }
}

/** A run that has not begun to advance: pools, jobs and tasks enter at the scenario's start. */
export function createSimulation(
  scenario: Scenario,
  workload: Workload,
  options: SimulationOptions,
): Simulation {
  const kernel = new Kernel(scenario.start);
  const streams = createStreams(scenario.seed);
  const arrivals: Arrivals = { tasks: new Map(), jobs: new Map(), startTasks: new Map() };
  const sinks: JournalSink[] = [];
  const stage = createStage(kernel, () => account, { arrivals, streams });
  const { keepsDetails = false, makeWorld = makeModelledWorld, evaluatorOf = createEvaluator } = options;
  const manner = { stage, keepsDetails, makeWorld, evaluatorOf };
  const account = createRunService(kernel, scenario, workload, manner, (names) => {
    sinks.push(...options.sinks.map((makeSink) => makeSink(names)));
    return joinSinks(options.resume === undefined ? sinks : []);
  });
  account.journal.fact({
    time: kernel.now,
    event: 'RunStartEvent',
    seed: scenario.seed,
    version: options.version ?? '',
    title: scenario.title,
  });
  for (const spec of scenario.pools) {
    const timed = scenario.startTasks?.[spec.id.toLowerCase()];
    const pool = addPool(account, spec);
    if (isRefusal(pool)) tellRefusal(account, 'addPool', spec.id, pool);
    else if (timed !== undefined) arrivals.startTasks.set(pool.index, timed);
  }
  const question = { account, scenario, workload };
  const mayApply = mayEverApply(question);
  const addTogether = mayApply ? createAddTogether(question) : () => false;
  const feed = feedWorkload(stage, workload, addTogether);
  const watch: RunWatch = { askAt: scenario.start + scenario.stallAfter };
  const parts = { account, arrivals, streams, additions: stage.additions, feed, watch };
  const listeners = sinks.flatMap(({ saved }) => (saved === undefined ? [] : [saved]));
  if (options.resume !== undefined) {
    account.journal = withListeners(() => account, joinSinks(sinks), account);
    restoreRun(parts, options.resume, listeners);
  }
  const save = (): Uint8Array<ArrayBuffer> => {
    const head = {
      kind: 'run',
      schemaVersion: SAVED_SCHEMA_VERSION,
      version: options.version ?? '',
      fingerprint: fingerprintOf(scenario, workload),
      time: printTimestamp(kernel.now),
    } as const;
    return saveRun(parts, head, listeners);
  };
  return {
    ...createRun(scenario, account, watch, workload.count, createAdvance({ ...question, feed }, mayApply)),
    save,
  };
}

interface Manner extends Pick<AccountSettings, 'keepsDetails' | 'evaluatorOf'> {
  readonly stage: Stage;
  readonly makeWorld: MakeWorld;
}

function createRunService(
  kernel: Kernel,
  scenario: Scenario,
  workload: Workload,
  { stage, keepsDetails, makeWorld, evaluatorOf }: Manner,
  makeJournal: (names: Names) => JournalSink,
): Account {
  const { world, seed } = scenario;
  const { arrivals, streams } = stage;
  const sampler = (delay: typeof world.retry, purpose: string) =>
    statelessSampler(delay, streams.of(purpose));
  return createService(
    kernel,
    makeJournal,
    {
      ...scenario.account,
      choices: scenario.choices,
      decisions: scenario.decisions,
      seed,
      schedulingDelay: sampler(world.scheduling, 'scheduling'),
      slotReuse: world.slotReuse,
      retryDelay: sampler(world.retry, 'retry'),
      subtaskEnd: sampler(world.subtaskEnd, 'subtask end'),
      samples: world.samples,
      keepsDetails,
      evaluatorOf,
      keepsRetention: (workload.operations ?? []).some(({ operation }) =>
        operation.name.startsWith('delete'),
      ),
      taskId: workload.taskId,
      plannedAt: (task) => workload.taskAdded[task]!,
      coresOf: (vmSize) => coresOf(scenario, vmSize),
      poolDeletion: sampler(world.poolDeletion, 'deletion of pools'),
      foreseenFormulas: foreseenIn(workload),
      onJob: (job) => jobMade(stage, job),
    },
    (_, events, facts) =>
      makeWorld({
        kernel,
        scenario,
        workload,
        arrivals,
        streams,
        events,
        facts,
        account: () => stage.account,
      }),
  );
}

/** The formulas that operations will bring to each pool: Azure records for them from the pool's creation. */
function foreseenIn({ operations = [] }: Workload): (poolId: string) => readonly string[] {
  const foreseen = new Map<string, string[]>();
  for (const { operation } of operations) {
    if (operation.name !== 'enableAutoScale' && operation.name !== 'evaluateAutoScale') continue;
    const { poolId, autoScaleFormula } = operation.given;
    const known = foreseen.get(poolId.toLowerCase()) ?? [];
    if (autoScaleFormula !== undefined) foreseen.set(poolId.toLowerCase(), [...known, autoScaleFormula]);
  }
  return (poolId) => foreseen.get(poolId.toLowerCase()) ?? [];
}

/** When whoever drives the run asks next whether anything still moves. */
interface RunWatch {
  askAt: Instant;
}

function createRun(
  scenario: Scenario,
  account: Account,
  asking: RunWatch,
  total: number,
  advanceTo: Advance,
): Omit<Simulation, 'save'> {
  const { kernel, watch, journal } = account;
  const isDrainable = scenario.until === 'drained';
  const horizon = scenario.until === 'drained' ? Number.POSITIVE_INFINITY : scenario.start + scenario.until;
  let ended: SimulationEnd | undefined;
  const end = (reason: EndReason, message: string): SimulationEnd => {
    if (ended !== undefined) return ended;
    const never = findNeverRun(account);
    const rest = reason === 'drained' ? describeRest(account, never) : describeNever(never).join('');
    const why = message === '' ? rest : message;
    for (const fact of [...never, ...findIdlePools(account, never)]) journal.fact(fact);
    journal.fact({ time: kernel.now, event: 'RunEndEvent', reason, message: why });
    ended = { reason, message: why, time: kernel.now, events: kernel.events };
    return ended;
  };
  const isDrained = (): boolean => isDrainable && watch.unfinished === 0 && watch.sources === 0;
  watch.onIdle = () => {
    if (isDrained()) kernel.stop();
  };
  watch.onFutile = () => kernel.stop();
  /** The queue is done up to the next question: stalled, or a later question. */
  const ask = (): SimulationEnd | undefined => {
    if (kernel.peek() === Number.POSITIVE_INFINITY) return end('stalled', describeStall(account));
    if (kernel.now < asking.askAt) return undefined;
    const waiting = account.executor.waiting?.() ?? 0;
    const isBusy = runningTasks(account) > waiting || watch.sources > 0;
    if (!isBusy && watch.lastProgress + scenario.stallAfter <= kernel.now)
      return end('stalled', describeStall(account));
    asking.askAt = (isBusy ? kernel.now : watch.lastProgress) + scenario.stallAfter;
    return undefined;
  };

  return {
    account,
    kernel,
    progress: () => ({ time: kernel.now, completed: completedTasks(account), total }),
    interrupt: () => end('interrupted', 'the run was interrupted'),
    giveUp: () => (isDrainable ? end('stalled', describeStall(account)) : undefined),
    advance(events, until = Number.POSITIVE_INFINITY) {
      if (ended !== undefined) return ended;
      const limit = isDrainable ? asking.askAt : horizon;
      const isMore = advanceTo(Math.min(limit, until), events);
      // A bounded advance may have stopped inside an instant, which belongs to the run.
      if (isDrained()) {
        kernel.advance(kernel.now);
        return end('drained', '');
      }
      if (watch.futileAttempts >= FUTILE_ATTEMPTS) {
        return end(
          'stalled',
          `${unfinished(account)}: the last ${FUTILE_ATTEMPTS} attempts all failed or were cut short`,
        );
      }
      if (isMore || until < limit) return undefined;
      return isDrainable ? ask() : end('horizon', '');
    },
  };
}

const completedTasks = (account: Account): number =>
  account.jobs.reduce((sum, job) => sum + job.completed, 0);
const runningTasks = (account: Account): number =>
  account.pools.reduce((sum, pool) => sum + pool.runningTasks, 0);

/** So many reasons are told in a sentence. */
const TOLD = 3;

/** What can never run, and schedules that nobody waits for, in a sentence; empty when there is nothing. */
function describeRest(account: Account, never: readonly NeverRun[]): string {
  const endless = account.schedules
    .filter((schedule) => schedule.state === 'active' && !hasEnd(schedule))
    .map(({ spec }) => `job schedule ${spec.id} would go on for ever; set \`until\` to see more of it`);
  return [...describeNever(never), ...endless].join('; ');
}

function describeNever(never: readonly NeverRun[]): readonly string[] {
  if (never.length === 0) return [];
  const tasks = never.reduce((sum, group) => sum + group.tasks, 0);
  const reasons = never.slice(0, TOLD).map(({ message }) => message);
  const more = never.length > TOLD ? [`and ${never.length - TOLD} reasons more`] : [];
  return [`${counted(tasks, 'task')} can never run: ${[...reasons, ...more].join('; ')}`];
}

/** What holds the tasks up, pool by pool. */
function describeStall(account: Account): string {
  const { watch, kernel } = account;
  const reasons = account.pools
    .filter((pool) => pool.waiting.size > 0)
    .map((pool) => {
      const staying = pool.current[0] + pool.current[1] - pool.leaving[0] - pool.leaving[1];
      const error = pool.autoScale?.run?.error;
      const why =
        error !== undefined
          ? `its last evaluation failed with ${error.code} (${error.values.map((value) => value.value).join('; ')})`
          : pool.resizeErrors.length > 0
            ? `its last resize ended with ${pool.resizeErrors.map((each) => each.code).join(', ')}`
            : `its targets are ${pool.target[0]} dedicated and ${pool.target[1]} low-priority`;
      return `pool ${pool.spec.id} has ${counted(staying, 'node')} and ${counted(pool.waiting.size, 'task')} waiting; ${why}`;
    });
  const since = printTimestamp(watch.lastProgress);
  return `${unfinished(account)}: nothing has moved since ${since} (now ${printTimestamp(kernel.now)}). ${reasons.join('. ')}`;
}

const unfinished = (account: Account): string =>
  `${counted(account.watch.unfinished, 'task')} cannot get done`;
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
