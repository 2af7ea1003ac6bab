// Random operations of users, each of Azure's with what it is given.

import fc from 'fast-check';
import type {
  OperationArguments,
  OperationName,
  TimedOperation,
} from '../../simulator/workload/operation.ts';
import {
  job,
  jobSpecification,
  poolInfo,
  poolSpec,
  schedule,
  startTask,
  template,
  templates,
} from './written.ts';
import { timed } from './written-behaviours.ts';
import { applicationPackageReferences, constraints, duration, id, some, word } from './written-parts.ts';

const poolId = fc.constantFrom('render', 'other');
const onNode = { poolId, nodeId: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('tvm-1')) };
const onTask = { jobId: fc.constantFrom('a', 'b'), taskId: word };
const option = fc.constantFrom(
  'requeue' as const,
  'terminate' as const,
  'taskcompletion' as const,
  'retaineddata' as const,
);
const of = <Name extends string, Given>(name: Name, given: fc.Arbitrary<Given>) =>
  given.map((found) => ({ name, given: found }));

const given = {
  addPool: poolSpec(id).chain((pool) =>
    pool.startTask === undefined ? fc.constant({ pool }) : timed.map((startTask) => ({ pool, startTask })),
  ),
  deletePool: fc.record({ poolId }),
  updatePool: fc.oneof(
    fc.record({ poolId, startTask: fc.constant(null) }),
    some({ poolId, startTask, behaviour: timed, applicationPackageReferences }, ['poolId', 'startTask']),
  ),
  resizePool: some(
    {
      poolId,
      targetDedicatedNodes: fc.integer({ min: -3, max: 9 }),
      targetLowPriorityNodes: fc.nat(9),
      resizeTimeout: duration,
      nodeDeallocationOption: option,
    },
    ['poolId'],
  ),
  stopResize: fc.record({ poolId }),
  enableAutoScale: some({ poolId, autoScaleFormula: word, autoScaleEvaluationInterval: duration }, [
    'poolId',
  ]),
  disableAutoScale: fc.record({ poolId }),
  evaluateAutoScale: fc.record({ poolId, autoScaleFormula: word }),
  removeNodes: some(
    { poolId, nodeList: fc.array(onNode.nodeId), resizeTimeout: duration, nodeDeallocationOption: option },
    ['poolId', 'nodeList'],
  ),
  rebootNode: some({ ...onNode, nodeRebootOption: option }, ['poolId', 'nodeId']),
  reimageNode: some({ ...onNode, nodeReimageOption: option }, ['poolId', 'nodeId']),
  deallocateNode: some({ ...onNode, nodeDeallocateOption: option }, ['poolId', 'nodeId']),
  startNode: fc.record(onNode),
  disableScheduling: some(
    { ...onNode, nodeDisableSchedulingOption: fc.constantFrom('requeue' as const, 'terminate' as const) },
    ['poolId', 'nodeId'],
  ),
  enableScheduling: fc.record(onNode),
  upgradeOs: fc.record({ poolId }),
  addJob: fc.record({ job: job('late'), tasks: templates }),
  updateJob: some(
    {
      jobId: word,
      priority: fc.integer(),
      maxParallelTasks: fc.integer(),
      allowTaskPreemption: fc.boolean(),
      onAllTasksComplete: fc.constantFrom('noaction' as const, 'terminatejob' as const),
      constraints: some({ maxWallClockTime: duration, maxTaskRetryCount: fc.integer({ min: -9, max: 9 }) }, [
        'maxTaskRetryCount',
      ]),
      poolInfo: poolInfo('job'),
    },
    ['jobId'],
  ),
  disableJob: fc.record({
    jobId: word,
    disableTasks: fc.constantFrom('requeue' as const, 'terminate' as const, 'wait' as const),
  }),
  enableJob: fc.record({ jobId: word }),
  terminateJob: some({ jobId: word, terminateReason: word }, ['jobId']),
  deleteJob: fc.record({ jobId: word }),
  addJobSchedule: schedule('late').map(({ spec, behaviour: found, tasks }) => ({
    schedule: spec,
    ...(found === undefined ? {} : { behaviour: found }),
    tasks,
  })),
  updateJobSchedule: some(
    {
      jobScheduleId: word,
      schedule: some({ startWindow: duration, recurrenceInterval: duration }, []),
      jobSpecification: jobSpecification('job'),
    },
    ['jobScheduleId'],
  ),
  disableJobSchedule: fc.record({ jobScheduleId: word }),
  enableJobSchedule: fc.record({ jobScheduleId: word }),
  terminateJobSchedule: fc.record({ jobScheduleId: word }),
  deleteJobSchedule: fc.record({ jobScheduleId: word }),
  addTask: fc.record({ jobId: word, task: template.map((task) => ({ ...task, after: 0 })) }),
  updateTask: some({ ...onTask, constraints }, ['jobId', 'taskId']),
  terminateTask: fc.record(onTask),
  reactivateTask: fc.record(onTask),
  deleteTask: fc.record(onTask),
} as const satisfies { readonly [Name in OperationName]: fc.Arbitrary<OperationArguments[Name]> };

/** Any operation of the table, as it is given; values that the service would refuse are among them. */
export const operation = fc.oneof(
  ...Object.entries(given).map(([name, found]) => of(name, found as fc.Arbitrary<unknown>)),
) as fc.Arbitrary<TimedOperation['operation']>;
