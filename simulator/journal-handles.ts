// Numbers for the names of a journal that is read, and the names behind these numbers for whoever hears it.
// What was never added is added when first named, as Azure's own log does not say.

import type { Instant } from '../runtime/index.ts';
import type { JournalSink, Names } from './journal.ts';
import type { FailureInfo } from './model/task.ts';

/** The properties of a record, as JSON has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON. */
export const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The number, if it is one. */
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** An object's field that is an object; an empty one when it is not there. */
export const partOf = (properties: Properties, field: string): Properties => {
  const value = properties[field];
  return isObject(value) ? value : {};
};

/** Hands out numbers, and remembers what the records said of them. */
export class JournalHandles implements Names {
  private readonly tasks = new Map<string, number>();
  private readonly nodes = new Map<string, number>();
  private readonly jobs = new Map<string, number>();
  /** Jobs that a record said to start, and nodes that were said to be gone: their names can come again. */
  private readonly started = new Set<number>();
  private readonly gone = new Set<number>();
  private readonly jobIds: string[] = [];
  private readonly taskIds: string[] = [];
  private readonly jobsOf: number[] = [];
  private readonly slotsOf: number[] = [];
  private readonly nodeIds: string[] = [];
  private readonly poolIds: string[] = [];
  private readonly managers = new Set<number>();
  /** What is usual has no entry: one node, no retries, nothing run again, no failure. */
  private readonly nodeCounts = new Map<number, number>();
  private readonly retryLimits = new Map<number, number>();
  private readonly runsAgain = new Map<number, RunsAgain>();
  private readonly failures = new Map<number, FailureInfo>();

  /** The number of a job. */
  job(id: string): number {
    return this.jobs.get(id) ?? this.newJob(id);
  }

  /** A job starts; one of the same name that had started before was deleted meanwhile. */
  startJob(id: string): void {
    const named = this.job(id);
    this.started.add(this.started.has(named) ? this.newJob(id) : named);
  }

  private newJob(id: string): number {
    this.jobIds.push(id);
    this.jobs.set(id, this.jobIds.length - 1);
    return this.jobIds.length - 1;
  }

  /** The number of the task that a record is about; a new one is told of as added. */
  task(sink: JournalSink, time: Instant, properties: Properties): number {
    const known = this.tasks.get(taskKey(properties));
    if (known === undefined) return this.addTask(sink, time, properties);
    this.remember(known, properties);
    return known;
  }

  /** A task is added; one of the same name was deleted meanwhile. */
  addTask(sink: JournalSink, time: Instant, properties: Properties): number {
    const task = this.taskIds.length;
    const job = this.job(String(properties.jobId ?? ''));
    const slots = numberOf(properties.requiredSlots) ?? 1;
    this.tasks.set(taskKey(properties), task);
    this.taskIds.push(String(properties.id ?? ''));
    this.jobsOf.push(job);
    this.slotsOf.push(slots);
    if (properties.taskType === 'JobManager') this.managers.add(task);
    const nodes = numberOf(partOf(properties, 'multiInstanceSettings').numberOfInstances) ?? 1;
    if (nodes > 1) this.nodeCounts.set(task, nodes);
    this.remember(task, properties);
    sink.taskAdded(time, task, job, slots);
    return task;
  }

  /** The number of a node; a new one is told of as added. */
  node(sink: JournalSink, time: Instant, info: Properties): number {
    return this.nodes.get(nodeKey(info)) ?? this.newNode(sink, time, info, {});
  }

  /** A node is added, unless it is there already. */
  addNode(sink: JournalSink, time: Instant, info: Properties, identity: Properties): void {
    const known = this.nodes.get(nodeKey(info));
    if (known === undefined || this.gone.has(known)) this.newNode(sink, time, info, identity);
  }

  /** The number of a node that is gone from now on; another one can come by its name. */
  removeNode(sink: JournalSink, time: Instant, info: Properties): number {
    const node = this.node(sink, time, info);
    this.gone.add(node);
    return node;
  }

