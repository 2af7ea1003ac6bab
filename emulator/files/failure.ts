// What can go wrong with a task's files, as Azure's failure information: a code, a sentence, and the details.
// Source: REST TaskFailureInformation; the codes of docs "error handling".

import { type FailureInfo, failureOf } from '../../simulator/index.ts';

/** A failure with Azure's code, a sentence of what happened, and named details such as the file and its address. */
export function fileFailure(
  code: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
): FailureInfo {
  return {
    ...failureOf(code),
    message,
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
}

/** The code of a system error such as ENOSPC; '' when it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** What a system error means when a file or folder of a task could not be made or written. */
export function writeFailure(error: unknown, what: 'folder' | 'file' | 'content', file: string): FailureInfo {
  const name = codeOf(error);
  const codes = {
    folder: 'ResourceDirectoryCreateFailed',
    file: 'ResourceFileCreateFailed',
    content: 'ResourceFileWriteFailed',
  } as const;
  const isFull = name === 'ENOSPC' || name === 'EDQUOT';
  return fileFailure(
    isFull ? 'DiskFull' : codes[what],
    `The ${what === 'folder' ? 'folder' : 'file'} ${file} cannot be written: ${name || String(error)}`,
    { FilePath: file },
  );
}

/** An address without its query: a signature in it is a secret. */
export function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
