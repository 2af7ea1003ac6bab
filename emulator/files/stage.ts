// The resource files of a task into its working directory, before its command. The first that fails is the task's
// failure: nothing of the command runs, and nothing is tried again. Source: REST ResourceFile.

import type { FailureInfo, ResourceFile } from '../../simulator/index.ts';
import { inContainer, listBlobs } from './blob-list.ts';
import { type DownloadSettings, download } from './download.ts';
import { fileFailure, withoutQuery } from './failure.ts';
import { containerSas, type LinkedStorage } from './linked-storage.ts';
import { isInnerPath } from './place.ts';
import type { Refused } from './request.ts';

/** Source: REST ResourceFile, `fileMode`: 0770 when left out. */
const USUAL_MODE = 0o770;
/** Blobs of a container that are fetched side by side. */
const AT_ONCE = 4;

export interface StageSettings extends DownloadSettings {
  readonly storage: LinkedStorage | undefined;
}

/** Fetches the files in their order; undefined when all are there. */
export async function stageResourceFiles(
  files: readonly ResourceFile[],
  folder: string,
  settings: StageSettings,
): Promise<FailureInfo | undefined> {
  for (const file of files) {
    const failure = await stage(file, folder, settings);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function stage(
  file: ResourceFile,
  folder: string,
  settings: StageSettings,
): Promise<FailureInfo | undefined> {
  const mode = modeOf(file.fileMode);
  if (mode === undefined)
    return fileFailure('ResourceFileCreateFailed', `The file mode ${file.fileMode} is not an octal number`, {
      FilePath: file.filePath ?? '',
    });
  if (file.httpUrl !== undefined) {
    const filePath = file.filePath ?? '';
    if (!isInnerPath(filePath)) return outside(filePath);
    return download({ url: file.httpUrl, folder, filePath, mode }, settings);
  }
  const container = containerOf(file, settings.storage);
  if (typeof container !== 'string') return container;
  return stageContainer(container, file, { folder, mode, settings });
}

/** The address of the file's container, with the right to list and read it. */
function containerOf(file: ResourceFile, storage: LinkedStorage | undefined): string | FailureInfo {
  if (file.storageContainerUrl !== undefined) {
    if (URL.canParse(file.storageContainerUrl)) return file.storageContainerUrl;
    return fileFailure(
      'ResourceContainerNotFound',
      `${file.storageContainerUrl} is no address of a container`,
    );
  }
  const name = file.autoStorageContainerName ?? '';
  if (storage === undefined)
    return fileFailure(
      'ResourceContainerAccessDenied',
      `The container ${name} is one of the linked storage account, and no account is linked`,
      { ContainerName: name },
    );
  return containerSas(storage, name, 'rl');
}

interface Target {
  readonly folder: string;
  readonly mode: number;
  readonly settings: StageSettings;
}

/** All blobs that begin with the prefix, below `filePath`, with the folders that their names say. */
async function stageContainer(
  container: string,
  { blobPrefix = '', filePath = '' }: ResourceFile,
  { folder, mode, settings }: Target,
): Promise<FailureInfo | undefined> {
  if (filePath !== '' && filePath !== '.' && !isInnerPath(filePath)) return outside(filePath);
  const names = await listBlobs(container, blobPrefix, settings.limits, settings.signal);
  if (names === 'too-many')
    return fileFailure('ResourceContainerListMiscError', `${withoutQuery(container)} holds too many blobs`);
  if ('kind' in names) return listRefusal(names, container);
  const queue = names.filter((name) => !name.endsWith('/'));
  let failure: FailureInfo | undefined;
  let next = 0;
  const fetchNext = async (): Promise<void> => {
    while (next < queue.length && failure === undefined) {
      const name = queue[next++]!;
      const inner = filePath === '' ? name : `${filePath}/${name}`;
      const found = isInnerPath(inner)
        ? await download({ url: inContainer(container, name), folder, filePath: inner, mode }, settings)
        : outside(inner);
      failure ??= found;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  return failure;
}

function modeOf(written: string | undefined): number | undefined {
  if (written === undefined || written === '') return USUAL_MODE;
  return /^[0-7]{1,4}$/.test(written) ? Number.parseInt(written, 8) : undefined;
}

const outside = (filePath: string): FailureInfo =>
  fileFailure(
    'ResourceFileCreateFailed',
    filePath === ''
      ? 'The resource file has no file path'
      : `The file path ${filePath} leads out of the task's folder`,
    { FilePath: filePath },
  );

/** What an answer without a list means. */
function listRefusal(refused: Refused, container: string): FailureInfo {
  const shown = withoutQuery(container);
  if (refused.kind === 'silent') return fileFailure('BlobDownloadTimedOut', `The list of ${shown} timed out`);
  if (refused.kind === 'broken')
    return fileFailure(
      'ResourceContainerListMiscError',
      `The blobs of ${shown} cannot be listed: ${refused.why}`,
    );
  const { status, code } = refused;
  const details = {
    ContainerUrl: shown,
    HttpStatusCode: String(status),
    ...(code === '' ? {} : { StorageErrorCode: code }),
  };
  if (status === 404)
    return fileFailure('ResourceContainerNotFound', `There is no container at ${shown}`, details);
  if (status === 401 || status === 403)
    return fileFailure(
      'ResourceContainerAccessDenied',
      `Access to ${shown} is denied (HTTP ${status})`,
      details,
    );
  return fileFailure('ResourceContainerListMiscError', `${shown} answered with HTTP ${status}`, details);
}
