// Properties draw from one seed, so that a run of the tests says the same about the same code. `SEED=random` or
// a number explores; together with `RUNS` that is the long run of the bench.

import fc from 'fast-check';

const wanted = process.env.SEED ?? '20250303';
const seed = wanted === 'random' ? undefined : Number(wanted);

fc.configureGlobal(seed === undefined ? {} : { seed });
