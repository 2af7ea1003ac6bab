// What users ask of the service during a run, as a scenario lists it: `{ after: PT1H, resizePool: { … } }`. Only the
// shape is checked here; what the service refuses is its own to answer.

import type { Duration, Instant } from '../../runtime/index.ts';
import { scenarioDiagnostics as complaints, hasErrors } from '../diagnostics.ts';
import { DISABLE_JOB_OPTIONS, type JobSpec } from '../model/job.ts';
import { DISABLE_SCHEDULING_OPTIONS, NODE_DEALLOCATION_OPTIONS } from '../model/node.ts';
import {
  constraints, JOB_OPTIONS, JOB_PATCH_FIELDS, JOB_SPECIFICATION_FIELDS, JOB_SPECIFICATION_OPTIONS, jobSpec, jobSpecification, POOL_OPTIONS,
  poolInfo, poolSpec, SCHEDULE_OPTIONS, schedule, scheduleSpec, startTaskSpec, TASK_OPTIONS,
} from '../model/wire.ts'; // biome-ignore format: one list
import { applicationPackageReferences } from '../model/wire-parts.ts';
import { described, record, required } from '../record.ts';
import {
  below, byKind, choice, complain, duration, instant, isoDuration, list, mapped, nameOf, number, type Shape, spanAt,
  text, wrongType,
} from '../schema.ts'; // biome-ignore format: one list
import { BEHAVING_JOB_FIELDS, BEHAVING_POOL_FIELDS, jobBehaviourOf, startTask } from '../special-section.ts';
import { atTime } from './columns.ts';
import { BEHAVING_SCHEDULE_FIELDS } from './jobs-section.ts';
import type { NodeName, Operation, OperationArguments, OperationName, TimedOperation } from './operation.ts';
import type { TaskTemplate } from './parts.ts';
import { BEHAVING_TASK_FIELDS, sectionOf, type TaskList, taskTemplates, templateOf } from './task-section.ts';

/** An operation and when it is asked for: at a time, or so long after the start of the run. */
export interface OperationSection {
  readonly at?: Instant;
  readonly after?: Duration;
  /** Pools that are not named are ''. */
  readonly operation: Operation;
}

const whole = number({ whole: true });
const nodeName = byKind<NodeName>({ number: number({ least: 1, whole: true }), text });
const poolId = described('The first pool of the scenario unless set.', text);
const jobId = required(text);
const taskId = required(text);
const jobScheduleId = required(text);
const nodeId = required(described('Its id, or its number among the nodes of the pool, from 1.', nodeName));
const option = choice(NODE_DEALLOCATION_OPTIONS);

const what = (name: OperationName) => ({ what: `the operation ${name}` });

/** An operation that names no pool means the first one, which is not known yet. */
const pooled = <Found extends { readonly poolId?: string }>(found: Found) => ({
  ...found,
  poolId: found.poolId ?? '',
});

const startTaskOrNone = described(
  'The new start task, or none.',
  byKind<NonNullable<ReturnType<typeof startTask.read>> | null>({
    mapping: startTask,
    text: mapped(choice(['none']), () => null),
  }),
);

/** What each operation does, for people. */
const PROSE: { readonly [Name in OperationName]: string } = {
  addPool: 'Adds a pool.',
  deletePool: 'Deletes a pool; its tasks are requeued and wait for a pool of that id.',
  updatePool: 'Changes the start task, for nodes that join or restart from then on.',
  resizePool: 'Changes the targets of a pool that is not autoscaled.',
  stopResize: 'Stops a resize; the pool keeps what it has.',
  enableAutoScale: 'Turns autoscale on, or changes its formula or interval.',
  disableAutoScale: 'Turns autoscale off; the targets stay.',
  evaluateAutoScale: 'Evaluates a formula on an autoscaled pool and applies nothing.',
  removeNodes: 'Takes up to 100 nodes out of a pool.',
  rebootNode: 'Restarts a node.',
  reimageNode: 'Installs the operating system of a node anew.',
  deallocateNode: 'Turns a node off; it is not billed meanwhile.',
  startNode: 'Turns a node on again.',
  disableScheduling: 'No new tasks on the node.',
  enableScheduling: 'New tasks on the node again.',
  upgradeOs: 'Upgrades the operating system of every node.',
  addJob: 'Adds a job, and its tasks with it.',
  updateJob: 'Changes what can be changed of a job.',
  disableJob: 'No tasks of the job run until it is enabled.',
  enableJob: 'Tasks of the job run again.',
  terminateJob: 'Ends a job; running tasks end, waiting ones stay as they are.',
  deleteJob: 'Ends a job and deletes it with its tasks.',
  addJobSchedule: 'Adds a job schedule.',
  updateJobSchedule: 'Changes when jobs are made, or what they are; jobs that there are stay as they are.',
  disableJobSchedule: 'No jobs are made until it is enabled.',
  enableJobSchedule: 'Jobs are made again.',
  terminateJobSchedule: 'Ends a job schedule and its active job.',
  deleteJobSchedule: 'Ends a job schedule and deletes it with its jobs.',
  addTask: 'Adds a task to a job.',
  updateTask: 'Changes the constraints of a task.',
  terminateTask: 'Ends a task; it counts as failed.',
  reactivateTask: 'Runs a completed task that failed once more.',
  deleteTask: 'Deletes a task.',
};

