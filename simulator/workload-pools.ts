// The pools of a scenario seen from its workload: which it asks for, and which it brings along, as auto pools or by
// operations of users.

import { scenarioDiagnostics as complaints } from './diagnostics.ts';
import type { PoolInfo } from './model/job.ts';
import type { PoolSpec } from './model/pool.ts';
import { poolInfo } from './model/wire.ts';
import { tellUnknownSize } from './pool-section.ts';
import { type At, complain } from './schema.ts';
import { findSize, type NodeSize } from './sizes.ts';
import type { WorkloadSource } from './workload/source.ts';

/** Says which pools are asked for that nobody brings, and whose sizes nobody knows. */
export function checkWorkloadPools(
  workload: readonly WorkloadSource[],
  pools: readonly PoolSpec[],
  { sizes, at }: { readonly sizes: readonly NodeSize[]; readonly at: At },
): void {
  const brought = workload.flatMap(poolsBroughtBy);
  const known = [...pools, ...brought].map(({ id }) => id).filter((id) => id !== '');
  const told = new Set<string>();
  const isNew = (word: string): boolean => {
    const key = word.toLowerCase();
    return !told.has(key) && told.add(key).has(key);
  };
  for (const part of workload) {
    const { span } = part.origin;
    for (const { poolId } of askedBy(part)) {
      if (poolId === undefined || poolId === '') continue;
      const isKnown = known.some((id) => id.toLowerCase() === poolId.toLowerCase());
      if (isKnown || known.length === 0 || !isNew(poolId)) continue;
      complain(at, () => complaints['unknown-pool'](span, { pool: poolId, known: known.join(', ') }));
    }
    for (const { vmSize } of poolsBroughtBy(part))
      if (findSize(vmSize, sizes) === undefined && isNew(`size ${vmSize}`))
        tellUnknownSize(vmSize, { sizes, at, span });
  }
}

/** Where the jobs run that a part of the workload makes. */
function askedBy(part: WorkloadSource): readonly PoolInfo[] {
  if (part.kind !== 'written') {
    const { job } = part.kind === 'trace' ? part.trace : part.generate;
    return job?.poolInfo === undefined ? [] : [poolInfo(job.poolInfo, '')];
  }
  const { jobs, schedules = [], operations = [] } = part;
  return [
    ...jobs.map(({ spec }) => spec.poolInfo),
    ...schedules.map(({ spec }) => spec.jobSpecification.poolInfo),
    ...operations.flatMap(({ operation: { name, given } }) => {
      if (name === 'addJob') return [given.job.spec.poolInfo];
      return name === 'addJobSchedule' ? [given.schedule.jobSpecification.poolInfo] : [];
    }),
  ];
}

/** The pools that a part of the workload brings with it: those of jobs, and those that users add. */
export function poolsBroughtBy(part: WorkloadSource): readonly PoolSpec[] {
  const auto = askedBy(part).flatMap(({ autoPoolSpecification }) =>
    autoPoolSpecification === undefined ? [] : [autoPoolSpecification.pool],
  );
  const { operations = [] } = part.kind === 'written' ? part : {};
  const added = operations.flatMap(({ operation: { name, given } }) =>
    name === 'addPool' ? [given.pool] : [],
  );
  return [...auto, ...added];
}
