// The folder a run works in: one that the user names, or one of its own among the temporary ones. Whoever was there
// before and was killed is tidied up after, and nothing else in a user's folder is touched.

import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { findGroupPlace, groupFacts, removeGroupsOfTheDead } from './isolation/control-groups.ts';
import { claimLedger, endLeftovers, type Left } from './ledger.ts';
import { WORK_FOLDERS } from './workspace.ts';

export interface WorkFolder {
  readonly folder: string;
  /** The name of the run that has it. */
  readonly run: string;
  /** Processes of runs that were killed, ended now. */
  readonly ended: number;
  /** Takes the folder away, unless the user named it or wants to keep it. */
  readonly close: (isKept: boolean) => void;
}

/** Why a folder cannot be worked in. */
export interface FolderProblem {
  readonly message: string;
  readonly hint: string;
}

/** Opens the folder that the user named; what an earlier run left there is taken away. */
export function openNamedFolder(folder: string): WorkFolder | FolderProblem {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    const run = randomUUID();
    const left = claim(folder, run);
    removeLeftGroups();
    if (left.kind === 'busy')
      return {
        message: `${folder} is in use by another run, process ${left.pid}.`,
        hint: 'Wait for it, or name another folder.',
      };
    for (const name of WORK_FOLDERS) rmSync(path.join(folder, name), { recursive: true, force: true });
    tryWriting(folder);
    return { folder, run, ended: left.kind === 'ended' ? left.processes : 0, close: () => {} };
  } catch (error) {
    return unusable(folder, error);
  }
}

/** Opens a folder of the run's own, after tidying up behind runs that were killed. */
export function openOwnFolder(): WorkFolder | FolderProblem {
  const home = path.join(tmpdir(), `lazurite-${userInfo().uid}`);
  const run = randomUUID();
  const folder = path.join(home, run);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const ended = readdirSync(home).reduce((sum, name) => sum + tidyUp(path.join(home, name)), 0);
    removeLeftGroups();
    tryWriting(folder);
    const close = (isKept: boolean): void => {
      if (!isKept) rmSync(folder, { recursive: true, force: true });
    };
    return { folder, run, ended, close };
  } catch (error) {
    return unusable(folder, error);
  }
}

/** Has the folder for this run; whoever is quicker has it instead. */
function claim(folder: string, run: string): Left {
  const left = endLeftovers(folder);
  if (left.kind === 'busy' || claimLedger(folder, run)) return left;
  return claim(folder, run);
}

/** A folder can be made where nothing can be written any more. */
function tryWriting(folder: string): void {
  const file = path.join(folder, 'trial');
  try {
    writeFileSync(file, '.'.repeat(LEAST_ROOM));
  } finally {
    rmSync(file, { force: true });
  }
}

/** Bytes that a run needs at the very least. */
const LEAST_ROOM = 65_536;

/** Groups with bounds that a run made, and could not take away. */
function removeLeftGroups(): void {
  const place = findGroupPlace(groupFacts());
  if ('folder' in place) removeGroupsOfTheDead(place.folder);
}

/** A folder whose run is no more and could not close its ledger goes, with all that still runs there. */
function tidyUp(folder: string): number {
  if (!existsSync(path.join(folder, 'ledger'))) return 0;
  const left = endLeftovers(folder);
  if (left.kind === 'busy') return 0;
  rmSync(folder, { recursive: true, force: true });
  return left.kind === 'ended' ? left.processes : 0;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it cannot be made there',
  ENOTDIR: 'it lies in something that is not a folder',
  EEXIST: 'it is not a folder',
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function unusable(folder: string, error: unknown): FolderProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return {
    message: `${folder} cannot be worked in: ${REASONS[code] ?? String(error)}.`,
    hint: 'Name a folder on a disk that can be written, with --work.',
  };
}
