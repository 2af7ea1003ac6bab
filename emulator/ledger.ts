// The ledger of a work folder: who works there, and which process groups it started. A Lazurite that was killed cannot
// end its tasks; whoever uses the folder next reads here what is left of them, and ends it.

import { closeSync, linkSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { bootId, listProcesses, readProcess, readText, readVariable } from './proc.ts';
import { signalGroup } from './process.ts';
import { MARK } from './runaways.ts';

/** Writes down what is started, before anything can happen to it. */
export interface Ledger {
  readonly note: (group: number) => void;
  /** All is over: nothing has to be looked for. */
  readonly close: () => void;
}

const FILE = 'ledger';

/** Begins the ledger of a run, whole from its first moment; false when somebody else has begun one there. */
export function claimLedger(folder: string, run: string): boolean {
  const file = path.join(folder, FILE);
  const draft = `${file}.${run}`;
  const head = `${bootId()} ${run} ${process.pid} ${readProcess(process.pid)?.startedAt ?? 0}\n`;
  try {
    writeFileSync(draft, head);
    try {
      linkSync(draft, file);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      // Not every disk has links; without them it is whole a moment later.
      writeFileSync(file, head, { flag: 'wx' });
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The ledger of a run in its work folder; begun unless the run has claimed it. */
export function openLedger(folder: string, run: string): Ledger {
  const file = path.join(folder, FILE);
  if (readText(file)?.split(' ')[1] !== run) {
    rmSync(file, { force: true });
    claimLedger(folder, run);
  }
  const handle = openSync(file, 'a');
  return {
    note: (group) => void writeSync(handle, `${group} ${readProcess(group)?.startedAt ?? 0}\n`),
    close() {
      closeSync(handle);
      rmSync(file, { force: true });
    },
  };
}

/** What the ledger of a folder says of the run before. */
export type Left =
  /** Nobody was there, or everything was tidied up. */
  | { readonly kind: 'nothing' }
  /** Somebody is there and works. */
  | { readonly kind: 'busy'; readonly pid: number }
  /** Somebody was there and could not tidy up; so many processes were ended. */
  | { readonly kind: 'ended'; readonly processes: number };

/** Reads the ledger of a folder, and ends what a run that is no more left running. */
export function endLeftovers(folder: string): Left {
  const file = path.join(folder, FILE);
  const text = readText(file);
  if (text === undefined) return { kind: 'nothing' };
  const [head = '', ...lines] = text.split('\n');
  const [boot, run = '', pid = '', startedAt = ''] = head.split(' ');
  if (boot !== bootId()) return forget(file, head, 0);
  const owner = readProcess(Number(pid));
  if (owner !== undefined && owner.state !== 'Z' && owner.startedAt === Number(startedAt))
    return { kind: 'busy', pid: owner.pid };
  const groups = new Map(
    lines.flatMap((line) => {
      const [group, since] = line.split(' ').map(Number);
      return group === undefined || since === undefined || group === 0 ? [] : [[group, since] as const];
    }),
  );
  let ended = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = whoIsLeft(groups, run);
    if (found.length === 0) break;
    for (const { pid: one, group } of found) {
      if (groups.has(group)) signalGroup(group, 'SIGKILL');
      kill(one);
    }
    if (round === 0) ended = found.length;
  }
  return forget(file, head, ended);
}

/** Whoever forks while it is ended is found in another round. */
const MOST_ROUNDS = 20;

interface Leftover {
  readonly pid: number;
  readonly group: number;
}

/**
 * Members of the groups, and whoever bears the run's mark. A number may be another's by now: a group whose first
 * process is there must have the same one; of a group without it only those that bear the mark are taken for ours.
 */
function whoIsLeft(groups: ReadonlyMap<number, number>, run: string): readonly Leftover[] {
  return listProcesses().flatMap((pid): Leftover[] => {
    const facts = readProcess(pid);
    if (facts === undefined || facts.state === 'Z' || facts.state === 'X') return [];
    const { group } = facts;
    const since = groups.get(group);
    const isOfGroup = since !== undefined && readProcess(group)?.startedAt === since;
    const isMarked = isOfGroup || readVariable(pid, MARK)?.startsWith(`${run}.`) === true;
    return isMarked ? [{ pid, group: isOfGroup ? group : 0 }] : [];
  });
}

/** Somebody who was quicker may have begun another by now, and that one stays. */
function forget(file: string, head: string, processes: number): Left {
  if (readText(file)?.startsWith(head) === true) rmSync(file, { force: true });
  return processes === 0 ? { kind: 'nothing' } : { kind: 'ended', processes };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, which is all that was wanted.
  }
}
