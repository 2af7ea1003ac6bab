// How much the folders of nodes hold, looked at from time to time, and a bound on it: of a node that holds more, the
// running task whose folder grew most is ended, and nothing begins there, as on a node whose disk is full.

import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A folder's size in bytes, and those of some folders below it. */
export interface FolderSizes {
  readonly all: number;
  readonly of: ReadonlyMap<string, number>;
}

/** What is on the disk below a folder. What goes away meanwhile, or may not be read, counts nothing; links are not followed. */
export async function sizeFolder(folder: string, wanted: ReadonlySet<string>): Promise<FolderSizes> {
  const of = new Map<string, number>();
  const visit = async (place: string): Promise<number> => {
    const names = await readdir(place, { withFileTypes: true }).catch(() => []);
    let sum = 0;
    for (const entry of names) {
      const file = path.join(place, entry.name);
      sum += entry.isDirectory() ? await visit(file) : await occupied(file);
    }
    if (wanted.has(place)) of.set(place, sum);
    return sum;
  };
  return { all: await visit(folder), of };
}

const BLOCK = 512;
const occupied = (file: string): Promise<number> =>
  lstat(file).then(
    ({ blocks, nlink }) => (blocks * BLOCK) / nlink,
    () => 0,
  );

/** A node, and the folders of what runs on it. */
export interface NodeDisk {
  readonly id: string;
  readonly root: string;
  readonly tasks: ReadonlySet<string>;
}

export interface DiskWatch {
  /** Bytes on a node when it was last looked at; undefined before that. */
  readonly bytesOn: (nodeId: string) => number | undefined;
  /** Whether a node held more than the bound when it was last looked at. */
  readonly isFull: (nodeId: string) => boolean;
  readonly begin: () => void;
  readonly close: () => void;
}

export interface DiskOptions {
  /** Bytes for each node; undefined where disks are only looked at. */
  readonly most: number | undefined;
  readonly nodes: () => readonly NodeDisk[];
  /** Told of a node that holds too much, and of the folder of a running task that grew most since the last look. */
  readonly onFull: (nodeId: string, folder: string) => void;
}

/** Milliseconds between two looks; a look that takes long makes the next wait longer, so that it never takes much. */
const RHYTHM = 250;
const REST = 10;

/** A watch that has not begun. */
export function watchDisks({ most, nodes, onFull }: DiskOptions): DiskWatch {
  const sizes = new Map<string, number>();
  let folders: ReadonlyMap<string, number> = new Map();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const isFull = (nodeId: string): boolean => most !== undefined && (sizes.get(nodeId) ?? 0) > most;
  const look = async (): Promise<void> => {
    const found = new Map<string, number>();
    for (const { id, root, tasks } of nodes()) {
      const { all, of } = await sizeFolder(root, tasks);
      if (isOver) return;
      sizes.set(id, all);
      const growths = [...of].map(([folder, size]) => [folder, size - (folders.get(folder) ?? 0)] as const);
      const [fastest] = growths.sort(([, one], [, other]) => other - one);
      if (isFull(id) && fastest !== undefined && fastest[1] > 0) onFull(id, fastest[0]);
      for (const [folder, size] of of) found.set(folder, size);
    }
    folders = found;
  };
  const again = (delay: number): void => {
    timer = setTimeout(() => {
      const start = performance.now();
      void look().then(() => {
        if (!isOver) again(Math.max(RHYTHM, REST * (performance.now() - start)));
      });
    }, delay).unref();
  };
  return {
    bytesOn: (nodeId) => sizes.get(nodeId),
    isFull,
    begin: () => again(RHYTHM),
    close() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
