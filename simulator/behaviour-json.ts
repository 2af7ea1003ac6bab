// How tasks behave, as people write it and as files carry it: read and printed here, for ordinary tasks and for
// special ones. What the keys mean stands in `world/behaviour.ts`.

import { printDuration } from '../runtime/index.ts';
import { delay, delayJson } from './delays.ts';
import { scenarioDiagnostics as complaints } from './diagnostics.ts';
import { FILE_UPLOAD_ERRORS, PRE_PROCESSING_ERRORS } from './model/task.ts';
import { described, type Fields, type RecordOf, record, required } from './record.ts';
import {
  type At,
  below,
  byKind,
  choice,
  complain,
  duration,
  flag,
  mapped,
  number,
  type Shape,
  spanAt,
} from './schema.ts';
import {
  type Behaviour,
  type Ending,
  type ResourceUse,
  SUCCEEDS,
  type TimedBehaviour,
  type Transfer,
} from './world/behaviour.ts';
import { NO_DELAY } from './world/delay.ts';

const exitCode = number({ least: -2147483648, most: 2147483647, whole: true });
const bytes = number({ least: 0 });

const TRANSFER = { bytes: required(bytes), files: number({ least: 0, whole: true }) } as const;
const transfer = byKind<Transfer>({
  number: mapped(bytes, (size) => ({ bytes: size, files: 1 })),
  mapping: mapped(record(TRANSFER, { what: 'a transfer of files' }), ({ bytes: size, files = 1 }) => ({
    bytes: size,
    files,
  })),
});

const USES = {
  cores: described('Cores kept busy.', bytes),
  memoryBytes: described('Memory taken.', bytes),
  diskBytes: described('Disk space taken.', bytes),
  diskReadBytes: described('Bytes a second.', bytes),
  diskWriteBytes: described('Bytes a second.', bytes),
  diskReadOps: described('Operations a second.', bytes),
  diskWriteOps: described('Operations a second.', bytes),
  networkInBytes: described('Bytes a second.', bytes),
  networkOutBytes: described('Bytes a second.', bytes),
} as const satisfies { readonly [Key in keyof ResourceUse]-?: Shape<number> };

const COORDINATION = { duration, exitCode } as const;

/** What tasks have in common besides their durations. */
export const BEHAVIOUR_FIELDS = {
  exitCode: described(
    'The exit code of attempts that fail; of every attempt, unless the next two keys are used.',
    exitCode,
  ),
  failures: described('How many first attempts fail.', number({ least: 0, whole: true })),
  failureProbability: described('How likely each attempt fails.', number({ least: 0, most: 1 })),
  cannotStart: described(
    'The code of a pre-processing error: the files or the launch fail and nothing runs.',
    choice(PRE_PROCESSING_ERRORS),
  ),
  cannotUpload: described(
    'The code of an upload error: the command succeeds and its output files do not arrive.',
    choice(FILE_UPLOAD_ERRORS),
  ),
  download: described('The files fetched first: their bytes, or bytes and number of files.', transfer),
  upload: described('The files brought away after the command.', transfer),
  coordination: described(
    'The coordination command of a multi-instance task.',
    mapped(record(COORDINATION, { what: 'a coordination command' }), (found) => ({
      duration: found.duration ?? 0,
      exitCode: found.exitCode ?? 0,
    })),
  ),
  uses: described('What it takes of its node while it runs.', record(USES, { what: 'the use of a node' })),
} as const;

/** What tasks that are made have in common besides how long they take and how they end. */
export type Doings = Omit<Behaviour, 'ending' | 'waitsForTasks'>;

const { download, upload, coordination, uses } = BEHAVIOUR_FIELDS;
/** What tasks that are made do besides taking time: move files, use their node. */
export const doings: Shape<Doings> = record(
  { download, upload, coordination, uses },
  { what: 'a behaviour' },
);

type BehaviourFound = RecordOf<typeof BEHAVIOUR_FIELDS>;

/** Ways in which attempts end that exclude each other, and what they do not go with. */
const EXCLUSIVE = ['failures', 'failureProbability', 'cannotStart', 'cannotUpload'] as const;

