// Azure's failure for a task that finds, or makes, the disk of its node full.

import { type FailureInfo, failureOf } from '../simulator/index.ts';

/** The node's folder holds more than it may. */
export const fullDisk = (nodeId: string): FailureInfo => ({
  ...failureOf('DiskFull'),
  message: `The disk of the node ${nodeId} is full: its folder holds more than the run allows`,
});
