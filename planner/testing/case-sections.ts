// The keys of a test file: one evaluation, a table of them, a sequence in closed loop, or a simulated scenario.

import { type At, AUTOSCALE_INTERVAL, anything, byKind, described, dictionary, duration, instant, list, mapped, number, type RecordOf, record, required, type Shape, stateShape, text } from '../../simulator/index.ts'; // biome-ignore format: one list
import { EXPECTATION, type Expectation, expectation } from './expectation.ts';
import { expected } from './expected.ts';
import { formulaRef } from './formula-ref.ts';

const count = number({ least: 0, whole: true });
const { least, most } = AUTOSCALE_INTERVAL;

/** The interval between evaluations, within what Azure allows. */
const interval = number({ least: least / 1000, most: most / 1000 });
const every: Shape<number> = {
  ...duration,
  expected: `a duration from PT${least / 60_000}M to PT${most / 3_600_000}H`,
  read: (value, at) => {
    const found = duration.read(value, at);
    return found === undefined || interval.read(found / 1000, at) === undefined ? undefined : found;
  },
};

const TASKS = {
  after: described('When they are added, from the first evaluation on.', duration),
  count: described('How many; one unless set.', number({ least: 1, whole: true })),
  duration: required(described('How long each of them runs.', duration)),
  requiredSlots: described('Slots that each of them takes.', number({ least: 1, whole: true })),
} as const;
/** Tasks of a sequence. */
export type SequenceTasks = RecordOf<typeof TASKS>;

const SEQUENCE_POOL = {
  dedicated: described('Dedicated nodes that are there at the beginning.', count),
  lowPriority: described('Low-priority nodes that are there at the beginning.', count),
  taskSlotsPerNode: described('Slots of each node.', number({ least: 1, most: 256, whole: true })),
} as const;

/** An expectation of one evaluation of a sequence. */
export interface SequenceExpectation extends Expectation {
  /** Which evaluation: the one so long after the first; the next one when left out. */
  readonly after?: number;
}

const sequenceExpectation: Shape<SequenceExpectation> = mapped(
  record(
    {
      ...EXPECTATION,
      after: described('The evaluation so long after the first; the next one unless set.', duration),
    },
    { what: 'an expectation of a sequence' },
  ),
  (found, at) => ({ ...found, at }),
);

const SEQUENCE = {
  every: described('From one evaluation to the next; PT15M unless set, as in Azure.', every),
  evaluations: described('How many; as many as are expected unless set.', number({ least: 1, whole: true })),
  start: described('The time of the first evaluation.', instant),
  boot: described('From asking for a node until it can take tasks; at once unless set.', duration),
  lag: described('How late samples are.', duration),
  pool: described(
    'The pool at the first evaluation.',
    record(SEQUENCE_POOL, { what: 'the pool of a sequence' }),
  ),
  tasks: described('The work.', list(record(TASKS, { what: 'tasks of a sequence' }))),
  expect: described('What each evaluation comes to, in order.', list(sequenceExpectation)),
  always: described('What every evaluation comes to.', expectation),
  finally: described('What the last evaluation comes to.', expectation),
} as const;
/** Evaluations one after the other, each seeing what the former did. */
export type Sequence = RecordOf<typeof SEQUENCE>;

/** The evaluations of a sequence: as many as said, or as are expected. */
export function evaluationsOf({
  evaluations,
  expect = [],
  every = AUTOSCALE_INTERVAL.usual,
}: Sequence): number {
  let next = 0;
  let most = 0;
  for (const { after } of expect) {
    const at = after === undefined ? next : Math.floor(after / every);
    next = at + 1;
    most = Math.max(most, next);
  }
  return evaluations ?? Math.max(1, most);
}

/** A scenario: the path of its file, or the scenario itself with its place. */
export type ScenarioOf = { readonly file: string } | { readonly data: unknown; readonly at: At };

/** Whether a scenario is named and not written out. */
export const isFile = (one: ScenarioOf): one is { readonly file: string } => 'file' in one;

const scenario: Shape<ScenarioOf> = {
  ...byKind<ScenarioOf>({
    text: mapped(text, (file) => ({ file })),
    mapping: mapped(anything, (data, at) => ({ data, at })),
  }),
  expected: 'the path of a scenario, or a scenario',
  schema: { anyOf: [{ type: 'string' }, { $ref: 'scenario.json' }] },
};

const SIMULATE = {
  scenario: required(
    described(
      'The scenario: a path relative to this file, or the scenario itself. The formula is put into its autoscaled pool.',
      scenario,
    ),
  ),
  seed: described('A seed instead of the scenario’s.', count),
  expect: described(
    'What figures of the report come to: by path, such as `wait.p95`, or by the key of a measure. Times are seconds, and compare with durations such as PT10M.',
    mapped(dictionary(expected, 'figures of a report'), (figures, at) => ({ figures, at })),
  ),
  always: described('What every evaluation comes to.', expectation),
} as const;
/** A run of a scenario, and what its report comes to. */
export type Simulated = RecordOf<typeof SIMULATE>;

/** The keys of a case. */
export const CASE = {
  name: required(described('What the case shows.', text)),
  formula: described(
    'A formula of this case’s own: a path, the formula, or where in a file it stands.',
    formulaRef,
  ),
  state: described('What the formula sees, on top of the defaults.', stateShape),
  at: described('The time of the evaluation.', instant),
  expect: described('What the evaluation comes to.', expectation),
  sequence: described(
    'Evaluations in closed loop with a little work.',
    record(SEQUENCE, { what: 'a sequence' }),
  ),
  simulate: described('A scenario with this formula.', record(SIMULATE, { what: 'a simulated case' })),
} as const;
export const caseShape = record(CASE, { what: 'a case' });
export type CaseSection = RecordOf<typeof CASE>;

const TABLE = {
  columns: required(
    described(
      'What each cell of a row is: a metric or a count of the pool by its name, a field of the pool, `at`, a key of `expect`, or a name of the formula.',
      list(text),
    ),
  ),
  rows: required(described('One case each.', list(list(anything)))),
} as const;
/** A case for each row. */
export type Table = RecordOf<typeof TABLE>;

const table = described('A case for each row of a table.', record(TABLE, { what: 'a table' }));

/** A case as it is written: with a table it stands for several. */
export const writtenCase: Shape<WrittenCase> = mapped(
  record({ ...CASE, table }, { what: 'a case' }),
  (found, where) => ({
    ...found,
    where,
  }),
);
/** `where` is the case's own place. */
export type WrittenCase = CaseSection & { readonly table?: Table; readonly where: At };

/** The shape of a test file; also the source of its JSON Schema. */
export const testShape = record(
  {
    $schema: text,
    formula: described(
      'The formula that is tested: a path relative to this file, the formula itself, or where in a file it stands.',
      formulaRef,
    ),
    defaults: described(
      'What holds for every case.',
      record({ state: stateShape }, { what: 'the defaults' }),
    ),
    cases: required(described('The cases.', list(writtenCase))),
  },
  { what: 'a test file' },
);
