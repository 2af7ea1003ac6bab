// The configuration of a project: `lazurite.yaml`, `.yml` or `.json`, in the folder of a formula or above it.
// Here it is found; what stands in it is read in read-configuration.ts, which is loaded only when there is one.

import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Levels } from '../compiler/index.ts';
import type { Context } from './context.ts';

/** The names that a configuration can have, the first that is there counts. */
export const CONFIGURATIONS = ['lazurite.yaml', 'lazurite.yml', 'lazurite.json'] as const;

/** The levels of complaints that hold for a file; undefined once it was said why they cannot be known. */
export type LevelsOf = (file: string) => Promise<Levels | undefined>;

/** Finds configurations upward from each file, or takes the one that is named; each is read once. */
export function levelsOfFiles(context: Context, named?: string): LevelsOf {
  const known = new Map<string, Promise<Levels | undefined>>();
  const once = (key: string, make: () => Promise<Levels | undefined>): Promise<Levels | undefined> => {
    const levels = known.get(key) ?? make();
    known.set(key, levels);
    return levels;
  };
  const read = async (file: string): Promise<Levels | undefined> =>
    (await import('./read-configuration.ts')).readConfiguration(context, file);
  if (named !== undefined) return () => once('', () => read(named));
  const above = (folder: string): Promise<Levels | undefined> =>
    once(folder, async () => {
      for (const name of CONFIGURATIONS) {
        const file = path.join(folder, name);
        if (await isFile(file)) return read(path.relative(context.io.folder, file));
      }
      const parent = path.dirname(folder);
      return parent === folder ? {} : above(parent);
    });
  const { folder } = context.io;
  return (file) =>
    above(file === '<stdin>' ? path.resolve(folder) : path.dirname(path.resolve(folder, file)));
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    // A folder that cannot be looked into has no configuration for us.
    return false;
  }
}
