// Why a task cannot be carried out: Azure's failure information from Azure's code.
// Source: REST TaskFailureInformation; docs "error handling".

import type { FailureInfo } from './task.ts';

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