  private newNode(sink: JournalSink, time: Instant, info: Properties, identity: Properties): number {
    const node = this.nodeIds.length;
    const poolId = String(info.poolId ?? '');
    const nodeId = String(info.nodeId ?? '');
    this.nodes.set(nodeKey(info), node);
    this.nodeIds.push(nodeId);
    this.poolIds.push(poolId);
    sink.nodeAdded(time, node, {
      poolId,
      nodeId,
      vmSize: String(identity.vmSize ?? ''),
      isDedicated: identity.isDedicated !== false && !nodeId.endsWith('_p'),
      taskSlotsPerNode: numberOf(identity.taskSlotsPerNode) ?? 1,
    });
    return node;
  }

  /** What a record says of a task's limits, counts and failure. */
  private remember(task: number, properties: Properties): void {
    const limit = numberOf(partOf(properties, 'constraints').maxTaskRetryCount);
    if (limit !== undefined && limit !== this.retryLimit(task)) this.retryLimits.set(task, limit);
    if (!isObject(properties.executionInfo)) return;
    this.count(task, properties, properties.executionInfo);
    const { schedulingError } = properties.executionInfo;
    // What an exit code says is no failure information of its own.
    if (isObject(schedulingError) && schedulingError.code !== 'FailureExitCode')
      this.failures.set(task, failureOf(schedulingError));
    else this.failures.delete(task);
  }

  /** A task waits again as if it were new: no failure, no retries. */
  renew(task: number): void {
    this.failures.delete(task);
    const before = this.runsAgain.get(task);
    if (before !== undefined) this.runsAgain.set(task, { ...before, retries: 0 });
  }

  private count(task: number, properties: Properties, info: Properties): void {
    const before = this.runsAgain.get(task) ?? NEVER_AGAIN;
    const requeues = numberOf(info.requeueCount) ?? before.requeues;
    const version = numberOf(properties.systemTaskVersion) ?? before.requeues + before.recoveries;
    const now = {
      retries: numberOf(info.retryCount) ?? before.retries,
      requeues,
      recoveries: Math.max(0, version - requeues),
    };
    if (now.retries + now.requeues + now.recoveries > 0) this.runsAgain.set(task, now);
    else this.runsAgain.delete(task);
  }

  taskId(task: number): string {
    return this.taskIds[task]!;
  }
  jobIdOf(task: number): string {
    return this.jobIds[this.jobsOf[task]!]!;
  }
  requiredSlots(task: number): number {
    return this.slotsOf[task]!;
  }
  isJobManager(task: number): boolean {
    return this.managers.has(task);
  }
  nodeCount(task: number): number {
    return this.nodeCounts.get(task) ?? 1;
  }
  failure(task: number): FailureInfo | undefined {
    return this.failures.get(task);
  }
  retryLimit(task: number): number {
    return this.retryLimits.get(task) ?? 0;
  }
  retryCount(task: number): number {
    return this.runsAgain.get(task)?.retries ?? 0;
  }
  requeueCount(task: number): number {
    return this.runsAgain.get(task)?.requeues ?? 0;
  }
  recoveryCount(task: number): number {
    return this.runsAgain.get(task)?.recoveries ?? 0;
  }
  nodeId(node: number): string {
    return this.nodeIds[node]!;
  }
  poolIdOf(node: number): string {
    return this.poolIds[node]!;
  }
}

const taskKey = ({ jobId, id }: Properties): string => `${String(jobId ?? '')}\n${String(id ?? '')}`;
const nodeKey = ({ poolId, nodeId }: Properties): string =>
  `${String(poolId ?? '')}\n${String(nodeId ?? '')}`;

interface RunsAgain {
  readonly retries: number;
  readonly requeues: number;
  readonly recoveries: number;
}

const NEVER_AGAIN: RunsAgain = { retries: 0, requeues: 0, recoveries: 0 };

/** A failure as the service's resources tell it, out of an event. */
export function failureOf({ category, code, message }: Properties): FailureInfo {
  return {
    category: String(category ?? '').toLowerCase() === 'servererror' ? 'servererror' : 'usererror',
    code: String(code ?? ''),
    message: String(message ?? ''),
  };
}
