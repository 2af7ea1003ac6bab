// The pool of a formula that stands in a file of somebody else: what that file says of it, as the pool's own JSON
// would say it.

import type { PoolContext } from '../compiler/index.ts';
import { printDuration } from '../runtime/index.ts';

/** What is known of the pool, under the keys of its JSON; what is not known is not there. */
export const poolAround = ({
  vmSize,
  taskSlotsPerNode,
  autoScaleEvaluationInterval: interval,
  nodeFillType,
  enableInterNodeCommunication,
}: PoolContext) => ({
  ...(vmSize !== undefined && { vmSize }),
  ...(taskSlotsPerNode !== undefined && { taskSlotsPerNode }),
  ...(interval !== undefined && { autoScaleEvaluationInterval: printDuration(interval) }),
  ...(nodeFillType !== undefined && { taskSchedulingPolicy: { nodeFillType } }),
  ...(enableInterNodeCommunication !== undefined && { enableInterNodeCommunication }),
});