/** The mapping as it was found, unless it names two ways of ending at once. */
export function oneEnding<Found extends BehaviourFound>(found: Found, at: At): Found | undefined {
  const [first, second] = EXCLUSIVE.filter((key) => found[key] !== undefined);
  const other =
    second ?? (first?.startsWith('cannot') === true && found.exitCode !== undefined ? 'exitCode' : undefined);
  if (first === undefined || other === undefined) return found;
  const hint = 'an attempt ends in one way: keep one of the two';
  return complain(at, () =>
    complaints.conflict(spanAt(below(at, other), 'key'), { key: other, other: `\`${first}\``, hint }),
  );
}

/** How attempts end, from what was written. */
export function endingOf(found: BehaviourFound): Ending {
  const code = found.exitCode ?? 1;
  if (found.cannotStart !== undefined) return { kind: 'cannot-start', code: found.cannotStart };
  if (found.cannotUpload !== undefined) return { kind: 'cannot-upload', code: found.cannotUpload };
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

const BEHAVIOUR_KEYS = [
  ...(Object.keys(BEHAVIOUR_FIELDS) as readonly (keyof BehaviourFound)[]),
  'waitsForTasks',
] as const;

/** The behaviour that was written. */
export function behaviourOf(found: BehaviourFound & { readonly waitsForTasks?: boolean }): Behaviour {
  // Nearly all tasks say how long they take and no more, and there may be a million of them.
  if (BEHAVIOUR_KEYS.every((key) => found[key] === undefined)) return SUCCEEDS;
  const { download, upload, coordination, uses, waitsForTasks } = found;
  const behaviour = {
    ending: endingOf(found),
    ...(download === undefined ? {} : { download }),
    ...(upload === undefined ? {} : { upload }),
    ...(coordination === undefined ? {} : { coordination }),
    ...(uses === undefined ? {} : { uses }),
    ...(waitsForTasks === true ? { waitsForTasks } : {}),
  };
  return behaviour.ending.kind === 'succeeds' && Object.keys(behaviour).length === 1 ? SUCCEEDS : behaviour;
}

/** A behaviour without a duration, as a row of a file. */
export const behaviourRow: Shape<Behaviour> = mapped(
  mapped(record(BEHAVIOUR_FIELDS, { what: 'an ending' }), oneEnding),
  behaviourOf,
);

const timed = <Extra extends Fields>(more: Extra): Shape<TimedBehaviour> => ({
  ...mapped(
    mapped(
      record(
        {
          duration: described('How long each attempt takes; no time unless set.', delay),
          ...BEHAVIOUR_FIELDS,
          ...more,
        },
        { what: 'a behaviour' },
      ) as Shape<BehaviourFound & { readonly duration?: TimedBehaviour['duration'] }>,
      oneEnding,
    ),
    (found) => ({ duration: found.duration ?? NO_DELAY, behaviour: behaviourOf(found) }),
  ),
  expected: 'a mapping such as { duration: PT1M }',
});

/** How a start, preparation or release task behaves. */
export const specialBehaviour = timed({});

/** How a job manager task behaves. */
export const jobManagerBehaviour = timed({
  waitsForTasks: described('Whether it ends only once all other tasks of its job are completed.', flag),
});

/** How attempts end, in the keys of a behaviour. */
function endingJson(ending: Ending): Readonly<Record<string, unknown>> {
  switch (ending.kind) {
    case 'succeeds':
      return {};
    case 'fails':
      return { exitCode: ending.exitCode };
    case 'fails-first':
      return { failures: ending.attempts, exitCode: ending.exitCode };
    case 'fails-sometimes':
      return { failureProbability: ending.probability, exitCode: ending.exitCode };
    case 'cannot-start':
      return { cannotStart: ending.code };
    case 'cannot-upload':
      return { cannotUpload: ending.code };
  }
}

/** The behaviour in the keys that read back as the same. */
export function behaviourJson({
  ending,
  coordination,
  ...others
}: Behaviour): Readonly<Record<string, unknown>> {
  return {
    ...endingJson(ending),
    ...(coordination === undefined
      ? {}
      : {
          coordination: { duration: printDuration(coordination.duration), exitCode: coordination.exitCode },
        }),
    ...others,
  };
}

/** The behaviour with its duration. */
export const timedBehaviourJson = ({
  duration: long,
  behaviour,
}: TimedBehaviour): Readonly<Record<string, unknown>> => ({
  duration: delayJson(long),
  ...behaviourJson(behaviour),
});
