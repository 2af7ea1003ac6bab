// What a user asks of the service during a run, as data: one row for each of Azure's operations that a scenario
// can time. Names are those of the REST operations; `operate.ts` does them.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { DisableJobOption, JobConstraints, JobScheduleSpec, PoolInfo, Schedule } from '../model/job.ts';
import type { DisableSchedulingOption, NodeDeallocationOption } from '../model/node.ts';
import type { PoolSpec, StartTask } from '../model/pool.ts';
import type { ApplicationPackageReference, TaskConstraints } from '../model/task.ts';
import type { JobBehaviour, TimedBehaviour } from '../world/behaviour.ts';
import type { TaskTemplate, WorkloadJob } from './parts.ts';

/** A node by its id, or by its place among all nodes that ever joined the pool, from 1. */
export type NodeName = string | number;

/** What each operation is given. */
export interface OperationArguments {
  /** With how its start task behaves. */
  readonly addPool: { readonly pool: PoolSpec; readonly startTask?: TimedBehaviour };
  readonly deletePool: { readonly poolId: string };
  /** What is absent stays. `null` takes the start task away; `behaviour` is that of the new one. */
  readonly updatePool: {
    readonly poolId: string;
    readonly startTask?: StartTask | null;
    readonly applicationPackageReferences?: readonly ApplicationPackageReference[];
    readonly behaviour?: TimedBehaviour;
  };
  readonly resizePool: {
    readonly poolId: string;
    readonly targetDedicatedNodes?: number;
    readonly targetLowPriorityNodes?: number;
    readonly resizeTimeout?: Duration;
    readonly nodeDeallocationOption?: NodeDeallocationOption;
  };
  readonly stopResize: { readonly poolId: string };
  readonly enableAutoScale: {
    readonly poolId: string;
    readonly autoScaleFormula?: string;
    readonly autoScaleEvaluationInterval?: Duration;
  };
  readonly disableAutoScale: { readonly poolId: string };
  /** Evaluates a formula on the pool and applies nothing. */
  readonly evaluateAutoScale: { readonly poolId: string; readonly autoScaleFormula: string };
  readonly removeNodes: {
    readonly poolId: string;
    readonly nodeList: readonly NodeName[];
    readonly resizeTimeout?: Duration;
    readonly nodeDeallocationOption?: NodeDeallocationOption;
  };
  readonly rebootNode: NodeArguments & { readonly nodeRebootOption?: NodeDeallocationOption };
  readonly reimageNode: NodeArguments & { readonly nodeReimageOption?: NodeDeallocationOption };
  readonly deallocateNode: NodeArguments & { readonly nodeDeallocateOption?: NodeDeallocationOption };
  readonly startNode: NodeArguments;
  readonly disableScheduling: NodeArguments & {
    readonly nodeDisableSchedulingOption?: DisableSchedulingOption;
  };
  readonly enableScheduling: NodeArguments;
  readonly upgradeOs: { readonly poolId: string };
  readonly addJob: { readonly job: WorkloadJob; readonly tasks: readonly TaskTemplate[] };
  readonly updateJob: {
    readonly jobId: string;
    readonly priority?: number;
    readonly maxParallelTasks?: number;
    readonly allowTaskPreemption?: boolean;
    readonly onAllTasksComplete?: 'noaction' | 'terminatejob';
    readonly constraints?: JobConstraints;
    readonly poolInfo?: PoolInfo;
  };
  readonly disableJob: { readonly jobId: string; readonly disableTasks: DisableJobOption };
  readonly enableJob: { readonly jobId: string };
  readonly terminateJob: { readonly jobId: string; readonly terminateReason?: string };
  readonly deleteJob: { readonly jobId: string };
  readonly addJobSchedule: {
    readonly schedule: JobScheduleSpec;
    readonly behaviour?: JobBehaviour;
    readonly tasks: readonly TaskTemplate[];
  };
  readonly updateJobSchedule: {
    readonly jobScheduleId: string;
    readonly schedule?: Schedule;
    readonly jobSpecification?: JobScheduleSpec['jobSpecification'];
  };
  readonly disableJobSchedule: { readonly jobScheduleId: string };
  readonly enableJobSchedule: { readonly jobScheduleId: string };
  readonly terminateJobSchedule: { readonly jobScheduleId: string };
  readonly deleteJobSchedule: { readonly jobScheduleId: string };
  readonly addTask: { readonly jobId: string; readonly task: TaskTemplate };
  readonly updateTask: {
    readonly jobId: string;
    readonly taskId: string;
    readonly constraints?: TaskConstraints;
  };
  readonly terminateTask: { readonly jobId: string; readonly taskId: string };
  readonly reactivateTask: { readonly jobId: string; readonly taskId: string };
  readonly deleteTask: { readonly jobId: string; readonly taskId: string };
}

interface NodeArguments {
  readonly poolId: string;
  readonly nodeId: NodeName;
}

export type OperationName = keyof OperationArguments;

/** One operation with what it is given. */
export type Operation = {
  [Name in OperationName]: { readonly name: Name; readonly given: OperationArguments[Name] };
}[OperationName];

/** An operation and when it is asked for. */
export interface TimedOperation {
  readonly at: Instant;
  readonly operation: Operation;
}
