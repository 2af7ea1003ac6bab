// How a command is really started: inside the container that its task asks for, or in the room and the bounds of its
// node, or as it is. One function for all of it, made once for a run.

import type { FailureInfo, WorkOrder } from '../../simulator/index.ts';
import { findProgram } from '../abilities/find-program.ts';
import { type Containers, createContainers } from '../containers/containers.ts';
import type { EngineAbility } from '../containers/engine.ts';
import type { Command, FileServices } from '../file-services.ts';
import { launchFailure } from '../process.ts';
import { type Bounds, openControlGroups } from './control-groups.ts';
import { createRooms, type RoomOptions } from './rooms.ts';

/** Bounds, and the group in which groups with them can be made. */
export interface BoundsHere extends Bounds {
  readonly place: string;
}

/** The means of a run, each of which this machine has. */
export interface WrapOptions {
  /** The work folder. */
  readonly folder: string;
  /** The environment of this process, for the container engine. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absent when tasks are not isolated. */
  readonly rooms?: RoomOptions;
  /** Absent when nothing bounds nodes. */
  readonly bounds?: BoundsHere;
  /** Asked for once, when the first task wants a container. */
  readonly findEngine: () => Promise<EngineAbility>;
}

export interface Wrapping {
  readonly services: Pick<FileServices, 'wrap' | 'fetchImages'>;
  /** Ends what was made around commands, once none runs any more. */
  readonly close: () => Promise<void>;
}

/** Makes the wrap of a run. */
export function createWrap(options: WrapOptions): Wrapping {
  const { folder, environment, bounds } = options;
  const rooms = options.rooms && createRooms(folder, options.rooms);
  const groups = bounds && openControlGroups(bounds.place, bounds);
  const containers: Containers = createContainers({
    environment,
    findEngine: options.findEngine,
    isolation: options.rooms,
    bounds: bounds ?? {},
  });
  const wrap = async (
    command: Command,
    order: WorkOrder,
    signal: AbortSignal,
  ): Promise<Command | FailureInfo> => {
    if (order.containerSettings !== undefined) return containers.enter(command, order, signal);
    if (rooms === undefined && groups === undefined) return command;
    // Whoever starts the command is another program, which would only end with a code of its own.
    const [program] = command.words;
    const found = findProgram(program, command.environment.PATH, command.folder);
    if ('error' in found)
      return launchFailure(Object.assign(new Error(found.error), { code: found.error }), program);
    const inside = rooms === undefined ? command : await rooms.enter(command, order);
    return groups === undefined || 'code' in inside ? inside : bounded(inside, groups.fileOf(order.node.id));
  };
  return {
    services: { wrap, fetchImages: containers.fetchImages },
    async close() {
      await containers.close();
      rooms?.close();
      await groups?.close();
    },
  };
}

/** Joins the group, then becomes the command: what it starts is in the group from its first moment. */
const bounded = (command: Command, groupFile: string): Command => ({
  ...command,
  words: ['/bin/sh', '-c', 'echo $$ >"$0" && exec "$@"', groupFile, ...command.words],
});
