// Azure's failures for folders that cannot be made or written, and for a disk that is full.

import { type FailureInfo, failureOf } from '../simulator/index.ts';

/** The node's folder holds more than it may. */
export const fullDisk = (nodeId: string): FailureInfo => ({
  ...failureOf('DiskFull'),
  message: `The disk of the node ${nodeId} is full: its folder holds more than the run allows`,
});

/** Why the system does not let a folder be made or written. */
export function folderFailure(error: unknown, folder: string): FailureInfo {
  const name = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = name === 'ENOSPC' || name === 'EDQUOT' ? 'DiskFull' : 'ResourceDirectoryCreateFailed';
  return { ...failureOf(code), message: `The folder ${folder} cannot be written: ${name || String(error)}` };
}
