// Pools that come and go with a job or a job schedule. Their ids are the user's prefix and a GUID (U-35).
// Source: REST AutoPoolSpecification, JobSchedulingError.

import { drawAt } from '../../runtime/index.ts';
import type { SchedulingError } from '../journal.ts';
import type { AutoPoolSpecification } from '../model/job.ts';
import type { Account, Pool } from './account.ts';
import { addPool, deletePool } from './pools.ts';
import { isRefusal, type Refusal } from './refusals.ts';

/** Makes a pool as a job asks for it, or says why there is none. */
export function createAutoPool(
  account: Account,
  { autoPoolIdPrefix, pool: spec }: AutoPoolSpecification,
): Pool | SchedulingError {
  const pool = addPool(account, { ...spec, id: `${autoPoolIdPrefix}${guid(account)}` }, true);
  return isRefusal(pool) ? schedulingError(pool) : pool;
}

/** A GUID in capitals: a pure function of the seed and the number of pools there ever were. */
function guid({ settings, pools }: Account): string {
  const words = [0, 1, 2, 3].map((word) =>
    Math.floor(drawAt(settings.seed, 'ids of auto pools', pools.length * 4 + word) * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  );
  const digits = words.join('').toUpperCase();
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digits.slice(from, to))
    .join('-');
}

/** Azure's codes of job scheduling errors, by what the pool was refused with. */
const ERRORS: Readonly<Record<string, string>> = {
  PoolQuotaReached: 'AutoPoolCreationFailedWithQuotaReached',
  InvalidApplicationPackageReferences: 'InvalidApplicationPackageReferencesInAutoPool',
  AutoScalingFormulaSyntaxError: 'InvalidAutoScaleFormulaInAutoPool',
  AutoScaleFormulaTooLong: 'InvalidAutoScaleFormulaInAutoPool',
  InvalidAutoScalingSettings: 'InvalidAutoScaleFormulaInAutoPool',
};

const schedulingError = ({ code, message }: Refusal): SchedulingError => ({
  category: 'UserError',
  code: ERRORS[code] ?? 'Unknown',
  message,
});

/** The pool's job or schedule is over. A user may have deleted it already. */
export function dropAutoPool(account: Account, index: number): void {
  const pool = account.pools[index]!;
  if (account.poolIds.get(pool.spec.id.toLowerCase()) === pool) deletePool(account, pool);
}
