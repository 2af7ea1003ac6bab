// What an attempt used, as the journal has it.

import type { TaskUse, WorkOrder } from '../simulator/index.ts';
import type { AttemptFigures } from './usage/meter.ts';

/** What special tasks are called in events. */
const TASK_TYPES = {
  task: 'Task',
  start: 'StartTask',
  preparation: 'JobPrep',
  release: 'JobRelease',
} as const;

/** The figures of an attempt of this order. */
export const useOf = ({ kind, poolId, node, job, id }: WorkOrder, figures: AttemptFigures): TaskUse => ({
  jobId: job?.id ?? '',
  id,
  taskType: TASK_TYPES[kind],
  nodeInfo: { poolId, nodeId: node.id },
  processorSeconds: figures.processorSeconds,
  peakMemoryBytes: figures.peakMemoryBytes ?? null,
  readBytes: figures.readBytes ?? null,
  writtenBytes: figures.writtenBytes ?? null,
  receivedBytes: figures.traffic?.received ?? null,
  sentBytes: figures.traffic?.sent ?? null,
});
