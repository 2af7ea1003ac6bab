// Jobs written out: Azure's job JSON, each with its tasks in Azure's task JSON, and beside each task how it
// behaves and when it is added. As a section of a scenario or as a file of its own.

import type { Duration, Instant } from '../../runtime/index.ts';
import { delay } from '../delays.ts';
import { scenarioDiagnostics as complaints } from '../diagnostics.ts';
import {
  JOB_FIELDS,
  JOB_OPTIONS,
  type JobJson,
  TASK_FIELDS,
  TASK_OPTIONS,
  type TaskJson,
} from '../model/wire.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import {
  type At, below, byKind, complain, duration, identifier, instant, list, mapped, number, type Shape, spanAt,
} from '../schema.ts'; // biome-ignore format: one list
import type { Ending } from '../world/behaviour.ts';
import type { Delay } from '../world/delay.ts';

/** When something is added: at a time, or so long after the start of the run. */
export interface Addition {
  readonly addedAt?: Instant;
  readonly after?: Duration;
}

export interface TaskSection extends Addition {
  readonly id: string;
  readonly json: TaskJson;
  /** How many such tasks; with more than one their ids are `id-1`, `id-2` and so on. */
  readonly count?: number;
  readonly duration: Delay;
  readonly ending: Ending;
}

export interface JobSection extends Addition {
  readonly json: JobJson;
  readonly tasks: readonly TaskSection[];
}

const exitCode = number({ least: -2147483648, most: 2147483647, whole: true });

const BEHAVIOUR = {
  duration: required(described('How long each attempt takes.', delay)),
  exitCode: described(
    'The exit code of attempts that fail; of every attempt, unless the next two keys are used.',
    exitCode,
  ),
  failures: described('How many first attempts fail.', number({ least: 0, whole: true })),
  failureProbability: described('How likely each attempt fails.', number({ least: 0, most: 1 })),
  count: described(
    'How many such tasks, with ids id-1, id-2 and so on.',
    number({ least: 1, most: 100_000_000, whole: true }),
  ),
} as const;

const behaviourOf = mapped(
  record(BEHAVIOUR, { what: 'a behaviour' }),
  (found: RecordOf<typeof BEHAVIOUR>, at: At) => {
    if (found.failures === undefined || found.failureProbability === undefined) return found;
    const hint = 'either the first attempts fail, or each attempt may';
    return complain(at, () =>
      complaints.conflict(spanAt(below(at, 'failures'), 'key'), {
        key: 'failures',
        other: '`failureProbability`',
        hint,
      }),
    );
  },
);

const behaviour = { ...behaviourOf, expected: 'a mapping such as { duration: PT1M }' };

/** How attempts end, from what was written. */
export function endingOf(found: {
  readonly exitCode?: number;
  readonly failures?: number;
  readonly failureProbability?: number;
}): Ending {
  const code = found.exitCode ?? 1;
  if (found.failures !== undefined) {
    return found.failures === 0
      ? { kind: 'succeeds' }
      : { kind: 'fails-first', attempts: found.failures, exitCode: code };
  }
  if (found.failureProbability !== undefined) {
    const probability = found.failureProbability;
    return probability === 0
      ? { kind: 'succeeds' }
      : { kind: 'fails-sometimes', probability, exitCode: code };
  }
  return found.exitCode === undefined || found.exitCode === 0
    ? { kind: 'succeeds' }
    : { kind: 'fails', exitCode: code };
}

const ADDITION = {
  addedAt: described('When it is added.', instant),
  after: described('How long after the start of the run it is added.', duration),
} as const;

const notBoth = <Found extends Addition>(found: Found, at: At): Found | undefined => {
  if (found.addedAt === undefined || found.after === undefined) return found;
  const hint = 'a time, or a duration since the start of the run';
  return complain(at, () =>
    complaints.conflict(spanAt(below(at, 'after'), 'key'), { key: 'after', other: '`addedAt`', hint }),
  );
};

const TASK = {
  id: required(identifier),
  ...TASK_FIELDS,
  ...ADDITION,
  behaviour: required(behaviour),
} as const;

const taskSection: Shape<TaskSection> = mapped(
  mapped(record(TASK, TASK_OPTIONS), notBoth<RecordOf<typeof TASK>>),
  ({ id, addedAt, after, behaviour: how, ...json }) => ({
    id,
    json,
    ...(addedAt === undefined ? {} : { addedAt }),
    ...(after === undefined ? {} : { after }),
    ...(how.count === undefined ? {} : { count: how.count }),
    duration: how.duration,
    ending: endingOf(how),
  }),
);

const plainTasks = list(taskSection);
const tasks = byKind<readonly TaskSection[]>({
  list: plainTasks,
  // The body of Azure's "add task collection".
  mapping: mapped(
    record({ value: required(plainTasks) }, { what: 'a task collection' }),
    (found) => found.value,
  ),
});

const JOB = { ...JOB_FIELDS, ...ADDITION, tasks: described('Its tasks.', tasks) } as const;

const jobSection: Shape<JobSection> = mapped(
  mapped(record(JOB, JOB_OPTIONS), notBoth<RecordOf<typeof JOB>>),
  ({ addedAt, after, tasks: found, ...json }, at) => {
    repeatedIds(found ?? [], below(at, 'tasks'));
    return {
      json,
      ...(addedAt === undefined ? {} : { addedAt }),
      ...(after === undefined ? {} : { after }),
      tasks: found ?? [],
    };
  },
);

function repeatedIds(sections: readonly TaskSection[], at: At): void {
  const known = new Set<string>();
  sections.forEach(({ id, count }, index) => {
    const key = `${id.toLowerCase()}${count === undefined ? '' : '-1'}`;
    if (known.has(key)) {
      complain(at, () => complaints['repeated-id'](spanAt(below(at, index)), { what: 'the task', id }));
    }
    known.add(key);
  });
}

/** A list of jobs. */
export const jobSections: Shape<readonly JobSection[]> = list(jobSection);
