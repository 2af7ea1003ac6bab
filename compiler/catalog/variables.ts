// The service-defined variables: metrics with a history, live counts of the pool, and the targets a formula
// sets. Source: the autoscale article, "Variables"
// (https://learn.microsoft.com/azure/batch/batch-automatic-scaling#variables).

import type { Example } from './example.ts';

/** A row about one service-defined variable. */
export interface VariableRow {
  /** What one of it is: `tasks`, `nodes`, `percent`. */
  readonly unit: string;
  /** The year of the documentation that first lists it. */
  readonly since: number;
  /** When the service stopped feeding it; absent while it is fed. */
  readonly retired?: string;
  readonly prose: string;
  readonly examples?: readonly Example[];
}

/** Read-only variables that are known only from samples. */
// biome-ignore format: table
export const METRICS = {
  $ActiveTasks:     { unit: 'tasks',      since: 2015, prose: 'Tasks that are ready to run but not running: queued, with every dependency satisfied. Each instance of a multi-instance task counts. Tasks are counted, not slots, and job release tasks not at all.',
    examples: [{ formula: 'queued = $ActiveTasks;', result: 'queued=9' }] },
  $RunningTasks:    { unit: 'tasks',      since: 2015, prose: 'Tasks that are running. A task that takes several slots counts once.',
    examples: [{ formula: 'running = $RunningTasks.GetSample(3);', result: 'running=[3,3,3]' }] },
  $PendingTasks:    { unit: 'tasks',      since: 2016, prose: 'Active plus running tasks: all the work that is not finished. Do not add $ActiveTasks or $RunningTasks to it, they are inside. It may count deleted tasks for a while.',
    examples: [{ formula: 'work = $PendingTasks;', result: 'work=12' }] },
  $SucceededTasks:  { unit: 'tasks',      since: 2015, prose: 'Tasks that finished successfully.',
    examples: [{ formula: 'done = $SucceededTasks;', result: 'done=40' }] },
  $FailedTasks:     { unit: 'tasks',      since: 2015, prose: 'Tasks that failed.',
    examples: [{ formula: 'lost = $FailedTasks;', result: 'lost=1' }] },
  $CPUPercent:      { unit: 'percent',    since: 2015, prose: 'Average CPU use of the sampled nodes. Azure describes it as a percentage, but its own samples compare it with fractions such as 0.7, so check the scale on a real pool before trusting a threshold.',
    examples: [{ formula: 'busy = avg($CPUPercent.GetSample(2));', result: 'busy=0.625' }] },
  $WallClockSeconds: { unit: 'seconds',   since: 2015, retired: 'March 2024', prose: 'Seconds consumed, averaged over the sampled nodes.' },
  $MemoryBytes:     { unit: 'megabytes',  since: 2015, retired: 'March 2024', prose: 'Average memory in use on the sampled nodes: megabytes, whatever the name says.' },
  $DiskBytes:       { unit: 'gigabytes',  since: 2015, retired: 'March 2024', prose: 'Average disk space in use on the sampled nodes: gigabytes, whatever the name says.' },
  $DiskReadBytes:   { unit: 'bytes',      since: 2015, retired: 'March 2024', prose: 'Bytes read from disk, averaged over the sampled nodes.' },
  $DiskWriteBytes:  { unit: 'bytes',      since: 2015, retired: 'March 2024', prose: 'Bytes written to disk, averaged over the sampled nodes.' },
  $DiskReadOps:     { unit: 'operations', since: 2015, retired: 'March 2024', prose: 'Disk reads, averaged over the sampled nodes.' },
  $DiskWriteOps:    { unit: 'operations', since: 2015, retired: 'March 2024', prose: 'Disk writes, averaged over the sampled nodes.' },
  $NetworkInBytes:  { unit: 'bytes',      since: 2015, retired: 'March 2024', prose: 'Bytes received over the network, averaged over the sampled nodes.' },
  $NetworkOutBytes: { unit: 'bytes',      since: 2015, retired: 'March 2024', prose: 'Bytes sent over the network, averaged over the sampled nodes.' },
  $SampleNodeCount: { unit: 'nodes',      since: 2015, retired: 'March 2024', prose: 'How many nodes the resource metrics were sampled on.' },
} as const satisfies Record<string, VariableRow>;

