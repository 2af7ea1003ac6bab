// One attempt of a task from its folders to its end: files, packages, the process, what it leaves behind, its output
// files. It ends by itself with an outcome, or is stopped and has none.

import { type FailureInfo, failureOf, type WorkOrder } from '../simulator/index.ts';
import { splitCommandLine } from './command-line.ts';
import { type Environment, environmentOf, unfitSetting } from './environment.ts';
import { type Command, IMAGES_OWN } from './file-services.ts';
import { folderFailure, fullDisk } from './folder-failures.ts';
import { endGroup, isGroupAlive, type Lost, type RunningProcess } from './process.ts';
import { MARK } from './runaways.ts';
import type { Site } from './site.ts';
import type { AttemptFigures } from './usage/meter.ts';
import type { TaskFolders } from './workspace.ts';

/** How an attempt ended by itself. */
export type Outcome =
  | { readonly kind: 'ended'; readonly exitCode: number }
  /** Nobody can tell: what started it is no more. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'not-started'; readonly failure: FailureInfo }
  | { readonly kind: 'not-uploaded'; readonly exitCode: number; readonly failure: FailureInfo };

/** What is to be done in an attempt. */
export interface AttemptPlan {
  readonly order: WorkOrder;
  readonly commandLine: string;
  /** What it takes from the attempt before: nothing, its folders with all files, or its folders without `wd`. */
  readonly keeps: 'nothing' | 'all' | 'outputs';
  /** The coordination command of a multi-instance task; what it starts goes on until the task is over. */
  readonly isCoordination: boolean;
  /** The files that come before the command and after it; a part of an attempt has not all of them. */
  readonly fetches: boolean;
  /** Whether output files are brought away after this exit code: only once the task will not run again (U-26). */
  readonly uploads: (exitCode: number) => boolean;
  /** Whether the task is completed, so that one that was stopped will not run again. */
  readonly isOver: () => boolean;
  /** Whoever was in the same folders before; it is waited for. */
  readonly after: Promise<void>;
}

/** An attempt under way. */
export interface Attempt {
  readonly order: WorkOrder;
  /** Its folder, with all that it keeps. */
  readonly root: string;
  /** Undefined when it was stopped. */
  readonly outcome: Promise<Outcome | undefined>;
  /** Resolves once nothing of it runs any more; a coordination's helpers run until it is stopped. */
  readonly over: Promise<void>;
  /** Ends it: SIGTERM to its group, SIGKILL after so many milliseconds. Again with less does so sooner. */
  readonly stop: (grace: number) => void;
  readonly isStopped: () => boolean;
  /** The number of its process group, once there is one. */
  readonly group: () => number | undefined;
  /** What it used by now; undefined where that is not measured, or nothing ran. */
  readonly used: () => AttemptFigures | undefined;
}

/** Begins an attempt; nothing of it happens before the caller returns. */
export function beginAttempt(site: Site, plan: AttemptPlan): Attempt {
  const stopping = new AbortController();
  const mark = `${site.run}.${site.nextMark()}`;
  const folders = site.workspace.task(plan.order);
  let running: RunningCommand | undefined;
  let ending: Promise<void> = Promise.resolve();
  const end = (grace: number): void => {
    if (running === undefined) return;
    const { pid, end: endRest } = running;
    ending = endGroup(pid, grace)
      .then(endRest)
      .then(() => site.runaways.over(mark));
  };
  const course: Course = {
    site,
    plan,
    folders,
    mark,
    signal: stopping.signal,
    isStopped: () => stopping.signal.aborted,
    started(process) {
      running = process;
      site.meter?.watch({ mark, pid: process.pid, node: plan.order.node.index });
      if (stopping.signal.aborted) end(0);
      return noted(site, process, folders);
    },
  };
  const outcome = carryOut(course).then(
    (found) => (stopping.signal.aborted ? undefined : found),
    (error: unknown) => {
      // Whoever fetches files gives up by throwing when the attempt is stopped; anything else is a bug.
      if (stopping.signal.aborted) return undefined;
      throw error;
    },
  );
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return {
    order: plan.order,
    root: folders.root,
    outcome,
    over: outcome.then(async () => {
      if (plan.isCoordination) await stopped;
      if (running !== undefined) await running.ended;
      await ending;
      site.meter?.forget(mark);
    }),
    stop(grace) {
      // Who has been asked to end is asked no second time; what is left is to be quicker about it.
      const isAsked = stopping.signal.aborted;
      stopping.abort();
      if (!isAsked || grace === 0) end(grace);
    },
    isStopped: course.isStopped,
    group: () => running?.pid,
    used: () => site.meter?.useOf(mark),
  };
}

/** A process, and what ends whatever it started outside its group. */
interface RunningCommand extends RunningProcess {
  readonly end: Command['end'];
  readonly refusal: Command['refusal'];
}

/** What the steps of an attempt share. */
interface Course {
  readonly site: Site;
  readonly plan: AttemptPlan;
  readonly folders: TaskFolders;
  readonly mark: string;
  readonly signal: AbortSignal;
  readonly isStopped: () => boolean;
  /** Writes the process down; a failure when that cannot be done, and then it may not run. */
  readonly started: (process: RunningCommand) => FailureInfo | undefined;
}

/** A process that no ledger knows would outlive a Lazurite that is killed. */
function noted({ ledger }: Site, { pid }: RunningProcess, { root }: TaskFolders): FailureInfo | undefined {
  try {
    ledger.note(pid);
    return undefined;
  } catch (error) {
    return folderFailure(error, root);
  }
}

/** Nobody hears of a stopped attempt, so what it ends with does not matter. */
const STOPPED: Outcome = { kind: 'ended', exitCode: 0 };

