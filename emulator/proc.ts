// What this machine knows of its processes, read from /proc. Where there is no /proc, nothing is known and nothing is
// found; process groups are ended all the same.

import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc/PID/stat tells of it. */
export interface ProcessFacts {
  readonly pid: number;
  /** `Z` for one that is dead and not yet asked after. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  /** Clock ticks of user and system time. */
  readonly ticks: number;
  /** The same of children that ended and were asked after. */
  readonly childTicks: number;
  /** Ticks since the machine was booted: with the pid, a name for the process. */
  readonly startedAt: number;
  readonly residentPages: number;
}

/** Linux counts processor time in hundredths of a second, and memory in pages of this size where we run. */
export const TICKS_PER_SECOND = 100;
export const PAGE_BYTES = 4096;

/** A process; undefined for one that is not there. */
export function readProcess(pid: number): ProcessFacts | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name may hold blanks and brackets; what follows the last bracket does not.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (place: number): number => Number(fields[place]);
  return {
    pid,
    state: fields[0]!,
    parent: at(1),
    group: at(2),
    ticks: at(11) + at(12),
    childTicks: at(13) + at(14),
    startedAt: at(19),
    residentPages: at(21),
  };
}

/** The numbers of all processes; none where there is no /proc. */
export function listProcesses(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    // Other systems have no such folder.
    return [];
  }
}

/** What a process has of a variable in the environment it was started with; undefined when nobody may know. */
export function readVariable(pid: number, name: string): string | undefined {
  const text = readText(`/proc/${pid}/environ`);
  if (text === undefined) return undefined;
  const at = text.startsWith(`${name}=`) ? 0 : text.indexOf(`\0${name}=`) + 1;
  if (at === 0 && !text.startsWith(`${name}=`)) return undefined;
  const end = text.indexOf('\0', at);
  return text.slice(at + name.length + 1, end < 0 ? undefined : end);
}

/** Which boot of the machine this is: numbers of processes mean nothing in another. */
export const bootId = (): string => readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

/** A text that may be gone by now, as processes are. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // Its process has ended.
    return undefined;
  }
}
