// Whose traffic goes over which network name space. Of a network with one user all traffic is that one's; of one that
// several share, only nodes know the sum.

import type { NetworkReading } from './reading.ts';

/** Bytes over the network. */
export interface Traffic {
  readonly received: number;
  readonly sent: number;
}

interface Known {
  first: NetworkReading;
  last: NetworkReading;
  readonly users: Set<string>;
}

export interface Networks {
  /** Somebody was seen in a network; undefined is the machine's own. */
  readonly note: (user: string, reading: NetworkReading | undefined) => void;
  /** What went over the networks of a user; undefined where that cannot be told. */
  readonly of: (user: string) => Traffic | undefined;
  /** What went over these networks by now. */
  readonly over: (names: Iterable<string>) => Traffic;
}

/** No network seen yet. */
export function createNetworks(): Networks {
  const known = new Map<string, Known>();
  const unknown = new Set<string>();
  return {
    note(user, reading) {
      if (reading === undefined) {
        unknown.add(user);
        return;
      }
      const network = known.get(reading.name) ?? { first: reading, last: reading, users: new Set() };
      network.last = reading;
      network.users.add(user);
      known.set(reading.name, network);
    },
    of(user) {
      const own = [...known.values()].filter(({ users }) => users.has(user));
      const isTold = own.every(({ users, last }) => users.size === 1 || !last.isOpen);
      return unknown.has(user) || own.length === 0 || !isTold ? undefined : sumOf(own);
    },
    over: (names) => sumOf([...names].flatMap((name) => known.get(name) ?? [])),
  };
}

const sumOf = (networks: readonly Known[]): Traffic => ({
  received: networks.reduce((sum, { last }) => sum + last.received, 0),
  sent: networks.reduce((sum, { last }) => sum + last.sent, 0),
});