async function carryOut(course: Course): Promise<Outcome> {
  await course.plan.after;
  if (course.isStopped()) return STOPPED;
  const prepared = await prepare(course);
  if (course.isStopped()) return STOPPED;
  if ('code' in prepared) return { kind: 'not-started', failure: prepared };
  const environment = taskEnvironment(course, prepared.variables);
  const started = await launch(course, environment);
  if (started === 'lost') return lostOf(course);
  if ('code' in started) return { kind: 'not-started', failure: started };
  const unnoted = course.started(started);
  if (unnoted !== undefined) {
    await endGroup(started.pid, 0).then(started.end);
    return { kind: 'not-started', failure: unnoted };
  }
  const exitCode = await started.ended;
  if (course.isStopped()) {
    if (course.plan.isOver()) await bringRest(course, environment);
    return STOPPED;
  }
  // Who was killed could not end what it had elsewhere.
  if (exitCode === 'lost' || exitCode < 0) await started.end?.();
  if (exitCode === 'lost') return lostOf(course);
  await tidyUp(course, started.pid);
  const refused = started.refusal?.(exitCode, course.folders.stderr);
  if (refused !== undefined) return { kind: 'not-started', failure: refused };
  return bringAway(course, exitCode, environment);
}

/** What may be left of it somewhere is ended. */
function lostOf({ site, mark }: Course): Outcome {
  site.runaways.over(mark);
  return { kind: 'lost' };
}

/** Folders, files and packages; the variables of the packages, or why there is nothing to run. */
async function prepare({
  site,
  plan,
  folders,
  signal,
}: Course): Promise<{ readonly variables: Readonly<Record<string, string>> } | FailureInfo> {
  const { order, keeps } = plan;
  if (site.disks?.isFull(order.node.id) === true) return fullDisk(order.node.id);
  try {
    site.workspace.openTask(folders, keeps === 'nothing');
    if (keeps === 'outputs') site.workspace.emptyWorking(folders);
  } catch (error) {
    return folderFailure(error, folders.root);
  }
  const references = [...order.poolPackageReferences, ...order.applicationPackageReferences];
  const packages = await site.files.install(references, site.workspace.node(order.node.id), signal);
  if ('code' in packages || !plan.fetches) return packages;
  // Common files of a multi-instance task go to the task's folder on every node. Source: REST MultiInstanceSettings.
  const target = plan.isCoordination ? folders.root : folders.working;
  const failure = await site.files.stage(order.resourceFiles, target, signal);
  return failure ?? packages;
}

async function launch(
  { site, plan, folders, mark, signal }: Course,
  environment: Environment,
): Promise<RunningCommand | FailureInfo | Lost> {
  const { order } = plan;
  const isImagesOwn = order.containerSettings !== undefined && plan.commandLine.trim() === '';
  const words = isImagesOwn ? IMAGES_OWN : splitCommandLine(plan.commandLine);
  if ('code' in words) return words;
  const unfit = unfitSetting(order);
  if (unfit !== undefined)
    return {
      ...failureOf('BadCommandType'),
      message: `No process can be given the environment setting ${JSON.stringify(unfit.name)}`,
    };
  const marked = { ...environment, [MARK]: mark };
  const plain = { words, folder: folders.working, environment: marked };
  const command = await site.files.wrap(plain, order, signal);
  if ('code' in command) return command;
  // Nobody hears why a stopped attempt did not start.
  if (signal.aborted) return failureOf('CommandLaunchFailed');
  // The command of a multi-instance task goes on with the files that its coordination began.
  const appends = order.gang !== undefined && !plan.isCoordination;
  const started = await site.spawner.start({
    words: command.words,
    folder: command.folder,
    environment: command.environment,
    stdout: folders.stdout,
    stderr: folders.stderr,
    appends,
  });
  return started === 'lost' || 'code' in started
    ? started
    : { ...started, end: command.end, refusal: command.refusal };
}

function taskEnvironment({ site, plan, folders }: Course, packages: Environment): Environment {
  const { order } = plan;
  return environmentOf(site.inherited, {
    order,
    node: site.workspace.node(order.node.id),
    task: folders,
    preparation: site.workspace.preparation(order),
    account: site.account,
    packages,
    token: site.token,
  });
}

/** What the command left running in its group is ended; a start task's daemons and a coordination's helpers go on. */
async function tidyUp({ site, plan, mark }: Course, group: number): Promise<void> {
  if (plan.isCoordination) return;
  if (isGroupAlive(group)) await endGroup(group, 0);
  if (plan.order.kind !== 'start') site.runaways.over(mark);
}

/** What a task that was ended for good has made so far; nobody hears whether it arrives (U-26). */
async function bringRest({ site, plan, folders }: Course, environment: Environment): Promise<void> {
  const { outputFiles } = plan.order;
  if (outputFiles.length === 0) return;
  const source = { task: folders, node: site.workspace.node(plan.order.node.id), environment };
  await site.files.upload(outputFiles, source, false, AbortSignal.timeout(FAREWELL));
}

/** The most milliseconds for the output files of a task that was ended; a decision. */
const FAREWELL = 60_000;

async function bringAway(
  { site, plan, folders, signal }: Course,
  exitCode: number,
  environment: Environment,
): Promise<Outcome> {
  const { outputFiles } = plan.order;
  if (outputFiles.length === 0 || !plan.uploads(exitCode)) return { kind: 'ended', exitCode };
  const source = { task: folders, node: site.workspace.node(plan.order.node.id), environment };
  const failure = await site.files.upload(outputFiles, source, exitCode === 0, signal);
  return failure === undefined ? { kind: 'ended', exitCode } : { kind: 'not-uploaded', exitCode, failure };
}
