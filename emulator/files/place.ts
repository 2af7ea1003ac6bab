// Where a file of a task may stand: below its folder, also when tasks before it left links that lead elsewhere.

import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether `inner` is `outer` or lies below it; both absolute and without links. */
export function isWithin(outer: string, inner: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || (!way.startsWith(`..${path.sep}`) && way !== '..' && !path.isAbsolute(way));
}

/** Whether a relative path names something below its folder: not empty, not absolute, without `..` and NUL. */
export function isInnerPath(relative: string): boolean {
  const parts = relative.split('/');
  return (
    relative !== '' && !relative.startsWith('/') && !relative.includes('\0') && !parts.includes('..') &&
    parts.some((part) => part !== '' && part !== '.')
  ); // biome-ignore format: a list
}

/**
 * Makes the folder for a file at a relative path below `root`, part by part, and gives the file's place; undefined
 * when a link on the way leads out of `root`. Throws the system's error when a folder cannot be made.
 */
export function placeBelow(root: string, relative: string): string | undefined {
  const base = realpathSync(root);
  const parts = relative.split('/').filter((part) => part !== '' && part !== '.');
  const name = parts.pop();
  if (name === undefined || !isInnerPath(relative)) return undefined;
  let folder = base;
  for (const part of parts) {
    const next = path.join(folder, part);
    const found = lstatSync(next, { throwIfNoEntry: false });
    // Where a file stands, the system says that no folder can be made.
    if (found === undefined || !(found.isDirectory() || found.isSymbolicLink()))
      mkdirSync(next, { mode: 0o770 });
    folder = found?.isSymbolicLink() === true ? realpathSync(next) : next;
    if (!isWithin(base, folder)) return undefined;
  }
  return path.join(folder, name);
}
