// Azure's JSON to and from the resources: field names are Azure's on both sides, only times differ (ISO 8601 text
// there, milliseconds here). This is the door; each resource has its file.

export {
  AUTO_POOL_FIELDS,
  AUTO_POOL_OPTIONS,
  JOB_FIELDS,
  JOB_MANAGER_FIELDS,
  JOB_OPTIONS,
  JOB_PATCH_FIELDS,
  JOB_PREPARATION_FIELDS,
  JOB_RELEASE_FIELDS,
  JOB_SPECIFICATION_FIELDS,
  type JobJson,
  type JobSpecificationJson,
  jobJson,
  jobSpec,
  jobSpecification,
  jobSpecificationJson,
  POOL_INFO_FIELDS,
  POOL_INFO_OPTIONS,
  poolInfo,
  poolInfoJson,
  SPECIAL_OPTIONS,
} from './wire-job.ts';
export { constraints, constraintsJson, id } from './wire-parts.ts';
export {
  POOL_FIELDS,
  POOL_OPTIONS,
  POOL_SPECIFICATION_FIELDS,
  type PoolJson,
  poolJson,
  poolSpec,
  START_TASK_FIELDS,
  START_TASK_OPTIONS,
  startTaskJson,
  startTaskSpec,
} from './wire-pool.ts';
export {
  JOB_SPECIFICATION_OPTIONS,
  SCHEDULE_FIELDS,
  SCHEDULE_OPTIONS,
  type ScheduleJson,
  schedule,
  scheduleJson,
  scheduleSpec,
  scheduleTimesJson,
} from './wire-schedule.ts';
export {
  NO_COMMAND,
  TASK_FIELDS,
  TASK_OPTIONS,
  type TaskJson,
  taskJson,
  taskSpec,
} from './wire-task.ts';
