// The programs that rooms are made with: where they are, and whether this machine lets us make a room at all. Some
// systems have them and forbid what they do.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, complaintOf } from '../abilities/ask.ts';
import { findProgram } from '../abilities/find-program.ts';
import { openRoom, type RoomPrograms } from './room.ts';

export type RoomAbility =
  | { readonly programs: RoomPrograms }
  | { readonly problem: string; readonly hint: string };

/** Each program, and the package of most systems that brings it. */
const PROGRAMS = { bwrap: 'bubblewrap', nsenter: 'util-linux', setpriv: 'util-linux' } as const;

/** Finds the programs, makes a room with them and enters it. */
export async function findRoomPrograms(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RoomAbility> {
  const files: Record<string, string> = {};
  for (const [name, debian] of Object.entries(PROGRAMS)) {
    const found = findProgram(name, environment.PATH);
    if (!('file' in found)) return { problem: `${name} is not there`, hint: `Install the package ${debian}.` };
    files[name] = found.file;
  }
  const programs = files as unknown as RoomPrograms;
  const problem = await tryRoom(programs);
  return problem === undefined
    ? { programs }
    : { problem, hint: 'The system must let users make namespaces; some set kernel.apparmor_restrict_unprivileged_userns or user.max_user_namespaces against it.' };
} // biome-ignore format: a sentence

async function tryRoom(programs: RoomPrograms): Promise<string | undefined> {
  const root = mkdtempSync(path.join(tmpdir(), 'lazurite-room-'));
  try {
    const room = await openRoom({ root, hidden: [], allowsNetwork: false, homes: [] }, programs, {});
    if (typeof room === 'string') return room;
    const [program, ...words] = room.enter(['/bin/sh', '-c', ':'], root);
    const answer = await ask(program, words, {});
    room.close();
    return answer.code === 0 ? undefined : complaintOf(answer);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
