// One file from an HTTP address to the disk, chunk by chunk: it has its name only once it is whole.

import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { FailureInfo } from '../../simulator/index.ts';
import { fileFailure, withoutQuery, writeFailure } from './failure.ts';
import { placeBelow } from './place.ts';
import { type Answer, type Refused, type RequestLimits, reasonOf, request, Silence } from './request.ts';

/** What to fetch, and where to put it. */
export interface Download {
  readonly url: string;
  /** The task's working directory, or another folder that the file must not leave. */
  readonly folder: string;
  /** The file's place below the folder. */
  readonly filePath: string;
  /** As `chmod` takes it. */
  readonly mode: number;
}

export interface DownloadSettings {
  readonly limits: RequestLimits;
  /** The largest file that is taken, in bytes. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** Fetches the file; undefined when it is there. A file that is cut short is tried again like a broken connection. */
export async function download(what: Download, settings: DownloadSettings): Promise<FailureInfo | undefined> {
  let place: string | undefined;
  try {
    place = placeBelow(what.folder, what.filePath);
  } catch (error) {
    return writeFailure(error, 'folder', what.filePath);
  }
  if (place === undefined)
    return fileFailure(
      'ResourceFileCreateFailed',
      `The file path ${what.filePath} leads out of the task's folder`,
      { FilePath: what.filePath },
    );
  const { tries } = settings.limits;
  let failure: FailureInfo | undefined;
  for (let attempt = 0; attempt < tries; attempt++) {
    const answer = await request(what.url, { method: 'GET' }, settings.limits, settings.signal);
    if ('kind' in answer) return refusal(answer, what);
    const outcome = await write(answer, { ...what, place }, settings);
    if (outcome === undefined || !outcome.mayPass) return outcome?.failure;
    failure = outcome.failure;
  }
  return failure;
}

interface Unwritten {
  readonly failure: FailureInfo;
  /** Whether another try may do better. */
  readonly mayPass: boolean;
}

async function write(
  { response, chunks }: Answer,
  what: Download & { readonly place: string },
  { mostBytes, signal }: DownloadSettings,
): Promise<Unwritten | undefined> {
  const { place, filePath, mode, url } = what;
  const part = `${place}.${randomUUID().slice(0, 8)}.part`;
  const give = async (failure: FailureInfo, mayPass = false): Promise<Unwritten> => {
    await response.body?.cancel().catch(() => {});
    await rm(part, { force: true });
    return { failure, mayPass };
  };
  let file: FileHandle;
  try {
    file = await open(part, 'wx', 0o600);
  } catch (error) {
    return give(writeFailure(error, 'file', filePath));
  }
  try {
    const length = await copy(chunks, file, mostBytes);
    if (length > mostBytes)
      return give(
        fileFailure('DiskFull', `The file ${filePath} has more than ${mostBytes} bytes`, {
          FilePath: filePath,
        }),
      );
    const promised = response.headers.get('content-length');
    if (promised !== null && Number(promised) !== length)
      throw new Error(`${length} of ${promised} bytes came`);
    await file.chmod(mode);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WriteError) return give(writeFailure(error.cause, 'content', filePath));
    if (error instanceof Silence) return give(timedOut(what), true);
    return give(broken(what, reasonOf(error)), true);
  } finally {
    await file.close();
    if (signal.aborted) await rm(part, { force: true });
  }
  try {
    await rename(part, place);
  } catch (error) {
    return give(writeFailure(error, 'file', withoutQuery(url)));
  }
  return undefined;
}

/** The disk refused, not the network. */
class WriteError extends Error {}

/** Writes the chunks; the number of bytes, which is too large by some when it passes `most`. */
async function copy(chunks: AsyncIterable<Uint8Array>, file: FileHandle, most: number): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > most) break;
    try {
      await file.writeFile(chunk);
    } catch (cause) {
      throw new WriteError('the disk refused', { cause });
    }
  }
  return length;
}

const detailsOf = ({ url, filePath }: Download) => ({ BlobSource: withoutQuery(url), FilePath: filePath });

const timedOut = (what: Download): FailureInfo =>
  fileFailure('BlobDownloadTimedOut', `The download of ${withoutQuery(what.url)} timed out`, detailsOf(what));

const broken = (what: Download, why: string): FailureInfo =>
  fileFailure(
    'BlobDownloadMiscError',
    `${withoutQuery(what.url)} could not be downloaded: ${why}`,
    detailsOf(what),
  );

/** What an answer without a file means. Source: docs "error handling"; which status has which code is a decision. */
function refusal(refused: Refused, what: Download): FailureInfo {
  if (refused.kind === 'silent') return timedOut(what);
  if (refused.kind === 'broken') return broken(what, refused.why);
  const { status, code } = refused;
  const details = {
    ...detailsOf(what),
    HttpStatusCode: String(status),
    ...(code === '' ? {} : { StorageErrorCode: code }),
  };
  const shown = withoutQuery(what.url);
  if (status === 404) return fileFailure('BlobNotFound', `There is nothing at ${shown}`, details);
  if (status === 401 || status === 403)
    return fileFailure('BlobAccessDenied', `Access to ${shown} is denied (HTTP ${status})`, details);
  return fileFailure('BlobDownloadMiscError', `${shown} answered with HTTP ${status}`, details);
}
