// Random tasks of every kind the service knows: several slots, several nodes, tasks that wait for others, attempts
// that end in every way, exit conditions.

import fc from 'fast-check';

const seconds = (least: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((value) => `PT${value}S`);

/** How long something takes: nothing, a while, or a draw. */
export const delay = fc.oneof(
  fc.constant('PT0S'),
  seconds(1, 200),
  fc.integer({ min: 5, max: 200 }).map((mean) => ({ exponential: { mean: `PT${mean}S` } })),
);

const ending = fc.constantFrom(
  {},
  { uses: { cores: 1.3, memoryBytes: 1e9, diskReadOps: 0.7 } },
  { exitCode: 1, failureProbability: 0.3, uses: { cores: 3 } },
  { exitCode: 1, failureProbability: 1 },
  { exitCode: 7, failures: 1 },
  { cannotStart: 'BlobNotFound', download: { bytes: 6e8, files: 3 } },
  { cannotUpload: 'FileUploadAccessDenied', upload: 1e9 },
  { download: 3e9, upload: { bytes: 1e9, files: 100 } },
);

const exitConditions = fc.constantFrom(
  {},
  { exitConditions: { default: { dependencyAction: 'satisfy' } } },
  {
    exitConditions: {
      exitCodes: [{ code: 0, exitOptions: { dependencyAction: 'block' } }],
      exitCodeRanges: [{ start: 1, end: 7, exitOptions: { dependencyAction: 'satisfy' } }],
      preProcessingError: { dependencyAction: 'satisfy' },
    },
  },
);

/** Slots of one node, or several nodes; the coordination command beside it. */
const extent = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }).map((requiredSlots) => [{ requiredSlots }, {}]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 0, 0, 9), seconds(0, 30))
      .map(([numberOfInstances, exitCode, duration]) => [
        { multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'prepare' } },
        { coordination: { duration, exitCode } },
      ]),
  },
);

const DEPENDENCIES = [
  { taskIds: ['A-1'] },
  { taskIds: ['a-2', 'a-1'], taskIdRanges: [{ start: 1, end: 2 }] },
  { taskIdRanges: [{ start: 1, end: 3 }] },
  { taskIdRanges: [{ start: 2, end: 2_000_000_000 }] },
  { taskIds: ['nobody'] },
];

/** A task of a job that uses dependencies; only one that comes last waits for others. */
const task = (id: string, options: { readonly count: number; readonly isLast?: boolean }) =>
  fc
    .record({
      extent,
      constraints: fc.record({
        maxTaskRetryCount: fc.nat(3),
        maxWallClockTime: fc.constantFrom('PT2M', 'PT1H'),
        retentionTime: fc.constantFrom('PT1M', 'PT1H'),
      }),
      behaviour: fc.record({
        duration: delay,
        ...(options.count === 1 ? {} : { count: fc.integer({ min: 1, max: options.count }) }),
      }),
      ending,
      exitConditions,
      dependsOn: fc.constantFrom(...DEPENDENCIES),
      after: seconds(0, 3000),
    })
    .map(({ extent: [said, coordination], ending: how, exitConditions: exits, dependsOn, ...rest }) => ({
      id,
      commandLine: 'work',
      ...rest,
      ...said,
      ...exits,
      ...(options.isLast === true ? { dependsOn } : {}),
      behaviour: { ...rest.behaviour, ...how, ...coordination },
    }));

/** The tasks of a job, with ids that are names and ids that are numbers. */
export const tasks = fc.tuple(
  task('a', { count: 12 }),
  task('b', { count: 12 }),
  task('1', { count: 1 }),
  task('02', { count: 1 }),
  task('3', { count: 1 }),
  task('c', { count: 3, isLast: true }),
);
