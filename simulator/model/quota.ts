// What an account allows. Source: management REST BatchAccount; docs "Batch quotas and limits".

/** Cores, pools and jobs that an account may have; `Infinity` where nothing is said. Cores count creating nodes too. */
export interface AccountQuotas {
  /** Dedicated cores of all pools together. */
  readonly dedicatedCoreQuota: number;
  /** Low-priority cores of all pools together; they have no split by family. */
  readonly lowPriorityCoreQuota: number;
  /** Dedicated cores by family of sizes; a family that is not listed has no limit but the total. */
  readonly dedicatedCoreQuotaPerVMFamily: readonly VMFamilyCoreQuota[];
  /** Whether the split applies besides the total. */
  readonly dedicatedCoreQuotaPerVMFamilyEnforced: boolean;
  readonly poolQuota: number;
  /** Active jobs and active job schedules together; completed ones are free. */
  readonly activeJobAndJobScheduleQuota: number;
}

/** The name is that of `familyOf`, compared without regard to case. */
export interface VMFamilyCoreQuota {
  readonly name: string;
  readonly coreQuota: number;
}

/** No limits at all. */
export const NO_QUOTAS: AccountQuotas = {
  dedicatedCoreQuota: Number.POSITIVE_INFINITY,
  lowPriorityCoreQuota: Number.POSITIVE_INFINITY,
  dedicatedCoreQuotaPerVMFamily: [],
  dedicatedCoreQuotaPerVMFamilyEnforced: false,
  poolQuota: Number.POSITIVE_INFINITY,
  activeJobAndJobScheduleQuota: Number.POSITIVE_INFINITY,
};
