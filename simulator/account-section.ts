// The account of a scenario: quotas as Azure's management API and `az batch account show` name them.

import { type AccountQuotas, NO_QUOTAS } from './model/quota.ts';
import { described, type RecordOf, record, required } from './record.ts';
import { flag, list, mapped, number, type Shape, text } from './schema.ts';

const quota = number({ least: 0, whole: true });
const perFamily = list(
  record({ name: required(text), coreQuota: required(quota) }, { what: 'the core quota of a family' }),
);

/** What `az batch account show` prints besides. */
const SILENT = [
  'accountEndpoint', 'allowedAuthenticationModes', 'autoStorage', 'encryption', 'id', 'identity', 'keyVaultReference',
  'location', 'name', 'networkProfile', 'nodeManagementEndpoint', 'poolAllocationMode', 'privateEndpointConnections',
  'provisioningState', 'publicNetworkAccess', 'resourceGroup', 'tags', 'type',
]; // biome-ignore format: a list

const ACCOUNT = {
  dedicatedCoreQuota: described('Dedicated cores of all pools together.', quota),
  lowPriorityCoreQuota: described('Low-priority cores of all pools together.', quota),
  dedicatedCoreQuotaPerVMFamily: described(
    'Dedicated cores by family, such as standardDSv5Family.',
    perFamily,
  ),
  dedicatedCoreQuotaPerVMFamilyEnforced: described('Whether the quotas by family apply too.', flag),
  // The spelling of the command line.
  dedicatedCoreQuotaPerVmFamily: perFamily,
  dedicatedCoreQuotaPerVmFamilyEnforced: flag,
  poolQuota: described('How many pools there may be.', quota),
  activeJobAndJobScheduleQuota: described('How many active jobs and job schedules there may be.', quota),
} as const;

/** The quotas; what is left out has no limit. Quotas by family are enforced when they are all that is said of them. */
export const accountSection: Shape<AccountQuotas> = mapped(
  record(ACCOUNT, { what: 'an account', silent: SILENT }),
  (found: RecordOf<typeof ACCOUNT>): AccountQuotas => {
    const { dedicatedCoreQuotaPerVmFamily, dedicatedCoreQuotaPerVmFamilyEnforced, ...rest } = found;
    const families = rest.dedicatedCoreQuotaPerVMFamily ?? dedicatedCoreQuotaPerVmFamily;
    return {
      ...NO_QUOTAS,
      ...rest,
      dedicatedCoreQuotaPerVMFamily: families ?? [],
      dedicatedCoreQuotaPerVMFamilyEnforced:
        rest.dedicatedCoreQuotaPerVMFamilyEnforced ??
        dedicatedCoreQuotaPerVmFamilyEnforced ??
        families !== undefined,
    };
  },
);