/** How each operation is written, and what it is given. */
const OPERATIONS: { readonly [Name in OperationName]: Shape<OperationArguments[Name]> } = {
  addPool: mapped(record(BEHAVING_POOL_FIELDS, POOL_OPTIONS), (found) => {
    const behaviour = found.startTask?.behaviour;
    return { pool: poolSpec(found), ...(behaviour === undefined ? {} : { startTask: behaviour }) };
  }),
  deletePool: mapped(record({ poolId }, what('deletePool')), pooled),
  updatePool: mapped(
    record({ poolId, startTask: startTaskOrNone, applicationPackageReferences }, what('updatePool')),
    ({ poolId: pool = '', startTask: start, ...changes }) => ({
      poolId: pool,
      ...changes,
      ...(start === undefined ? {} : { startTask: start === null ? null : startTaskSpec(start) }),
      ...(start?.behaviour === undefined ? {} : { behaviour: start.behaviour }),
    }),
  ),
  resizePool: mapped(
    record(
      {
        poolId,
        targetDedicatedNodes: whole,
        targetLowPriorityNodes: whole,
        resizeTimeout: isoDuration,
        nodeDeallocationOption: option,
      },
      what('resizePool'),
    ),
    pooled,
  ),
  stopResize: mapped(record({ poolId }, what('stopResize')), pooled),
  enableAutoScale: mapped(
    record(
      { poolId, autoScaleFormula: text, autoScaleEvaluationInterval: isoDuration },
      what('enableAutoScale'),
    ),
    pooled,
  ),
  disableAutoScale: mapped(record({ poolId }, what('disableAutoScale')), pooled),
  evaluateAutoScale: mapped(
    record({ poolId, autoScaleFormula: required(text) }, what('evaluateAutoScale')),
    pooled,
  ),
  removeNodes: mapped(
    record(
      {
        poolId,
        nodeList: required(list(nodeName)),
        resizeTimeout: isoDuration,
        nodeDeallocationOption: option,
      },
      what('removeNodes'),
    ),
    pooled,
  ),
  rebootNode: mapped(record({ poolId, nodeId, nodeRebootOption: option }, what('rebootNode')), pooled),
  reimageNode: mapped(record({ poolId, nodeId, nodeReimageOption: option }, what('reimageNode')), pooled),
  deallocateNode: mapped(
    record({ poolId, nodeId, nodeDeallocateOption: option }, what('deallocateNode')),
    pooled,
  ),
  startNode: mapped(record({ poolId, nodeId }, what('startNode')), pooled),
  disableScheduling: mapped(
    record(
      { poolId, nodeId, nodeDisableSchedulingOption: choice(DISABLE_SCHEDULING_OPTIONS) },
      what('disableScheduling'),
    ),
    pooled,
  ),
  enableScheduling: mapped(record({ poolId, nodeId }, what('enableScheduling')), pooled),
  upgradeOs: mapped(record({ poolId }, what('upgradeOs')), pooled),
  addJob: mapped(record({ ...BEHAVING_JOB_FIELDS, tasks: taskTemplates }, JOB_OPTIONS), (found) => {
    const behaviour = jobBehaviourOf(found);
    const job = { spec: jobSpec(found, ''), added: 0, ...(behaviour === undefined ? {} : { behaviour }) };
    return { job, tasks: templatesOf(found.tasks) };
  }),
  updateJob: mapped(
    record({ jobId, ...JOB_PATCH_FIELDS }, what('updateJob')),
    ({ poolInfo: pool, constraints: limits, ...found }) => ({
      ...found,
      ...(limits === undefined ? {} : { constraints: { maxTaskRetryCount: 0, ...limits } }),
      ...(pool === undefined ? {} : { poolInfo: poolInfo(pool, '') }),
    }),
  ),
  disableJob: record({ jobId, disableTasks: required(choice(DISABLE_JOB_OPTIONS)) }, what('disableJob')),
  enableJob: record({ jobId }, what('enableJob')),
  terminateJob: record({ jobId, terminateReason: text }, what('terminateJob')),
  deleteJob: record({ jobId }, what('deleteJob')),
  addJobSchedule: mapped(record(BEHAVING_SCHEDULE_FIELDS, SCHEDULE_OPTIONS), (found) => {
    const behaviour = jobBehaviourOf(found.jobSpecification);
    return {
      schedule: scheduleSpec(found, ''),
      ...(behaviour === undefined ? {} : { behaviour }),
      tasks: templatesOf(found.tasks),
    };
  }),
  updateJobSchedule: mapped(
    record(
      {
        jobScheduleId,
        schedule,
        jobSpecification: record(JOB_SPECIFICATION_FIELDS, JOB_SPECIFICATION_OPTIONS),
      },
      what('updateJobSchedule'),
    ),
    ({ jobSpecification: job, ...found }) => ({
      ...found,
      ...(job === undefined ? {} : { jobSpecification: jobSpecification(job, '') }),
    }),
  ),
  disableJobSchedule: record({ jobScheduleId }, what('disableJobSchedule')),
  enableJobSchedule: record({ jobScheduleId }, what('enableJobSchedule')),
  terminateJobSchedule: record({ jobScheduleId }, what('terminateJobSchedule')),
  deleteJobSchedule: record({ jobScheduleId }, what('deleteJobSchedule')),
  addTask: mapped(
    record({ jobId, ...BEHAVING_TASK_FIELDS }, TASK_OPTIONS),
    ({ jobId: job, ...found }, at) => {
      const section = sectionOf(found, at);
      return section && { jobId: job, task: templateOf(section) };
    },
  ),
  updateTask: record({ jobId, taskId, constraints }, what('updateTask')),
  terminateTask: record({ jobId, taskId }, what('terminateTask')),
  reactivateTask: record({ jobId, taskId }, what('reactivateTask')),
  deleteTask: record({ jobId, taskId }, what('deleteTask')),
};

