// The files of a run as its tasks ask for them: resource files, packages and output files over HTTP and a folder of
// packages on this machine.

import type { FileServices } from '../file-services.ts';
import type { LinkedStorage } from './linked-storage.ts';
import { createPackageInstaller } from './packages.ts';
import { type RequestLimits, USUAL_LIMITS } from './request.ts';
import { stageResourceFiles } from './stage.ts';
import { type UnzipLimits, USUAL_UNZIP_LIMITS } from './unzip.ts';
import { uploadOutputs } from './upload.ts';

export interface FileOptions {
  /** The storage account that is linked to the Batch account, if one is. */
  readonly storage?: LinkedStorage;
  /** The folder of application packages, if there is one. */
  readonly packages?: string;
  readonly limits?: RequestLimits;
  readonly unzipLimits?: UnzipLimits;
}

/** The largest resource file, in bytes; a decision. */
const MOST_BYTES = 64 * 1024 ** 3;

/** Everything that moves files; what runs the command is another's. */
export function createFileServices(options: FileOptions): Omit<FileServices, 'wrap' | 'fetchImages'> {
  const { storage, packages, limits = USUAL_LIMITS, unzipLimits = USUAL_UNZIP_LIMITS } = options;
  const installer = createPackageInstaller({ store: packages, limits: unzipLimits });
  return {
    stage: (files, folder, signal) =>
      stageResourceFiles(files, folder, { limits, mostBytes: MOST_BYTES, signal, storage }),
    install: (references, { applications }, signal) => installer.install(references, applications, signal),
    upload: (files, { task, node, environment }, isSuccess, signal) =>
      uploadOutputs(
        files,
        { root: task.root, working: task.working, node: node.root, environment },
        isSuccess,
        { limits, signal },
      ),
  };
}
