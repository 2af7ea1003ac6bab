// Jobs and job schedules written out: Azure's JSON, each with its tasks, and how its special tasks behave. As a
// section of a scenario or as a file of its own.

import { printDuration } from '../../runtime/index.ts';
import { scenarioDiagnostics as complaints } from '../diagnostics.ts';
import { complainOf } from '../model/fault.ts';
import type { JobScheduleSpec, JobSpec } from '../model/job.ts';
import { jobFaults, scheduleFaults } from '../model/job-faults.ts';
import {
  JOB_OPTIONS, JOB_SPECIFICATION_OPTIONS, jobSpec, SCHEDULE_FIELDS, SCHEDULE_OPTIONS, scheduleSpec,
} from '../model/wire.ts'; // biome-ignore format: one list
import { described, type RecordOf, record, required } from '../record.ts';
import { type At, below, complain, list, mapped, type Shape, spanAt } from '../schema.ts';
import {
  BEHAVING_JOB_FIELDS,
  BEHAVING_JOB_SPECIFICATION_FIELDS,
  jobBehaviourOf,
} from '../special-section.ts';
import type { JobBehaviour } from '../world/behaviour.ts';
import {
  ADDITION, type Addition, checkTasks, notBoth, type TaskList, type TaskSection, tasks, taskTemplates,
} from './task-section.ts'; // biome-ignore format: one list

/** A job; its pool is '' when it names none. */
export interface JobSection extends Addition {
  /** Where it stands in the list of jobs. */
  readonly place: number;
  readonly spec: JobSpec;
  readonly behaviour?: JobBehaviour;
  readonly tasks: readonly TaskSection[];
}

/** A job schedule and the tasks of each of its jobs; their pool is '' when it names none. */
export interface ScheduleSection extends Addition {
  /** Where it stands in the list of job schedules. */
  readonly place: number;
  readonly spec: JobScheduleSpec;
  readonly behaviour?: JobBehaviour;
  readonly tasks: readonly TaskSection[];
}

const JOB = { ...BEHAVING_JOB_FIELDS, ...ADDITION, tasks: described('Its tasks.', tasks) } as const;

const jobSection: Shape<JobSection> = mapped(
  mapped(record(JOB, JOB_OPTIONS), notBoth<RecordOf<typeof JOB>>),
  ({ tasks: found, ...json }, at) => {
    const spec = jobSpec(json, '');
    complainOf(jobFaults(spec), at);
    if (found !== undefined) checkTasks(found, spec);
    return {
      place: placeOf(at),
      spec,
      ...behaviourIn(json),
      ...additionIn(json),
      tasks: found?.sections ?? [],
    };
  },
);

const placeOf = ({ key }: At): number => (typeof key === 'number' ? key : 0);

const behaviourIn = (json: Parameters<typeof jobBehaviourOf>[0]): { readonly behaviour?: JobBehaviour } => {
  const behaviour = jobBehaviourOf(json);
  return behaviour === undefined ? {} : { behaviour };
};

const additionIn = ({ addedAt, after }: Addition): Addition => ({
  ...(addedAt === undefined ? {} : { addedAt }),
  ...(after === undefined ? {} : { after }),
});

/** The keys of a job schedule, special tasks with behaviours, and the tasks of each job. */
export const BEHAVING_SCHEDULE_FIELDS = {
  ...SCHEDULE_FIELDS,
  jobSpecification: required(record(BEHAVING_JOB_SPECIFICATION_FIELDS, JOB_SPECIFICATION_OPTIONS)),
  tasks: described('The tasks that each of its jobs is given.', taskTemplates),
} as const;

const SCHEDULE = { ...BEHAVING_SCHEDULE_FIELDS, ...ADDITION } as const;

const scheduleSection: Shape<ScheduleSection> = mapped(
  mapped(record(SCHEDULE, SCHEDULE_OPTIONS), notBoth<RecordOf<typeof SCHEDULE>>),
  (found, at) => {
    const spec = scheduleSpec(found, '');
    complainOf(scheduleFaults(spec), at);
    checkSchedule(spec, found.tasks, at);
    return {
      place: placeOf(at),
      spec,
      ...behaviourIn(found.jobSpecification),
      ...additionIn(found),
      tasks: found.tasks?.sections ?? [],
    };
  },
);

function checkSchedule(spec: JobScheduleSpec, found: TaskList | undefined, at: At): void {
  const { id, schedule, jobSpecification: job } = spec;
  if (found !== undefined) checkTasks(found, job);
  const { startWindow, recurrenceInterval } = schedule;
  if (recurrenceInterval === undefined) return;
  if (startWindow !== undefined && startWindow > recurrenceInterval) {
    const holes = {
      startWindow: printDuration(startWindow),
      recurrenceInterval: printDuration(recurrenceInterval),
    };
    const place = below(below(at, 'schedule'), 'startWindow');
    complain(at, () => complaints['wide-window'](spanAt(place, 'key'), holes));
  }
  const ends =
    job.onAllTasksComplete === 'terminatejob' ||
    job.jobManagerTask?.killJobOnCompletion === true ||
    job.constraints.maxWallClockTime !== undefined;
  if (!ends)
    complain(at, () => complaints['endless-job'](spanAt(below(at, 'jobSpecification'), 'key'), { id }));
}

/** Says which ids are there twice. */
const unique = <Section extends { readonly place: number; readonly spec: { readonly id: string } }>(
  item: Shape<Section>,
  what: string,
  code: string,
): Shape<readonly Section[]> =>
  mapped(list(item), (sections, at) => {
    const known = new Set<string>();
    for (const { spec, place } of sections) {
      const key = spec.id.toLowerCase();
      if (known.has(key)) {
        const holes = { what, id: spec.id, code };
        complain(at, () => complaints['repeated-id'](spanAt(below(at, place)), holes));
      }
      known.add(key);
    }
    return sections;
  });

/** A list of jobs. */
export const jobSections = unique(jobSection, 'the job', 'JobExists');
/** A list of job schedules. */
export const scheduleSections = unique(scheduleSection, 'the job schedule', 'JobScheduleExists');