const templatesOf = (found: TaskList | undefined): readonly TaskTemplate[] =>
  (found?.sections ?? []).map(templateOf);

const NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

function withProse<Table extends { readonly [Name in OperationName]: Shape<unknown> }>(shapes: Table): Table {
  return Object.fromEntries(NAMES.map((name) => [name, described(PROSE[name], shapes[name])])) as Table;
}

const OPERATION = {
  at: described('When it is asked for.', instant),
  after: described('How long after the start of the run it is asked for.', duration),
  ...withProse(OPERATIONS),
} as const;

const AN_OPERATION = 'an operation such as `resizePool: { targetDedicatedNodes: 3 }` beside its time';

/** The order of keys as a person wrote them. */
const asWritten = (found: object) => {
  const places = Object.keys(found);
  return (one: string, other: string): number => places.indexOf(one) - places.indexOf(other);
};

/** One operation with its time. */
const operationSection: Shape<OperationSection> = mapped(
  record(OPERATION, { what: 'an operation' }),
  (found, at): OperationSection | undefined => {
    const [name, second] = NAMES.filter((key) => found[key] !== undefined).sort(asWritten(found));
    const conflict = (key: string, other: string, hint: string): undefined =>
      complain(at, () =>
        complaints.conflict(spanAt(below(at, key), 'key'), { key, other: `\`${other}\``, hint }),
      );
    const missing = (key: string, hint: string): undefined =>
      complain(at, () => complaints.missing(spanAt(at, 'key'), { key, where: `\`${nameOf(at)}\``, hint }));
    if (found.at !== undefined && found.after !== undefined)
      return conflict('after', 'at', 'a time, or a duration since the start of the run');
    if (name === undefined)
      return hasErrors(at.reading.diagnostics) ? undefined : wrongType(at, found, AN_OPERATION);
    if (second !== undefined) return conflict(second, name, 'each operation is an item of its own');
    if (found.at === undefined && found.after === undefined)
      return missing('after', 'say when with `after: PT1H`, or with a time as `at`');
    return {
      ...(found.at === undefined ? {} : { at: found.at }),
      ...(found.after === undefined ? {} : { after: found.after }),
      operation: { name, given: found[name] } as Operation,
    };
  },
);

/** A list of operations. */
export const operationSections: Shape<readonly OperationSection[]> = list(operationSection);

/** The operation at its time, with the first pool where none is named. */
export function timedOperation(section: OperationSection, start: Instant, firstPool: string): TimedOperation {
  const at = section.at ?? start + (section.after ?? 0);
  return atTime(placed(section.operation, firstPool), at);
}

function placed({ name, given }: Operation, firstPool: string): Operation {
  if (name === 'addJob') {
    const { job } = given;
    return { name, given: { ...given, job: { ...job, spec: inPool(job.spec, firstPool) } } };
  }
  if (name === 'addJobSchedule') {
    const jobSpecification = inPool(given.schedule.jobSpecification, firstPool);
    return { name, given: { ...given, schedule: { ...given.schedule, jobSpecification } } };
  }
  if (name === 'updateJobSchedule' && given.jobSpecification !== undefined) {
    return { name, given: { ...given, jobSpecification: inPool(given.jobSpecification, firstPool) } };
  }
  if ('poolId' in given && given.poolId === '') {
    return { name, given: { ...given, poolId: firstPool } } as Operation;
  }
  return { name, given } as Operation;
}

/** The job in the first pool, unless it names one. */
export const inPool = <Spec extends Pick<JobSpec, 'poolInfo'>>(spec: Spec, firstPool: string): Spec =>
  spec.poolInfo.poolId === '' ? { ...spec, poolInfo: { poolId: firstPool } } : spec;
