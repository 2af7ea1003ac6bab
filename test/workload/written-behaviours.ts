// How random tasks behave: how long they take, how they end, and what they use.

import fc from 'fast-check';
import { FILE_UPLOAD_ERRORS, PRE_PROCESSING_ERRORS } from '../../simulator/model/task.ts';
import { type Behaviour, SUCCEEDS, type TimedBehaviour } from '../../simulator/world/behaviour.ts';
import type { Delay } from '../../simulator/world/delay.ts';
import { duration, some } from './written-parts.ts';

const delay: fc.Arbitrary<Delay> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), value: duration }),
  fc.record({ kind: fc.constant('exponential' as const), mean: duration }),
  fc.record({
    kind: fc.constant('uniform' as const),
    from: fc.nat(1000),
    to: fc.integer({ min: 1000, max: 5000 }),
  }),
  fc.record({ kind: fc.constant('weibull' as const), shape: fc.constant(1.5), scale: duration }),
  some(
    {
      kind: fc.constant('lognormal' as const),
      median: fc.integer({ min: 1, max: 1e6 }),
      sigma: fc.constant(0.4),
      least: fc.nat(1000),
    },
    ['kind', 'median', 'sigma'],
  ),
  fc.record({
    kind: fc.constant('empirical' as const),
    values: fc.array(duration, { minLength: 1, maxLength: 3 }),
  }),
);
const exitCode = fc.integer({ min: 1, max: 255 });
const ending = fc.oneof(
  fc.record({ kind: fc.constant('succeeds' as const) }),
  fc.record({ kind: fc.constant('fails' as const), exitCode }),
  fc.record({
    kind: fc.constant('fails-first' as const),
    attempts: fc.integer({ min: 1, max: 3 }),
    exitCode,
  }),
  fc.record({
    kind: fc.constant('fails-sometimes' as const),
    probability: fc.double({ min: 0.1, max: 1, noNaN: true }),
    exitCode,
  }),
  fc.record({ kind: fc.constant('cannot-start' as const), code: fc.constantFrom(...PRE_PROCESSING_ERRORS) }),
  fc.record({ kind: fc.constant('cannot-upload' as const), code: fc.constantFrom(...FILE_UPLOAD_ERRORS) }),
);
const figure = fc.double({ min: 0, max: 1e12, noNaN: true });
const transfer = fc.record({ bytes: figure, files: fc.nat(1000) });

/** How tasks behave, with every key now and then. */
export const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constant(SUCCEEDS),
  some<Behaviour, 'ending'>(
    {
      ending,
      download: transfer,
      upload: transfer,
      coordination: fc.record({ duration, exitCode: fc.nat(255) }),
      uses: some(
        {
          cores: figure,
          memoryBytes: figure,
          diskBytes: figure,
          diskReadBytes: figure,
          diskWriteBytes: figure,
          diskReadOps: figure,
          diskWriteOps: figure,
          networkInBytes: figure,
          networkOutBytes: figure,
        },
        [],
      ),
      waitsForTasks: fc.constant(undefined) as never,
    },
    ['ending'],
  ).map(({ waitsForTasks: _, ...found }) => found),
);
export const timed: fc.Arbitrary<TimedBehaviour> = fc.record({ duration: delay, behaviour });
export const managed = timed.map(
  (found): TimedBehaviour => ({ ...found, behaviour: { ...found.behaviour, waitsForTasks: true } }),
);
