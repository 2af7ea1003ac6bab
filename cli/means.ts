// What `run` wishes of isolation and bounds, held against what this machine can do. A wish that cannot be met is refused
// before anything runs; nothing is left out silently.

import {
  findEngine, findGroupPlace, findRoomPrograms, groupFacts, type WrapOptions,
} from '../emulator/index.ts'; // biome-ignore format: one list
import type { Problem } from './files.ts';
import type { Io } from './io.ts';

export interface Wishes {
  readonly isolate?: boolean;
  readonly allowNetwork?: boolean;
  readonly allowHome?: boolean;
  readonly cpus?: number;
  readonly memory?: number;
}

export type Means = Omit<WrapOptions, 'folder'>;

/** The means for these wishes, or why one of them cannot be met. */
export async function findMeans(wishes: Wishes, { environment }: Io): Promise<Means | Problem> {
  const { isolate = false, allowNetwork = false, allowHome = false } = wishes;
  if (allowNetwork && !isolate)
    return { message: '--allow-network loosens --isolate, which is not there.', hint: 'Tasks that are not isolated have the network.' };
  if (allowHome && !isolate)
    return { message: '--allow-home loosens --isolate, which is not there.', hint: 'Tasks that are not isolated see home folders.' };
  const homes = allowHome ? [] : homesIn(environment);
  const rooms = isolate ? await roomsFor({ allowsNetwork: allowNetwork, homes }, environment) : undefined;
  if (rooms !== undefined && 'message' in rooms) return rooms;
  const bounds = boundsFor(wishes);
  if (bounds !== undefined && 'message' in bounds) return bounds;
  return {
    environment,
    findEngine: () => findEngine(environment),
    ...(rooms === undefined ? {} : { rooms }),
    ...(bounds === undefined ? {} : { bounds }),
  };
} // biome-ignore format: one line each

/** Where people keep what is theirs. */
const HOMES = ['/home', '/root'] as const;

/** Home folders, that of this user included wherever it is; a root folder is nobody's home. */
const homesIn = ({ HOME }: Io['environment']): readonly string[] =>
  HOME === undefined || HOME === '/' || HOMES.some((home) => `${HOME}/`.startsWith(`${home}/`))
    ? HOMES
    : [...HOMES, HOME];

async function roomsFor(settings: Pick<NonNullable<Means['rooms']>, 'allowsNetwork' | 'homes'>, environment: Io['environment']): Promise<NonNullable<Means['rooms']> | Problem> {
  const ability = await findRoomPrograms(environment);
  return 'problem' in ability
    ? { message: `--isolate cannot be met: ${ability.problem}.`, hint: ability.hint }
    : { programs: ability.programs, ...settings };
} // biome-ignore format: one line each

function boundsFor({ cpus, memory }: Wishes): NonNullable<Means['bounds']> | Problem | undefined {
  if (cpus === undefined && memory === undefined) return undefined;
  const place = findGroupPlace(groupFacts());
  if ('problem' in place)
    return { message: `Nodes cannot be bounded here: cgroups v2: ${place.problem}.`, hint: '`lazurite doctor` says what is missing.' };
  return {
    place: place.folder,
    ...(cpus === undefined ? {} : { processors: cpus }),
    ...(memory === undefined ? {} : { memoryBytes: memory }),
  };
} // biome-ignore format: one line each
