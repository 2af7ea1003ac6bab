// The rooms of a run: one for each node, made when its first task comes, and made anew for a node that was reimaged.

import path from 'node:path';
import { type FailureInfo, failureOf, type WorkOrder } from '../../simulator/index.ts';
import type { Command } from '../file-services.ts';
import { isBelow, WORK_FOLDERS } from '../workspace.ts';
import { openRoom, type Room, type RoomPrograms } from './room.ts';

export interface RoomOptions {
  readonly programs: RoomPrograms;
  readonly allowsNetwork: boolean;
  readonly homes: readonly string[];
}

export interface Rooms {
  /** The command inside the room of its node. */
  readonly enter: (command: Command, order: WorkOrder) => Promise<Command | FailureInfo>;
  /** Ends all rooms and whatever is in them. */
  readonly close: () => void;
}

/** What a room's keeper is given of the environment: enough to find a shell. */
const PLAIN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The rooms of the run in this work folder. */
export function createRooms(folder: string, { programs, allowsNetwork, homes }: RoomOptions): Rooms {
  const hidden = WORK_FOLDERS.map((name) => path.join(folder, name));
  const rooms = new Map<string, Promise<Room | string>>();
  const roomOf = async (root: string): Promise<Room | string> => {
    const known = rooms.get(root);
    const room = await known;
    if (room !== undefined && typeof room !== 'string' && room.isOpen()) return room;
    // Somebody else may have made one while we looked.
    if (rooms.get(root) !== known) return roomOf(root);
    if (typeof room === 'object') room.close();
    const made = openRoom({ root, hidden, allowsNetwork, homes }, programs, { PATH: PLAIN_PATH });
    rooms.set(root, made);
    return made;
  };
  return {
    async enter(command, order) {
      const { environment, words } = command;
      const root = environment.AZ_BATCH_NODE_ROOT_DIR!;
      const room = await roomOf(root);
      if (typeof room === 'string')
        return {
          ...failureOf('CommandLaunchFailed'),
          message: `No room can be made for the node ${order.node.id}: ${room}`,
        };
      return {
        ...command,
        words: room.enter(words, command.folder),
        environment: withTemporary(environment, root),
      };
    },
    close() {
      for (const each of rooms.values())
        void each.then((room) => {
          if (typeof room !== 'string') room.close();
        });
      rooms.clear();
    },
  };
}

/** A folder for temporary files that is not in the room is replaced by the room's own. */
const withTemporary = (environment: Command['environment'], root: string): Command['environment'] =>
  environment.TMPDIR === undefined || isBelow(root, environment.TMPDIR)
    ? environment
    : { ...environment, TMPDIR: '/tmp' };
