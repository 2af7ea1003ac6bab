// Bounds by control groups, version 2: where on this machine a group with bounds can be made, and the groups of a run.
// Nothing of the machine's own is changed: only a group that already hands out processor and memory is built upon, and
// what is made there is taken away again.
// Source: kernel documentation "Control Group v2", on delegation and on groups without processes of their own.

import { accessSync, constants, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readProcess, readText } from '../proc.ts';

/** What each node is given at most. */
export interface Bounds {
  /** Processors; half of one is 0.5. */
  readonly processors?: number;
  readonly memoryBytes?: number;
}

/** Files of /proc that say which groups there are. */
export interface GroupFacts {
  /** /proc/self/mountinfo. */
  readonly mounts: string;
  /** /proc/self/cgroup. */
  readonly own: string;
}

/** What /proc says of this process. */
export const groupFacts = (): GroupFacts => ({
  mounts: readText('/proc/self/mountinfo') ?? '',
  own: readText('/proc/self/cgroup') ?? '',
});

/** A folder in which groups can be made, or why there is none. */
export type GroupPlace = { readonly folder: string } | { readonly problem: string };

const WANTED = ['cpu', 'memory'] as const;

/** The nearest group above this process that hands out processor and memory and lets us make groups in it. */
export function findGroupPlace({ mounts, own }: GroupFacts): GroupPlace {
  const root = mounts
    .split('\n')
    .find((line) => / - cgroup2 /.test(line))
    ?.split(' ')[4];
  if (root === undefined) return { problem: 'there is no cgroup2 file system' };
  const way = /^0::(\/.*)$/m.exec(own)?.[1];
  if (way === undefined) return { problem: 'this process is in no group of version 2' };
  const offered = wordsOf(path.join(root, 'cgroup.controllers'));
  const missing = WANTED.filter((name) => !offered.includes(name));
  if (missing.length > 0) return { problem: `it has no controller for ${missing.join(' and ')}` };
  for (
    let place = path.join(root, way).replace(/\/$/, '');
    place.startsWith(root);
    place = path.dirname(place)
  )
    if (handsOut(place) && isOurs(place)) return { folder: place };
  return { problem: 'no group above this process lets it make groups with bounds' };
}

const wordsOf = (file: string): readonly string[] => (readText(file) ?? '').trim().split(/\s+/);

function handsOut(place: string): boolean {
  const given = wordsOf(path.join(place, 'cgroup.subtree_control'));
  return WANTED.every((name) => given.includes(name));
}

function isOurs(place: string): boolean {
  try {
    accessSync(place, constants.W_OK);
    accessSync(path.join(place, 'cgroup.procs'), constants.W_OK);
    return true;
  } catch {
    // That is the answer: it is somebody else's, or not there.
    return false;
  }
}

/** The groups of a run. */
export interface ControlGroups {
  /** The file that a process writes its number to when it joins the node's group; made on first use. */
  readonly fileOf: (nodeId: string) => string;
  /** Takes the groups away, once they are empty; one that stays full is left for the next run to take away. */
  readonly close: () => Promise<void>;
}

/** A group is called by its owner's number and start, and its node. */
const NAME = /^lazurite-(\d+)\.(\d+)-/;
/** Who was ended leaves its group a moment later: milliseconds between two looks, and how many. */
const LOOK = 20;
const LOOKS = 50;
/** Microseconds in which a share of the processors is counted; the kernel's own usual value. */
const PERIOD = 100_000;

/** Makes groups with these bounds, one for each node; takes away what runs that are no more left here. */
export function openControlGroups(place: string, bounds: Bounds): ControlGroups {
  const made = new Map<string, string>();
  const owner = `lazurite-${process.pid}.${readProcess(process.pid)?.startedAt ?? 0}`;
  removeGroupsOfTheDead(place);
  return {
    fileOf(nodeId) {
      const folder = made.get(nodeId) ?? makeGroup(path.join(place, `${owner}-${nodeId}`), bounds);
      made.set(nodeId, folder);
      return path.join(folder, 'cgroup.procs');
    },
    async close() {
      for (const folder of made.values())
        for (let look = 0; look < LOOKS && !removeGroup(folder); look++)
          await new Promise((resolve) => setTimeout(resolve, LOOK));
    },
  };
}

/** Takes away the empty groups of runs that are no more. */
export function removeGroupsOfTheDead(place: string): void {
  for (const name of readdirSync(place)) {
    const [, pid, startedAt] = NAME.exec(name) ?? [];
    if (pid !== undefined && readProcess(Number(pid))?.startedAt !== Number(startedAt))
      removeGroup(path.join(place, name));
  }
}

function makeGroup(folder: string, { processors, memoryBytes }: Bounds): string {
  mkdirSync(folder, { recursive: true });
  if (processors !== undefined)
    writeFileSync(path.join(folder, 'cpu.max'), `${Math.round(processors * PERIOD)} ${PERIOD}`);
  if (memoryBytes !== undefined) {
    writeFileSync(path.join(folder, 'memory.max'), String(memoryBytes));
    // Without this the bound only moves the memory to the disk; not every kernel has swap to bound.
    if (readText(path.join(folder, 'memory.swap.max')) !== undefined)
      writeFileSync(path.join(folder, 'memory.swap.max'), '0');
  }
  return folder;
}

/** Whether the group is gone; one that somebody is in stays. */
function removeGroup(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
