// A folder as tests see it: the files that are named in it, by paths relative to it. The command line has folders of
// a disk, a page has what was dropped on it.

import type { ReadFile } from '../../simulator/index.ts';
import type { Problem } from './opened.ts';

/** A text and the name it is spoken of by, or why it cannot be read. */
export type TextReading = { readonly name: string; readonly text: string } | { readonly problem: Problem };

export interface Folder {
  readonly readText: (file: string, kind: 'formula' | 'document') => Promise<TextReading>;
  readonly readBytes: ReadFile;
  /** The folder that this file of it is in. */
  readonly folderOf: (file: string) => Folder;
}
