// Tasks written out: Azure's task JSON, and beside each how it behaves and when it is added. A list of tasks is read
// together with what its job says of them.

import type { Duration, Instant } from '../../runtime/index.ts';
import { BEHAVIOUR_FIELDS, behaviourOf, oneEnding } from '../behaviour-json.ts';
import { delay } from '../delays.ts';
import { scenarioDiagnostics as complaints, hasErrors } from '../diagnostics.ts';
import { complainOf } from '../model/fault.ts';
import type { TaskSpec } from '../model/task.ts';
import { type JobOfTask, taskFaults, taskIdFaults } from '../model/task-faults.ts';
import { id, TASK_FIELDS, TASK_OPTIONS, taskSpec } from '../model/wire.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import {
  type At, below, byKind, complain, duration, instant, list, mapped, nameOf, number, type Shape, spanAt,
} from '../schema.ts'; // biome-ignore format: one list
import type { Behaviour } from '../world/behaviour.ts';
import { type Delay, NO_DELAY } from '../world/delay.ts';
import { circleIn } from './circles.ts';
import type { TaskTemplate } from './parts.ts';

/** When something is added: at a time, or so long after the start of the run. */
export interface Addition {
  readonly addedAt?: Instant;
  readonly after?: Duration;
}

export interface TaskSection extends Addition {
  readonly id: string;
  /** Where it stands in the list of tasks. */
  readonly place: number;
  readonly spec: TaskSpec;
  /** How many such tasks; with more than one their ids are `id-1`, `id-2` and so on. */
  readonly count?: number;
  readonly duration: Delay;
  readonly behaviour: Behaviour;
  /** Nothing is said of its behaviour, which matters to nobody who runs its command. */
  readonly isUnsaid?: true;
}

const BEHAVIOUR = {
  duration: required(described('How long each attempt takes.', delay)),
  ...BEHAVIOUR_FIELDS,
  count: described(
    'How many such tasks, with ids id-1, id-2 and so on.',
    number({ least: 1, most: 100_000_000, whole: true }),
  ),
} as const;

const behaviour = {
  ...mapped(record(BEHAVIOUR, { what: 'a behaviour' }), oneEnding<RecordOf<typeof BEHAVIOUR>>),
  expected: 'a mapping such as { duration: PT1M }',
};

export const ADDITION = {
  addedAt: described('When it is added.', instant),
  after: described('How long after the start of the run it is added.', duration),
} as const;

/** Only one of the two ways of saying when. */
export const notBoth = <Found extends Addition>(found: Found, at: At): Found | undefined => {
  if (found.addedAt === undefined || found.after === undefined) return found;
  const hint = 'a time, or a duration since the start of the run';
  return complain(at, () =>
    complaints.conflict(spanAt(below(at, 'after'), 'key'), { key: 'after', other: '`addedAt`', hint }),
  );
};

/** The keys of a task with its behaviour. */
export const BEHAVING_TASK_FIELDS = {
  id: required(id),
  ...TASK_FIELDS,
  behaviour: described('How it behaves when it is modelled.', behaviour),
} as const;

const TASK = { ...BEHAVING_TASK_FIELDS, ...ADDITION } as const;

const taskSection: Shape<TaskSection> = mapped(
  mapped(record(TASK, TASK_OPTIONS), notBoth<RecordOf<typeof TASK>>),
  sectionOf,
);

const TEMPLATE = {
  ...BEHAVING_TASK_FIELDS,
  after: described('How long after its job was made it is added.', duration),
} as const;

const templateSection: Shape<TaskSection> = mapped(record(TEMPLATE, TASK_OPTIONS), sectionOf);

