// How loud complaints are in the documents of an editor. It is asked at each change and cannot wait, so files are
// looked at synchronously, and read again only when they have changed.

import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Levels } from '../compiler/index.ts';
import { createSource } from '../grammar/index.ts';
import { CONFIGURATIONS } from './configuration.ts';
import type { Context } from './context.ts';
import { readConfigurationText } from './read-configuration.ts';

/** The levels of a document by its URI: those of the nearest configuration, none where none can be used. */
export function levelsOfDocuments(context: Context): (uri: string) => Levels {
  const read = new Map<string, { readonly changed: number; readonly levels: Levels }>();
  return (uri) => {
    const found = configurationAbove(uri);
    if (found === undefined) return {};
    const known = read.get(found.file);
    if (known !== undefined && known.changed === found.changed) return known.levels;
    const levels = levelsIn(found.file, context);
    read.set(found.file, { changed: found.changed, levels });
    return levels;
  };
}

function configurationAbove(uri: string): { readonly file: string; readonly changed: number } | undefined {
  let folder = folderOf(uri);
  while (folder !== undefined) {
    for (const name of CONFIGURATIONS) {
      const file = path.join(folder, name);
      const changed = lastChange(file);
      if (changed !== undefined) return { file, changed };
    }
    const parent = path.dirname(folder);
    folder = parent === folder ? undefined : parent;
  }
  return undefined;
}

/** When a file was changed; undefined where none can be seen. */
function lastChange(file: string): number | undefined {
  try {
    const facts = statSync(file, { throwIfNoEntry: false });
    return facts?.isFile() === true ? facts.mtimeMs : undefined;
  } catch {
    // A folder that cannot be looked into has no configuration for us.
    return undefined;
  }
}

/** The folder of a document; undefined for one that is no file, such as one that nobody has saved. */
function folderOf(uri: string): string | undefined {
  try {
    return path.dirname(fileURLToPath(uri));
  } catch {
    // Editors have documents under many schemes; only those of files lie in folders.
    return undefined;
  }
}

/** What is wrong with a configuration is said once for each of its versions, in the log that editors keep. */
function levelsIn(file: string, context: Context): Levels {
  try {
    return readConfigurationText(context, createSource(file, readFileSync(file, 'utf8'))) ?? {};
  } catch (error) {
    context.io.err(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return {};
  }
}
