// Why tasks fail: Azure's failure information, made from the few facts there are.
// Source: REST TaskFailureInformation; docs "error handling".

import type { FailureInfo } from '../model/task.ts';

/** Exit code that Linux shows for a forced kill (U-23). */
export const KILLED = -9;

/** A non-zero exit code, retries spent. */
export const exitFailure = (): FailureInfo => ({
  category: 'usererror',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
});

/** Ended by a limit (`servererror`) or by a user, a job's end or a node operation (`usererror`); U-23, U-24. */
export const taskEndedFailure = (category: FailureInfo['category']): FailureInfo => ({
  category,
  code: 'TaskEnded',
  message: 'The task was ended by the service or by a user',
});

/** Codes of pre-processing and upload errors that are the service's fault; all others are the user's. */
const SERVER_CODES: ReadonlySet<string> = new Set([
  'BlobDownloadTimedOut', 'ResourceDirectoryCreateFailed', 'ResourceFileCreateFailed', 'ResourceFileWriteFailed',
  'FileUploadMiscError', 'Unknown',
]); // biome-ignore format: a list

/** A failure with one of Azure's codes. */
export const failureOf = (code: string): FailureInfo => ({
  category: SERVER_CODES.has(code) ? 'servererror' : 'usererror',
  code,
  message: `The task could not be carried out: ${code}`,
});