/** The task that was found, Azure's keys made into its specification. It has a behaviour, a command, or both. */
export function sectionOf(
  found: RecordOf<typeof BEHAVING_TASK_FIELDS> & Addition,
  at: At,
): TaskSection | undefined {
  const { id: name, addedAt, after, behaviour: how = { duration: NO_DELAY }, ...json } = found;
  const isUnsaid = found.behaviour === undefined;
  if (isUnsaid && json.commandLine === undefined) return tellBehaviourMissing(at);
  return {
    ...(isUnsaid ? { isUnsaid } : {}),
    id: name,
    place: typeof at.key === 'number' ? at.key : 0,
    spec: taskSpec(json),
    ...(addedAt === undefined ? {} : { addedAt }),
    ...(after === undefined ? {} : { after }),
    ...(how.count === undefined ? {} : { count: how.count }),
    duration: how.duration,
    behaviour: behaviourOf(how),
  };
}

/** Says so of a task of which nothing is known that could run, unless it has another mistake. */
function tellBehaviourMissing(at: At): undefined {
  if (hasErrors(at.reading.diagnostics)) return undefined;
  const hint = `\`behaviour\` is ${behaviour.expected}`;
  return complain(at, () =>
    complaints.missing(spanAt(at), { key: 'behaviour', where: `\`${nameOf(at)}\``, hint }),
  );
}

/** The tasks of a job, and where they are listed. */
export interface TaskList {
  readonly sections: readonly TaskSection[];
  readonly at: At;
}

const listOrCollection = (item: Shape<TaskSection>): Shape<TaskList> => {
  const plain = mapped(list(item), (sections, at): TaskList => ({ sections, at }));
  // The body of Azure's "add task collection".
  const collection = record({ value: required(plain) }, { what: 'a task collection' });
  return byKind<TaskList>({ list: plain, mapping: mapped(collection, ({ value }) => value) });
};

/** The tasks of a job. */
export const tasks = listOrCollection(taskSection);
/** Tasks that a job is given once it is made. */
export const taskTemplates = listOrCollection(templateSection);

/** The section as a template. */
export function templateOf({
  id: name,
  count,
  after,
  spec,
  duration: long,
  behaviour: how,
}: TaskSection): TaskTemplate {
  return {
    id: name,
    ...(count === undefined ? {} : { count }),
    after: after ?? 0,
    spec,
    timed: { duration: long, behaviour: how },
  };
}

/** Says what is wrong with the tasks of a job that was itself read. */
export function checkTasks({ sections, at }: TaskList, job: JobOfTask): void {
  const placeOf = ({ place }: TaskSection): At => below(at, place);
  const known = new Map<string, TaskSection>();
  const unsaid = sections.filter(({ isUnsaid }) => isUnsaid);
  if (unsaid.length > 0 && !hasErrors(at.reading.diagnostics))
    complain(at, () =>
      complaints['no-behaviour'](spanAt(placeOf(unsaid[0]!)), { id: unsaid[0]!.id, count: unsaid.length }),
    );
  const hasGroups = sections.some(({ count }) => count !== undefined);
  for (const section of sections) {
    const { id: name, spec } = section;
    const faults = [taskIdFaults(name, job), taskFaults(spec, job)];
    for (const found of faults) if (found.length > 0) complainOf(found, placeOf(section));
    const key = name.toLowerCase();
    if (known.has(key) || (hasGroups && isOneOf(key, known))) {
      const holes = { what: 'the task', id: name, code: 'TaskExists' };
      complain(at, () => complaints['repeated-id'](spanAt(placeOf(section)), holes));
    }
    known.set(key, section);
  }
  const [first, ...others] = circleIn(sections);
  if (first === undefined) return;
  const names = [first, ...others, first].map((task) => `\`${sections[task]!.id}\``).join(' → ');
  const place = below(placeOf(sections[first]!), 'dependsOn');
  complain(at, () => complaints.circle(spanAt(place, 'key'), { names }));
}

/** Whether the id is that of one of several tasks. */
function isOneOf(key: string, known: ReadonlyMap<string, TaskSection>): boolean {
  const [, base = '', number = ''] = /^(.*)-([1-9]\d*)$/.exec(key) ?? [];
  return Number(number) <= (known.get(base)?.count ?? -1);
}
