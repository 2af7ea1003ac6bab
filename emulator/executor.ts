// Tasks as processes: the world's second interface for real. The service starts and stops; what ends by itself comes
// in through `perform`. What the service takes for ended at once may take a moment to die; whoever needs its folders
// or its node waits for that.

import { constants } from 'node:os';
import {
  type Executor, type FailureInfo, hasCommand, orderOf, specialOrderOf, TASK_STATES, type WorkOrder, type WorldParts,
} from '../simulator/index.ts'; // biome-ignore format: one list
import { type Attempt, type AttemptPlan, beginAttempt, type Outcome } from './attempt.ts';
import type { Site } from './site.ts';
import type { StandIn, StandIns } from './stand-in.ts';
import { useOf } from './task-use.ts';

/** What the executor is made of besides the parts of every world. */
export interface ExecutorParts {
  readonly world: WorldParts;
  readonly site: Site;
  readonly standIns: StandIns;
  /** Whether stand-ins run even for tasks that have commands. */
  readonly rehearses: boolean;
  /** Whether every task is in a network of its node, or of its own. */
  readonly hasOwnNetworks: boolean;
  /** Brings something from outside into the run; does nothing once the run is over. */
  readonly perform: (act: () => void) => void;
  /** Whether the service does not hear the node at present. */
  readonly isSilent: (node: number) => boolean;
  /** Told when the first attempt begins and when the last one that ran is over. */
  readonly onBusy: (isBusy: boolean) => void;
  /** Told of an error of ours, which no outcome says. */
  readonly onBug: (error: unknown) => void;
}

/** An executor whose nodes can be looked after. */
export interface RealExecutor extends Executor {
  /** The node is heard again: what ended there meanwhile is told now. */
  readonly heard: (node: number) => void;
  /** Ends whatever runs on the node; answers once nothing does. */
  readonly endNode: (node: number, grace: number) => Promise<void>;
  /** Ends whatever runs anywhere; answers once nothing does. */
  readonly endAll: (grace: number) => Promise<void>;
  /** Attempts that run, and whose end the service waits for. */
  readonly busy: () => number;
  readonly attempts: () => Iterable<Attempt>;
  /** Ends the running task or special task in this folder for good, for this reason. */
  readonly cutShort: (folder: string, failure: FailureInfo) => void;
}

/** Linux counts no operations of disks by process, and no traffic of who is in the machine's own network. */
const UNCOUNTED = ['diskReadOps', 'diskWriteOps'] as const;
const NETWORK = ['networkInBytes', 'networkOutBytes'] as const;

/** So often a task is brought back that was lost; then it counts as killed, for it may be what ends others. A decision. */
const MOST_LOSSES = 3;
const KILLED = -constants.signals.SIGKILL;

/** Milliseconds between two looks of a job manager at the other tasks of its job. */
const POLLING = 20;

const COMPLETED = TASK_STATES.indexOf('completed');

