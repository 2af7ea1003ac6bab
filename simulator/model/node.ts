// Azure's compute node: its states and which of them can take tasks, are billed, and are booting.
// Source: docs "nodes and pools"; billing: every node is billed whatever its state, a preempted one is gone.

/** All states of a node, in Azure's wire spelling. The index is the code used in columns. */
export const NODE_STATES = [
  'idle', 'rebooting', 'reimaging', 'running', 'unusable', 'creating', 'starting', 'waitingforstarttask',
  'starttaskfailed', 'unknown', 'leavingpool', 'offline', 'preempted', 'upgradingos', 'deallocating', 'deallocated',
] as const; // biome-ignore format: a table
export type NodeState = (typeof NODE_STATES)[number];

/** The code of a state: its index in `NODE_STATES`. */
export const nodeStateCode = (state: NodeState): number => NODE_STATES.indexOf(state);

/** States in which the node's machine is billed. */
export const BILLED_STATES: ReadonlySet<NodeState> = new Set(
  NODE_STATES.filter((state) => state !== 'preempted' && state !== 'deallocated'),
);

/** States on the way from allocation to the first task: the node costs and cannot work yet. */
export const BOOT_STATES: ReadonlySet<NodeState> = new Set([
  'creating', 'starting', 'waitingforstarttask', 'rebooting', 'reimaging', 'upgradingos',
] satisfies NodeState[]); // biome-ignore format: a table

/** States in which a node can run tasks. */
export const USABLE_STATES: ReadonlySet<NodeState> = new Set(['idle', 'running'] satisfies NodeState[]);

export const NODE_DEALLOCATION_OPTIONS = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'] as const;
export type NodeDeallocationOption = (typeof NODE_DEALLOCATION_OPTIONS)[number];
