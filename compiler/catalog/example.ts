// How an example in the catalog is written, and the state all of them run against. The tests evaluate every
// example and compare; documentation and hover print them.

/** A state an example runs against; what is left out comes from `EXAMPLE_STATE`. */
export interface ExampleState {
  /** ISO 8601. */
  readonly now?: string;
  readonly targetDedicatedNodes?: number;
  readonly targetLowPriorityNodes?: number;
  /** Live value of each node count, by its name. */
  readonly live?: Readonly<Record<string, number>>;
  /** Samples of each metric as pairs: age in seconds before now, value. Names not listed have no samples. */
  readonly samples?: Readonly<Record<string, readonly (readonly [age: number, value: number])[]>>;
  /** What every `rand()` draws. */
  readonly random?: number;
}

/** A formula and entries that Azure's results text must hold for it. */
export interface Example {
  readonly formula: string;
  /** `name=value` entries joined by `;`, each as the results text prints it. */
  readonly result: string;
  readonly state?: ExampleState;
}

/** A Wednesday noon, a pool that grows towards four nodes, and three minutes of a growing queue. */
export const EXAMPLE_STATE = {
  now: '2025-03-05T12:00:00Z',
  targetDedicatedNodes: 4,
  targetLowPriorityNodes: 2,
  live: {
    $CurrentDedicatedNodes: 3,
    $CurrentLowPriorityNodes: 2,
    $UsableNodeCount: 5,
    $PreemptedNodeCount: 1,
    $TaskSlotsPerNode: 4,
  },
  samples: {
    $PendingTasks: [[0, 12], [30, 10], [60, 8], [90, 6], [120, 4], [150, 2]],
    $ActiveTasks: [[0, 9], [30, 7], [60, 5], [90, 3], [120, 2], [150, 1]],
    $RunningTasks: [[0, 3], [30, 3], [60, 3], [90, 3], [120, 2], [150, 1]],
    $SucceededTasks: [[0, 40]],
    $FailedTasks: [[0, 1]],
    $CPUPercent: [[0, 0.5], [30, 0.75]],
  },
  random: 0.25,
} as const satisfies Required<ExampleState>; // biome-ignore format: pairs
