// One process and its group: why it did not start, and how it is ended with all that it started in that group. Who
// starts it is spawner.ts; who fled the group is looked for in runaways.ts.

import { type FailureInfo, failureOf } from '../simulator/index.ts';
import { listProcesses, readProcess } from './proc.ts';

/** A process that was started. */
export interface RunningProcess {
  /** Also the number of its group. */
  readonly pid: number;
  /** The exit code, or the negative number of the signal that ended it. Source: observed, -9 for a forced kill. */
  readonly ended: Promise<number | Lost>;
}

/** Whoever started a process is no more, so nobody can tell how it ends, or whether it began. */
export type Lost = 'lost';

/** Azure's code for each way in which the system refuses to start a program. */
const LAUNCH_CODES: Readonly<Record<string, readonly [code: string, why: string]>> = {
  ENOENT: ['CommandProgramNotFound', 'is not there, or the interpreter it names is not'],
  EACCES: ['CommandLaunchFailed', 'is a folder, or may not be executed'],
  ENOTDIR: ['CommandProgramNotFound', 'is below something that is no folder'],
  ENOEXEC: ['CommandLaunchFailed', 'is no program of this machine'],
  E2BIG: ['CommandLaunchFailed', 'is given more words or variables than the system takes'],
  EAGAIN: ['CommandLaunchFailed', 'cannot be started: the machine has no room for another process'],
  ENOMEM: ['CommandLaunchFailed', 'cannot be started: the machine has no memory left'],
  EMFILE: ['CommandLaunchFailed', 'cannot be started: too many files are open'],
  ENOSPC: ['DiskFull', 'cannot be started: the disk is full'],
  EDQUOT: ['DiskFull', 'cannot be started: the disk quota is used up'],
  ELOOP: ['CommandLaunchFailed', 'leads from link to link'],
  ETXTBSY: ['CommandLaunchFailed', 'is being written by somebody'],
  ERR_INVALID_ARG_VALUE: ['BadCommandType', 'is given a NUL character'],
};

/** What an attempt before may have put in the place of an output, by the error that opening it gives. */
const IN_THE_WAY: Readonly<Record<string, string>> = { ELOOP: 'a link', ENXIO: 'a pipe', EISDIR: 'a folder' };

/** Why an output could not be opened; undefined where that says no more than that nothing can start. */
export function outputFailure(code: string): FailureInfo | undefined {
  const what = IN_THE_WAY[code];
  if (what === undefined) return undefined;
  return {
    ...failureOf('CommandLaunchFailed'),
    message: `In the place of stdout.txt or stderr.txt stands ${what}`,
  };
}

/** Why a program did not start. */
export function launchFailure(error: unknown, program: string): FailureInfo {
  const { code: name = '', message = String(error) } = error as { code?: unknown; message?: string };
  const [code, why] = LAUNCH_CODES[String(name)] ?? ['CommandLaunchFailed', `cannot be started: ${message}`];
  return { ...failureOf(code), message: `The program ${JSON.stringify(program)} ${why}` };
}

/** Whether somebody of the group is left; one who is dead and not asked after does not count. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch (error) {
    // Somebody is there whom we may not touch.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const all = listProcesses();
  if (all.length === 0) return true;
  return all.some((pid) => {
    const found = readProcess(pid);
    return found !== undefined && found.group === group && found.state !== 'Z' && found.state !== 'X';
  });
}

/** Sends a signal to everybody in the group; nothing when nobody is there. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')))
      throw error;
  }
}

/** Milliseconds between two looks whether a group is gone, and how long it is looked after a kill. */
const LOOK = 20;
const PATIENCE = 5000;

/** Ends a group: SIGTERM, after so many milliseconds SIGKILL; answers once nobody is left, or nothing helps. */
export async function endGroup(group: number, grace: number): Promise<void> {
  if (grace > 0) {
    signalGroup(group, 'SIGTERM');
    if (await isGone(group, grace)) return;
  }
  signalGroup(group, 'SIGKILL');
  await isGone(group, PATIENCE);
}

async function isGone(group: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += LOOK) {
    if (!isGroupAlive(group)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  return !isGroupAlive(group);
}
