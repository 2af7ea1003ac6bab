// What Azure's JSON of pools, jobs and tasks shares: figures and durations of any value, because what the service
// refuses is said by the faults of the resource and not by its reader; files, environments, users, containers.

import { type Duration, printDuration } from '../../runtime/index.ts';
import { described, type RecordOf, record, required } from '../record.ts';
import {
  anything, choice, identifier, isoDuration, type JsonSchema, list, mapped, number, type Shape, text,
} from '../schema.ts'; // biome-ignore format: one list
import type { JobConstraints } from './job.ts';
import { type TaskConstraints, UPLOAD_CONDITIONS } from './task.ts';

/** The shape with what its JSON Schema says of the values that the service accepts; it reads others too. */
export function accepting<Value>(shape: Shape<Value>, limits: JsonSchema): Shape<Value> {
  return { ...shape, schema: { ...shape.schema, ...limits } };
}

/** A whole number, of which the service accepts those within the limits. */
export const whole = (least?: number, most?: number): Shape<number> =>
  accepting(number({ whole: true }), {
    ...(least === undefined ? {} : { minimum: least }),
    ...(most === undefined ? {} : { maximum: most }),
  });

/** Any text, of which the service accepts ids. */
export const id: Shape<string> = {
  ...accepting(text, identifier.schema),
  expected: identifier.expected,
};

/** From here on a duration means no limit: clients print the longest one of .NET. */
const UNLIMITED: Duration = 922_337_203_685_477;

/** How long something may take; left out when that is without limit. */
export const limit: Shape<Duration> = mapped(isoDuration, (found) =>
  found >= UNLIMITED ? undefined : found,
);

export const retries = described(
  'How often it is tried again after a non-zero exit code; -1 is for ever.',
  whole(-1),
);

/** A list that says nothing when it is empty, as clients send many. */
export const some = <Item>(item: Shape<Item>): Shape<readonly Item[]> =>
  mapped(list(item), (found) => (found.length === 0 ? undefined : found));

export const environmentSettings = some(
  mapped(record({ name: required(text), value: text }, { what: 'an environment setting' }), (found) => ({
    name: found.name,
    value: found.value ?? '',
  })),
);

export const metadata = some(
  record({ name: required(text), value: required(text) }, { what: 'an item of metadata' }),
);

export const resourceFiles = some(
  record(
    {
      httpUrl: text,
      storageContainerUrl: text,
      autoStorageContainerName: text,
      blobPrefix: text,
      filePath: described('Where it goes, relative to the working directory.', text),
      fileMode: text,
      identityReference: anything,
    },
    { what: 'a resource file' },
  ),
);

const container = record(
  { containerUrl: required(text), path: text, identityReference: anything, uploadHeaders: list(anything) },
  { what: 'a container for output files' },
);
const uploadOptions = mapped(
  record({ uploadCondition: choice(UPLOAD_CONDITIONS) }, { what: 'upload options' }),
  ({ uploadCondition = 'taskcompletion' }) => ({ uploadCondition }),
);

export const outputFiles = some(
  mapped(
    record(
      {
        filePattern: required(text),
        destination: required(
          record({ container: required(container) }, { what: 'the destination of an output file' }),
        ),
        uploadOptions,
      },
      { what: 'an output file' },
    ),
    ({ filePattern, destination, uploadOptions: options }) => ({
      filePattern,
      destination,
      uploadOptions: options ?? { uploadCondition: 'taskcompletion' as const },
    }),
  ),
);

export const applicationPackageReferences = some(
  record({ applicationId: required(text), version: text }, { what: 'a reference to an application package' }),
);

const autoUser = record(
  { scope: choice(['task', 'pool']), elevationLevel: choice(['nonadmin', 'admin']) },
  { what: 'an auto user' },
);
/** `userName` is the spelling of older clients. */
export const userIdentity = mapped(
  record({ username: text, userName: text, autoUser }, { what: 'a user identity' }),
  ({ userName, username = userName, autoUser: made }) => ({
    ...(username === undefined ? {} : { username }),
    ...(made === undefined ? {} : { autoUser: made }),
  }),
);

export const containerSettings = record(
  {
    imageName: required(text),
    containerRunOptions: text,
    workingDirectory: choice(['taskWorkingDirectory', 'containerImageDefault']),
    registry: anything,
    containerHostBatchBindMounts: list(anything),
  },
  { what: 'the settings of a container' },
);

const CONSTRAINTS = { maxWallClockTime: limit, maxTaskRetryCount: retries, retentionTime: limit } as const;
export type ConstraintsJson = RecordOf<typeof CONSTRAINTS>;
export const constraints = record(CONSTRAINTS, { what: 'constraints of a task' });

/** Constraints as Azure's JSON; undefined when they say nothing. */
export function constraintsJson(
  found: TaskConstraints & Partial<JobConstraints>,
): Readonly<Record<string, unknown>> | undefined {
  const { maxWallClockTime, maxTaskRetryCount, retentionTime } = found;
  return unlessEmpty({
    ...durations({ maxWallClockTime }),
    ...(maxTaskRetryCount === undefined ? {} : { maxTaskRetryCount }),
    ...durations({ retentionTime }),
  });
}

/** The durations that are there, as text. */
export function durations(
  found: Readonly<Record<string, Duration | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, printDuration(value)] as const],
    ),
  );
}

/** The JSON without what is absent and what is as usual anyway. */
export function without(
  json: Readonly<Record<string, unknown>>,
  usual: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(json).filter(([key, value]) => value !== undefined && value !== usual[key]),
  );
}

/** The mapping, or undefined when it is empty. */
export const unlessEmpty = <Found extends object>(found: Found): Found | undefined =>
  Object.keys(found).length === 0 ? undefined : found;
