// A machine that moves no files: whoever asks for some is told so with Azure's code, and everybody else runs.

import { type FailureInfo, failureOf } from '../simulator/index.ts';
import type { FileServices } from './file-services.ts';

const refused = (code: string, what: string): FailureInfo => ({
  ...failureOf(code),
  message: `${what} cannot be had: this run moves no files`,
});

/** Refuses every wish for files, packages and containers. */
export const NO_FILES: FileServices = {
  stage: async (files) =>
    files.length === 0 ? undefined : refused('BlobDownloadMiscError', 'Resource files'),
  install: async (references) =>
    references.length === 0 ? { variables: {} } : refused('ApplicationPackageError', 'Application packages'),
  fetchImages: async () => undefined,
  upload: async () => refused('FileUploadMiscError', 'A place for output files'),
  wrap: (command, { containerSettings }) =>
    containerSettings === undefined ? command : refused('ContainerMiscError', 'A container'),
};