/** Read-only variables the pool itself can answer for now; they are sampled as well. */
// biome-ignore format: table
export const LIVE = {
  $CurrentDedicatedNodes:   { unit: 'nodes', since: 2017, prose: 'Dedicated nodes in the pool now, usable or not. It trails the target while nodes start or leave.',
    examples: [{ formula: '$TargetDedicatedNodes = $CurrentDedicatedNodes * 2;', result: '$TargetDedicatedNodes=6' }] },
  $CurrentLowPriorityNodes: { unit: 'nodes', since: 2017, prose: 'Low-priority (Spot) nodes in the pool now, including the pre-empted ones; subtract $PreemptedNodeCount for those that can work.',
    examples: [{ formula: 'working = $CurrentLowPriorityNodes - $PreemptedNodeCount;', result: 'working=1' }] },
  $UsableNodeCount:         { unit: 'nodes', since: 2019, prose: 'Nodes that can run tasks now.',
    examples: [{ formula: 'usable = $UsableNodeCount;', result: 'usable=5' }] },
  $PreemptedNodeCount:      { unit: 'nodes', since: 2017, prose: 'Low-priority (Spot) nodes that are pre-empted: still members of the pool, unable to work.',
    examples: [{ formula: '$TargetLowPriorityNodes = 3 + $PreemptedNodeCount;', result: '$TargetLowPriorityNodes=4' }] },
  $TaskSlotsPerNode:        { unit: 'slots', since: 2021, prose: 'Task slots of each node, a setting of the pool: 1 unless set, at most 256 or four times the cores.',
    examples: [{ formula: 'nodes = ceil($PendingTasks / $TaskSlotsPerNode);', result: 'nodes=3' }] },
} as const satisfies Record<string, VariableRow>;

/** Variables a formula sets. */
// biome-ignore format: table
export const TARGETS = {
  $TargetDedicatedNodes:   { unit: 'nodes',  since: 2017, prose: 'How many dedicated nodes the pool shall have. Fractions are cut off towards zero and negative values become 0. Read before it is assigned, it is the pool\'s current target; a formula that never assigns it keeps that target. Quota or capacity may keep the pool below it.',
    examples: [{ formula: '$TargetDedicatedNodes = 5.8;', result: '$TargetDedicatedNodes=5' }, { formula: '$TargetDedicatedNodes = $TargetDedicatedNodes / 2;', result: '$TargetDedicatedNodes=2' }] },
  $TargetLowPriorityNodes: { unit: 'nodes',  since: 2017, prose: 'How many low-priority (Spot) nodes the pool shall have; the same rules as for $TargetDedicatedNodes. Nodes of one kind never turn into the other.',
    examples: [{ formula: '$TargetLowPriorityNodes = min(10, $PendingTasks);', result: '$TargetLowPriorityNodes=10' }] },
  $NodeDeallocationOption: { unit: 'option', since: 2015, prose: 'What happens to the tasks of nodes that this evaluation removes: requeue, terminate, taskcompletion or retaineddata. It holds for this evaluation only: a formula that does not assign it gets requeue every time.',
    examples: [{ formula: '$NodeDeallocationOption = taskcompletion;', result: '$NodeDeallocationOption=taskcompletion' }] },
} as const satisfies Record<string, VariableRow>;

/** Old names and what they stand for. When a formula sets both, the full name wins. */
// biome-ignore format: table
export const ALIASES = {
  $TargetDedicated:   { of: '$TargetDedicatedNodes',   since: 2015, prose: 'The name of $TargetDedicatedNodes until 2017. Still accepted; if both are assigned, the full name wins.' },
  $TargetLowPriority: { of: '$TargetLowPriorityNodes', since: 2017, prose: 'Short for $TargetLowPriorityNodes. If both are assigned, the full name wins.' },
  $CurrentDedicated:  { of: '$CurrentDedicatedNodes',  since: 2015, prose: 'The name of $CurrentDedicatedNodes until 2017; old formulas still use it.' },
} as const satisfies Record<string, { of: LiveId | TargetId; since: number; prose: string }>;

/** A word that can be assigned to `$NodeDeallocationOption`, written without quotes. */
// biome-ignore format: table
export const OPTIONS = {
  requeue:        { prose: 'The default: running tasks are stopped at once and go back to the queue, and the nodes leave.' },
  terminate:      { prose: 'Running tasks are ended at once and not run again, and the nodes leave.' },
  taskcompletion: { prose: 'Each node leaves when the tasks it runs have ended; it takes no new ones meanwhile. With several slots it waits for the last.' },
  retaineddata:   { prose: 'Each node leaves when the tasks it runs have ended and the retention time of their data is over. With several slots it waits for the last.' },
} as const satisfies Record<string, { prose: string }>;

export type MetricId = keyof typeof METRICS;
export type LiveId = keyof typeof LIVE;
export type TargetId = keyof typeof TARGETS;
export type AliasName = keyof typeof ALIASES;
export type OptionWord = keyof typeof OPTIONS;
