// Folders of the disk, for tests that name files beside them.

import path from 'node:path';
import type { Folder } from '../../planner/index.ts';
import { readBytes, readText } from '../files.ts';
import type { Io } from '../io.ts';

/** A path written in a file of the folder, as the command line would write it. */
export const beside = (folder: string, file: string): string =>
  path.isAbsolute(file) ? file : path.join(folder, file);

/** What paths in a file are relative to; for standard input, the folder the command was called in. */
export const folderOf = (file: string): string => (file === '-' ? '' : path.dirname(file));

/** A folder, by its path as the command line would write it. */
export const diskFolder = (io: Io, folder: string): Folder => ({
  readText: (file, kind) => readText(io, beside(folder, file), kind),
  readBytes: async (file) => {
    const reading = await readBytes(io, beside(folder, file), 'trace');
    if ('problem' in reading) throw new Error(reading.problem.message.replace(/\.$/, ''));
    return reading.bytes;
  },
  folderOf: (file) => diskFolder(io, path.dirname(beside(folder, file))),
});
