// The world's first interface: where nodes come from. The service asks; the world answers through the
// listener when it is so. The modelled body is in modelled.ts; a real one makes directories.

/** What the world tells the service of a node; every call is an event of its own. */
export interface MachineEvents {
  /** A machine was obtained: the node enters `creating`. */
  created(node: number): void;
  /** The agent is starting. */
  starting(node: number): void;
  /** The agent is ready: the start task may run. */
  booted(node: number): void;
  /** The start task of the node ended with this exit code. */
  startTaskEnded(node: number, exitCode: number): void;
  /** The machine was taken away (low-priority only). */
  preempted(node: number): void;
  /** The machine is gone after `release`. */
  released(node: number): void;
}

export interface Machines {
  /** Begins to obtain machines for these nodes, one request; answers `created` for each in its time. */
  request(nodes: readonly number[]): void;
  /** A node asked for and not yet created is not wanted any more. */
  withdraw(node: number): void;
  /** Runs the pool's start task on a booted node. */
  runStartTask(node: number): void;
  /** Ends the node's life: whatever was under way stops; answers `released`. */
  release(node: number): void;
}