/** Tasks as processes. */
export function createExecutor(parts: ExecutorParts): RealExecutor {
  const { world, site, standIns, perform, isSilent } = parts;
  const { events, facts, account } = world;
  /** Attempts that the service waits for, by its numbers, which it uses again. */
  const executions = new Map<number, Attempt>();
  const specials = new Map<number, Attempt>();
  /** What the coordination of a multi-instance task started and may have left running, by task. */
  const gangs = new Map<number, Set<Attempt>>();
  /** Everything that may still run. */
  const living = new Set<Attempt>();
  /** Who was last in each task's folders. */
  const tenants = new Map<string, Promise<void>>();
  /** How often something was lost, by its folder. */
  const losses = new Map<string, number>();
  const unheard = new Map<number, (() => void)[]>();
  let waiting = 0;

  const busy = (): number => executions.size + specials.size;
  const noteBusy = (before: number): void => {
    if (before > 0 !== busy() > 0) parts.onBusy(busy() > 0);
  };
  const begin = (plan: Omit<AttemptPlan, 'after'>): Attempt => {
    const { root } = site.workspace.task(plan.order);
    const before = tenants.get(root) ?? Promise.resolve();
    // The task of a gang runs beside the helpers of its own coordination.
    const isBeside = plan.order.gang !== undefined && !plan.isCoordination;
    const attempt = beginAttempt(site, { ...plan, after: isBeside ? Promise.resolve() : before });
    living.add(attempt);
    const free = isBeside ? Promise.all([before, attempt.over]).then(() => {}) : attempt.over;
    tenants.set(root, free);
    const gone = (): void => void living.delete(attempt);
    void attempt.over.then(gone, gone);
    const vacate = (): void => {
      if (tenants.get(root) === free) tenants.delete(root);
    };
    void free.then(vacate, vacate);
    return attempt;
  };
  const tellUse = ({ order, used }: Attempt): void => {
    const figures = used();
    if (figures !== undefined) events.attemptUsed(useOf(order, figures));
  };
  /** Tells the service how an attempt ended, unless it has been stopped; a silent node is heard later. */
  const conclude = (
    map: Map<number, Attempt>,
    key: number,
    attempt: Attempt,
    tell: (outcome: Outcome) => void,
  ): void => {
    const before = busy();
    map.set(key, attempt);
    noteBusy(before);
    void attempt.outcome.then((outcome) => {
      if (outcome === undefined) return;
      const act = (): void => {
        if (map.get(key) !== attempt) return;
        const others = busy();
        map.delete(key);
        tellUse(attempt);
        tell(outcome);
        noteBusy(others);
      };
      const { index } = attempt.order.node;
      if (!isSilent(index)) perform(act);
      else unheard.set(index, [...(unheard.get(index) ?? []), act]);
    }, parts.onBug);
  };
  const drop = (map: Map<number, Attempt>, key: number): void => {
    const attempt = map.get(key);
    if (attempt === undefined) return;
    const before = busy();
    map.delete(key);
    tellUse(attempt);
    attempt.stop(site.grace);
    noteBusy(before);
  };
  const runsOwn = ({ commandLine }: WorkOrder): boolean => hasCommand(commandLine) && !parts.rehearses;
  const commandOf = (order: WorkOrder, standIn: () => StandIn): StandIn =>
    runsOwn(order) ? { commandLine: order.commandLine } : standIn();
  /** A stand-in is a program of this machine, and runs in no container. */
  const orderFor = (order: WorkOrder): WorkOrder =>
    runsOwn(order) ? order : { ...order, containerSettings: undefined };
  /** What the nodes of a multi-instance task still run is ended; one that is tried again keeps its files. */
  const endGang = (task: number, isFinal: boolean): void => {
    for (const attempt of gangs.get(task) ?? []) attempt.stop(site.grace);
    if (isFinal) gangs.delete(task);
  };
  /** A job manager that waits for the others of its job goes on until they are done. */
  const linger = async (attempt: Attempt, task: number): Promise<void> => {
    waiting++;
    while (!attempt.isStopped() && !facts.isLastOfJob(task))
      await new Promise((resolve) => setTimeout(resolve, POLLING));
    waiting--;
  };

  return {
    start(execution, task, isRetry) {
      const asked = orderOf(account(), execution);
      const standIn = commandOf(asked, () => standIns.task(task, isRetry));
      const order = orderFor(asked);
      const attempt = begin({
        order,
        commandLine: standIn.commandLine,
        keeps: isRetry || order.gang !== undefined ? 'all' : 'nothing',
        isCoordination: false,
        fetches: !isRetry,
        uploads: (exitCode) => exitCode === 0 || !facts.isTriedAgain(task),
        isOver: () => account().tasks.states[task] === COMPLETED,
      });
      conclude(
        executions,
        execution,
        withStandIn(attempt, standIn, () => linger(attempt, task)),
        (outcome) => {
          if (order.gang !== undefined) endGang(task, isFinal(outcome, task));
          tellTask(execution, order, outcome);
        },
      );
    },
    coordinate(execution, task) {
      const asked = orderOf(account(), execution);
      const settings = asked.multiInstanceSettings!;
      const own = { ...asked, commandLine: settings.coordinationCommandLine };
      const { commandLine } = commandOf(own, () => standIns.coordination(task));
      const order = orderFor(own);
      const known = gangs.get(task) ?? new Set();
      // Common files come once, to the folders that the instances share; a retry finds them there.
      const isRetry = facts.attemptOf(task) > 0 && known.size > 0;
      const attempt = begin({
        order: { ...order, resourceFiles: settings.commonResourceFiles ?? [] },
        commandLine,
        keeps: isRetry ? 'all' : 'nothing',
        isCoordination: true,
        fetches: !isRetry,
        uploads: () => false,
        isOver: () => false,
      });
      gangs.set(task, known.add(attempt));
      conclude(executions, execution, attempt, (outcome) => {
        if (outcome.kind !== 'ended' || outcome.exitCode !== 0) endGang(task, isFinal(outcome, task));
        tellTask(execution, order, outcome);
      });
    },
    stop(execution) {
      const order = executions.get(execution)?.order;
      drop(executions, execution);
      if (order?.gang !== undefined) endGang(order.task, true);
    },
    startSpecial(special) {
      const asked = specialOrderOf(account(), special);
      const isRetry = facts.special(special).attempt > 0;
      const standIn = commandOf(asked, () => standIns.special(special));
      const order = orderFor(asked);
      const attempt = begin({
        order,
        commandLine: standIn.commandLine,
        keeps: keptBySpecial(order, isRetry),
        isCoordination: false,
        fetches: !isRetry,
        uploads: () => false,
        isOver: () => false,
      });
      conclude(specials, special, withStandIn(attempt, standIn), (outcome) => {
        if (outcome.kind === 'ended') events.specialEnded(special, outcome.exitCode);
        else if (outcome.kind !== 'lost') events.specialNotStarted(special, outcome.failure);
        else if (isBroughtBack(order)) events.specialVanished(special);
        else events.specialEnded(special, KILLED);
      });
    },
    stopSpecial: (special) => drop(specials, special),
    waiting: () => waiting,
    // What is measured is told from time to time instead.
    ...(world.scenario.choices.resourceMetrics === 'modelled'
      ? { uses: standIns.uses, usesOfSpecial: standIns.usesOfSpecial }
      : { unmeasured: [...UNCOUNTED, ...(parts.hasOwnNetworks ? [] : NETWORK)] }),
    heard(node) {
      const acts = unheard.get(node) ?? [];
      unheard.delete(node);
      for (const act of acts) act();
    },
    endNode: (node, grace) => endThose((attempt) => attempt.order.node.index === node, grace),
    endAll: (grace) => endThose(() => true, grace),
    busy,
    attempts: () => living,
    cutShort(folder, failure) {
      const isThere = ([, { root }]: readonly [number, Attempt]): boolean => root === folder;
      const [execution] = [...executions].find(isThere) ?? [];
      const [special] = [...specials].find(isThere) ?? [];
      if (execution !== undefined) events.cutShort(execution, failure);
      else if (special !== undefined) events.specialCutShort(special, failure);
    },
  };

  function tellTask(execution: number, order: WorkOrder, outcome: Outcome): void {
    if (outcome.kind === 'ended') events.ended(execution, outcome.exitCode);
    else if (outcome.kind === 'not-started') events.notStarted(execution, outcome.failure);
    else if (outcome.kind === 'not-uploaded')
      events.notUploaded(execution, outcome.exitCode, outcome.failure);
    else if (isBroughtBack(order)) events.vanished(execution);
    else events.ended(execution, KILLED);
  }

  function isBroughtBack(order: WorkOrder): boolean {
    const { root } = site.workspace.task(order);
    losses.set(root, (losses.get(root) ?? 0) + 1);
    return losses.get(root)! <= MOST_LOSSES;
  }

  function isFinal(outcome: Outcome, task: number): boolean {
    return outcome.kind !== 'ended' || outcome.exitCode === 0 || !facts.isTriedAgain(task);
  }

  async function endThose(isMeant: (attempt: Attempt) => boolean, grace: number): Promise<void> {
    const meant = [...living].filter(isMeant);
    for (const attempt of meant) attempt.stop(grace);
    await Promise.allSettled(meant.map(({ over }) => over));
  }
}

/** A start task's working directory is made anew before it runs again; others find theirs. Source: docs "start task". */
function keptBySpecial({ kind }: WorkOrder, isRetry: boolean): AttemptPlan['keeps'] {
  if (!isRetry) return 'nothing';
  return kind === 'start' ? 'outputs' : 'all';
}

/** The attempt, ending as the behaviour of its stand-in says. */
function withStandIn(attempt: Attempt, standIn: StandIn, linger?: () => Promise<void>): Attempt {
  const { notStarted, notUploaded, waitsForTasks } = standIn;
  if (notStarted === undefined && notUploaded === undefined && waitsForTasks !== true) return attempt;
  const outcome = attempt.outcome.then(async (found): Promise<Outcome | undefined> => {
    if (found?.kind !== 'ended') return found;
    if (waitsForTasks === true) await linger?.();
    if (notStarted !== undefined) return { kind: 'not-started', failure: notStarted };
    return notUploaded === undefined
      ? found
      : { kind: 'not-uploaded', exitCode: found.exitCode, failure: notUploaded };
  });
  return { ...attempt, outcome };
}
