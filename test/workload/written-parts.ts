// Pieces that random resources are made of: files, users, settings, limits, and records whose keys may be missing.

import fc from 'fast-check';

/** A record whose keys may be missing, except those named. */
export const some = <Value, Key extends keyof Value>(
  fields: { [Name in keyof Value]-?: fc.Arbitrary<NonNullable<Value[Name]>> },
  requiredKeys: readonly Key[],
) => fc.record(fields as never, { requiredKeys: requiredKeys as never }) as unknown as fc.Arbitrary<Value>;

export const word = fc.string({ minLength: 1, maxLength: 12 });
export const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
export const duration = fc.integer({ min: 0, max: 1e9 });
export const many = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 1, maxLength: 3 });

export const resourceFiles = many(
  fc.oneof(
    some(
      {
        httpUrl: word,
        filePath: fc.constant('data/a.bin'),
        fileMode: fc.constant('0770'),
        identityReference: fc.constant({ resourceId: 'r' }),
      },
      ['httpUrl', 'filePath'],
    ),
    some({ storageContainerUrl: word, blobPrefix: word }, ['storageContainerUrl']),
    some({ autoStorageContainerName: word, filePath: fc.constant('a/../b') }, ['autoStorageContainerName']),
  ),
);
const userIdentity = fc.oneof(
  some({ username: word }, ['username']),
  some(
    {
      autoUser: some(
        {
          scope: fc.constantFrom('task' as const, 'pool' as const),
          elevationLevel: fc.constantFrom('admin' as const, 'nonadmin' as const),
        },
        [],
      ),
    },
    ['autoUser'],
  ),
);
export const environmentSettings = many(fc.record({ name: word, value: fc.string() }));
export const metadata = many(fc.record({ name: word, value: fc.string() }));
const containerSettings = some(
  {
    imageName: word,
    containerRunOptions: word,
    workingDirectory: fc.constantFrom('taskWorkingDirectory' as const, 'containerImageDefault' as const),
    registry: fc.constant({ username: 'u' }),
    containerHostBatchBindMounts: fc.constant([{ source: 'Task' }]),
  },
  ['imageName'],
);
export const applicationPackageReferences = many(
  some({ applicationId: word, version: word }, ['applicationId']),
);
export const special = { environmentSettings, resourceFiles, userIdentity, containerSettings };
export const constraints = some(
  { maxTaskRetryCount: fc.integer({ min: -1, max: 9 }), maxWallClockTime: duration, retentionTime: duration },
  [],
);
export const exitOptions = some(
  {
    jobAction: fc.constantFrom('none' as const, 'disable' as const, 'terminate' as const),
    dependencyAction: fc.constantFrom('satisfy' as const, 'block' as const),
  },
  [],
);

export const runnable = {
  commandLine: word,
  displayName: word,
  requiredSlots: fc.integer({ min: 1, max: 4 }),
  constraints,
  ...special,
  outputFiles: many(
    fc.record({
      filePattern: word,
      destination: fc.record({
        container: some({ containerUrl: word, path: word, uploadHeaders: fc.constant([{ name: 'n' }]) }, [
          'containerUrl',
        ]),
      }),
      uploadOptions: fc.record({
        uploadCondition: fc.constantFrom(
          'tasksuccess' as const,
          'taskfailure' as const,
          'taskcompletion' as const,
        ),
      }),
    }),
  ),
  applicationPackageReferences,
  authenticationTokenSettings: fc.constant({ access: ['job'] as const }),
};
