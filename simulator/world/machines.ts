// The world's first interface: where nodes come from. The service asks; the world answers through the
// listener when it is so. The modelled body is in modelled-machines.ts; a real one makes directories.

import type { NodeError } from '../model/node.ts';

/** What the world tells the service of a node; every call is an event of its own. */
export interface MachineEvents {
  /** A machine was obtained: the node enters `creating`. For a node that had one, it is a new machine. */
  created(node: number): void;
  /** The agent is starting. */
  starting(node: number): void;
  /** The agent is ready: the start task may run. */
  booted(node: number): void;
  /** The machine was taken away (low-priority only). */
  preempted(node: number): void;
  /** The machine is gone after `release`. */
  released(node: number): void;
  /** The machine is off after `deallocate`. */
  deallocated(node: number): void;
  /** The agent is not heard any more. */
  lost(node: number): void;
  /** A lost agent is heard again, and nothing happened meanwhile. */
  found(node: number): void;
  /** The node cannot run tasks any more: it broke, did not boot, or its disk is full. */
  failed(node: number, error: NodeError): void;
}

export interface Machines {
  /** All that changes in it, as plain data that a saved run can hold; absent where the world is real. */
  readonly state?: object;
  /** Begins to obtain machines for these nodes, one request; answers `created` for each in its time. */
  request(nodes: readonly number[]): void;
  /** A node asked for and not yet created is not wanted any more. */
  withdraw(node: number): void;
  /** Whether there is no machine for a node that was asked for, as things are; a world that cannot say leaves it out. */
  isUnobtainable?(node: number): boolean;
  /** Restarts the system; answers `starting`, then `booted`. */
  reboot(node: number): void;
  /** Installs the system anew; answers `starting`, then `booted`. */
  reimage(node: number): void;
  /** Installs a newer system; answers `starting`, then `booted`. */
  upgrade(node: number): void;
  /** Turns the machine off; answers `deallocated`. */
  deallocate(node: number): void;
  /** Turns a deallocated machine on; answers `starting`, then `booted`. */
  start(node: number): void;
  /** Ends the node's life: whatever was under way stops; answers `released`. */
  release(node: number): void;
}
