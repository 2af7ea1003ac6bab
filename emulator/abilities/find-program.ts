// Where a program is, as the system itself would look for it when a task is started.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** The folders that are looked through when nobody names any. */
const USUAL_PATH = '/usr/local/bin:/usr/bin:/bin';

/** How a search ended: the program's file, or an error of the system's by name. */
export type Found = { readonly file: string } | { readonly error: 'ENOENT' | 'EACCES' | 'ENOTDIR' };

/** Looks for a program; a name with a slash is a path, seen from the folder. */
export function findProgram(name: string, searchPath = USUAL_PATH, folder = '/'): Found {
  if (name.includes('/')) return look(path.resolve(folder, name));
  let denied = false;
  for (const place of searchPath.split(path.delimiter)) {
    const file = path.resolve(folder, place, name);
    const found = look(file);
    if ('file' in found) return found;
    // In a folder that nobody may look into, nothing is denied: nobody knows of it.
    denied ||= found.error === 'EACCES' && existsSync(file);
  }
  return { error: denied ? 'EACCES' : 'ENOENT' };
}

function look(file: string): Found {
  try {
    if (!statSync(file).isFile()) return { error: 'EACCES' };
    accessSync(file, constants.X_OK);
    return { file };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return { error: code === 'EACCES' || code === 'ENOTDIR' ? code : 'ENOENT' };
  }
}

/** The first of these programs that is there; undefined when none is. */
export function firstProgram(names: readonly string[], searchPath: string | undefined): string | undefined {
  for (const name of names) {
    const found = findProgram(name, searchPath);
    if ('file' in found) return found.file;
  }
  return undefined;
}
