// Start tasks, and jobs with job manager, preparation and release tasks, each with its behaviour beside Azure's keys:
// the tables that read them, and where the behaviours go when they are printed.

import { jobManagerBehaviour, specialBehaviour, timedBehaviourJson } from './behaviour-json.ts';
import {
  AUTO_POOL_FIELDS, AUTO_POOL_OPTIONS, JOB_FIELDS, JOB_MANAGER_FIELDS, JOB_PREPARATION_FIELDS, JOB_RELEASE_FIELDS,
  JOB_SPECIFICATION_FIELDS, POOL_FIELDS, POOL_INFO_FIELDS, POOL_INFO_OPTIONS, POOL_SPECIFICATION_FIELDS,
  SPECIAL_OPTIONS, START_TASK_FIELDS, START_TASK_OPTIONS,
} from './model/wire.ts'; // biome-ignore format: one list
import { described, type RecordOf, record, required } from './record.ts';
import { isMapping } from './schema.ts';
import type { JobBehaviour, TimedBehaviour } from './world/behaviour.ts';

const special = described('How it behaves; it takes no time and succeeds unless set.', specialBehaviour);

/** A start task with its behaviour. */
export const startTask = record({ ...START_TASK_FIELDS, behaviour: special }, START_TASK_OPTIONS);

/** The keys of a pool, its start task with a behaviour. */
export const BEHAVING_POOL_FIELDS = { ...POOL_FIELDS, startTask } as const;

const autoPool = record(
  {
    ...AUTO_POOL_FIELDS,
    pool: required(record({ ...POOL_SPECIFICATION_FIELDS, startTask }, { what: 'the pool of an auto pool' })),
  },
  AUTO_POOL_OPTIONS,
);

const SPECIAL_TASKS = {
  poolInfo: record({ ...POOL_INFO_FIELDS, autoPoolSpecification: autoPool }, POOL_INFO_OPTIONS),
  jobManagerTask: record(
    { ...JOB_MANAGER_FIELDS, behaviour: described('How it behaves.', jobManagerBehaviour) },
    SPECIAL_OPTIONS.manager,
  ),
  jobPreparationTask: record({ ...JOB_PREPARATION_FIELDS, behaviour: special }, SPECIAL_OPTIONS.preparation),
  jobReleaseTask: record({ ...JOB_RELEASE_FIELDS, behaviour: special }, SPECIAL_OPTIONS.release),
} as const;

/** The keys of a job, its special tasks with behaviours. */
export const BEHAVING_JOB_FIELDS = { ...JOB_FIELDS, ...SPECIAL_TASKS } as const;
/** The same without an id. */
export const BEHAVING_JOB_SPECIFICATION_FIELDS = { ...JOB_SPECIFICATION_FIELDS, ...SPECIAL_TASKS } as const;

export type BehavingJobJson = RecordOf<typeof BEHAVING_JOB_FIELDS>;
export type BehavingJobSpecificationJson = RecordOf<typeof BEHAVING_JOB_SPECIFICATION_FIELDS>;

/** How the special tasks of a job behave; undefined when nothing is said. */
export function jobBehaviourOf(json: BehavingJobSpecificationJson): JobBehaviour | undefined {
  const manager = json.jobManagerTask?.behaviour;
  const preparation = json.jobPreparationTask?.behaviour;
  const release = json.jobReleaseTask?.behaviour;
  const start = json.poolInfo?.autoPoolSpecification?.pool.startTask?.behaviour;
  const found = {
    ...(manager === undefined ? {} : { manager }),
    ...(preparation === undefined ? {} : { preparation }),
    ...(release === undefined ? {} : { release }),
    ...(start === undefined ? {} : { startTask: start }),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

/** Where each special task stands in the JSON of a job. */
const PLACES: { readonly [Name in keyof JobBehaviour]-?: readonly string[] } = {
  manager: ['jobManagerTask'],
  preparation: ['jobPreparationTask'],
  release: ['jobReleaseTask'],
  startTask: ['poolInfo', 'autoPoolSpecification', 'pool', 'startTask'],
};

/** The JSON of a job with the behaviours of its special tasks in their places. */
export function withJobBehaviour(
  json: Readonly<Record<string, unknown>>,
  behaviour: JobBehaviour | undefined,
): Readonly<Record<string, unknown>> {
  let whole = json;
  for (const [name, place] of Object.entries(PLACES)) {
    const found = behaviour?.[name as keyof JobBehaviour];
    if (found !== undefined) whole = withBehaviour(whole, place, found);
  }
  return whole;
}

/** The JSON with a behaviour in the mapping at that place, where there is one. */
export function withBehaviour(
  json: Readonly<Record<string, unknown>>,
  [key, ...rest]: readonly string[],
  behaviour: TimedBehaviour,
): Readonly<Record<string, unknown>> {
  if (key === undefined) return { ...json, behaviour: timedBehaviourJson(behaviour) };
  const inner = json[key];
  return isMapping(inner) ? { ...json, [key]: withBehaviour(inner, rest, behaviour) } : json;
}
