// The output files of a task, after its process: those whose condition the outcome meets go to their containers. What
// was done is written into fileuploadout.txt and fileuploaderr.txt beside the task's other logs. Source: REST OutputFile.

import { closeSync, constants, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { FailureInfo, OutputFile } from '../../simulator/index.ts';
import { fileFailure, withoutQuery } from './failure.ts';
import { type FoundFile, filesOf, hasWildcard } from './pattern.ts';
import { putBlob } from './put-blob.ts';
import type { Refused, RequestLimits } from './request.ts';

/** Where a task's outputs are. */
export interface OutputSource {
  /** The task's folder, where the logs are. */
  readonly root: string;
  /** What relative patterns start from. */
  readonly working: string;
  /** What no output may lie outside of. */
  readonly node: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface UploadSettings {
  readonly limits: RequestLimits;
  readonly signal: AbortSignal;
}

/** Which conditions an outcome meets. */
const MEETS = {
  tasksuccess: (isSuccess: boolean) => isSuccess,
  taskfailure: (isSuccess: boolean) => !isSuccess,
  taskcompletion: () => true,
} as const satisfies Record<OutputFile['uploadOptions']['uploadCondition'], (isSuccess: boolean) => boolean>;

/** Uploads what the outcome asks for, all that can be; the first failure is the task's. No match is no failure. */
export async function uploadOutputs(
  outputs: readonly OutputFile[],
  source: OutputSource,
  isSuccess: boolean,
  settings: UploadSettings,
): Promise<FailureInfo | undefined> {
  const wanted = outputs.filter(({ uploadOptions }) => MEETS[uploadOptions.uploadCondition](isSuccess));
  let failure: FailureInfo | undefined;
  for (const output of wanted) failure = (await uploadOne(output, source, settings)) ?? failure;
  return failure;
}

async function uploadOne(
  { filePattern, destination }: OutputFile,
  source: OutputSource,
  { limits, signal }: UploadSettings,
): Promise<FailureInfo | undefined> {
  const { containerUrl, path: prefix, uploadHeaders } = destination.container;
  const log = logTo(source.root);
  const found = filesOf(filePattern, { ...source, root: source.node });
  if (found === undefined) {
    const failure = fileFailure(
      'FileUploadMiscError',
      `The pattern ${filePattern} leads out of the node's folders, or to too many files`,
    );
    log.error(failure.message);
    return failure;
  }
  if (!URL.canParse(containerUrl)) {
    const failure = fileFailure(
      'FileUploadContainerNotFound',
      `${containerUrl} is no address of a container`,
    );
    log.error(failure.message);
    return failure;
  }
  log.say(`${filePattern}: ${found.length} file${found.length === 1 ? '' : 's'} to upload`);
  for (const file of found) {
    const blob = blobName(file, prefix, hasWildcard(filePattern));
    const upload = {
      container: containerUrl,
      blob,
      file: file.place,
      size: file.size,
      headers: headersOf(uploadHeaders),
    };
    const refused = await putBlob(upload, limits, signal);
    if (refused === undefined) log.say(`${file.way} -> ${blob}`);
    else {
      const failure = failureOfUpload(refused, `${withoutQuery(containerUrl)}/${blob}`, file);
      log.error(failure.message);
      return failure;
    }
  }
  return undefined;
}

/**
 * Without a wildcard the path is the blob's name; with one it is a virtual folder; without a path files keep their
 * names, below the container's root.
 */
function blobName({ way }: FoundFile, prefix: string | undefined, isFolder: boolean): string {
  if (prefix === undefined || prefix === '') return way;
  return isFolder ? `${prefix.replace(/\/+$/, '')}/${way}` : prefix;
}

/** Source: REST HttpHeader. What is no header is left out: the service has checked it. */
const headersOf = (headers: readonly unknown[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(
    headers.flatMap((header) => {
      const { name, value } = header as { readonly name?: unknown; readonly value?: unknown };
      return typeof name === 'string' && typeof value === 'string' ? [[name.toLowerCase(), value]] : [];
    }),
  );

function failureOfUpload(refused: Refused, blob: string, { way }: FoundFile): FailureInfo {
  const details = { FilePath: way, BlobDestination: blob };
  if (refused.kind === 'silent')
    return fileFailure('FileUploadMiscError', `The upload of ${way} timed out`, details);
  if (refused.kind === 'broken')
    return fileFailure('FileUploadMiscError', `${way} could not be uploaded: ${refused.why}`, details);
  const { status, code } = refused;
  const more = {
    ...details,
    HttpStatusCode: String(status),
    ...(code === '' ? {} : { StorageErrorCode: code }),
  };
  if (status === 404)
    return fileFailure('FileUploadContainerNotFound', `There is no container for ${blob}`, more);
  if (status === 401 || status === 403)
    return fileFailure('FileUploadAccessDenied', `Access to ${blob} is denied (HTTP ${status})`, more);
  return fileFailure('FileUploadMiscError', `${blob} answered with HTTP ${status}`, more);
}

/** A task may have put a link or a pipe in a log's place; neither is followed or waited for. */
const PLAINLY =
  constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The two logs of the uploads, made when there is something to say. A log that cannot be written is no failure. */
function logTo(root: string) {
  const append = (name: string, line: string): void => {
    try {
      const handle = openSync(path.join(root, name), PLAINLY);
      writeSync(handle, `${line}\n`);
      closeSync(handle);
    } catch {
      // The upload itself is what counts.
    }
  };
  return {
    say: (line: string) => append('fileuploadout.txt', line),
    error: (line: string) => append('fileuploaderr.txt', line),
  };
}
