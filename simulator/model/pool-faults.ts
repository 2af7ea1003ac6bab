// What the service refuses in a pool. Source: REST Pool - Add; docs "nodes and pools", "Batch quotas and limits".

import { durationFaults, type Fault, figureFaults, idFaults, within } from './fault.ts';
import {
  AUTOSCALE_INTERVAL, MOST_COMMUNICATING_NODES, MOST_PACKAGE_REFERENCES, MOST_TASK_SLOTS, type PoolSpec, RESIZE_TIMEOUT, type StartTask,
} from './pool.ts'; // biome-ignore format: one list
import { sharedFaults } from './task-faults.ts';

/** What is refused when the pool is added, apart from its formula; `cores` are those of its nodes, when known. */
export function poolFaults(spec: PoolSpec, cores?: number): readonly Fault[] {
  return [...idFaults(spec.id), ...poolSpecificationFaults(spec, cores)];
}

/** What is refused in a pool whose id the service makes. */
export function poolSpecificationFaults(spec: PoolSpec, cores?: number): readonly Fault[] {
  return [
    ...slotFaults(spec, cores),
    ...resizeFaults(spec),
    ...(spec.enableAutoScale ? intervalFaults(spec.autoScaleEvaluationInterval) : []),
    ...communicationFaults(spec),
    ...packageFaults(spec),
    ...(spec.startTask === undefined ? [] : startTaskFaults(spec.startTask).map(within('startTask'))),
  ];
}

function slotFaults({ taskSlotsPerNode, vmSize }: PoolSpec, cores: number | undefined): readonly Fault[] {
  const most = Math.min(4 * (cores ?? MOST_TASK_SLOTS), MOST_TASK_SLOTS);
  const found = figureFaults('taskSlotsPerNode', taskSlotsPerNode, { least: 1, most });
  if (cores === undefined || taskSlotsPerNode < 1) return found;
  return found.map((fault) => ({
    ...fault,
    says: `is ${taskSlotsPerNode}; expected at most ${most}, four times the ${cores} cores of ${vmSize}`,
  }));
}

/** What is refused in a resize: its targets and its timeout. */
export function resizeFaults(
  found: Partial<Pick<PoolSpec, 'resizeTimeout' | 'targetDedicatedNodes' | 'targetLowPriorityNodes'>>,
): readonly Fault[] {
  return [
    ...durationFaults('resizeTimeout', found.resizeTimeout, { least: RESIZE_TIMEOUT.least }),
    ...figureFaults('targetDedicatedNodes', found.targetDedicatedNodes, { least: 0 }),
    ...figureFaults('targetLowPriorityNodes', found.targetLowPriorityNodes, { least: 0 }),
  ];
}

/** A pool that shall autoscale without a formula, or with targets of its own; readers of files say more about it. */
export function autoScaleFaults(spec: PoolSpec): readonly Fault[] {
  if (!spec.enableAutoScale) return [];
  const code = 'InvalidAutoScalingSettings';
  const isTargeted = spec.targetDedicatedNodes + spec.targetLowPriorityNodes > 0;
  return [
    ...(spec.autoScaleFormula === undefined
      ? [{ path: ['enableAutoScale'], says: 'is true and there is no formula', code }]
      : []),
    ...(isTargeted
      ? [{ path: ['enableAutoScale'], says: 'is true; the formula sets the targets', code }]
      : []),
  ];
}

function packageFaults({ applicationPackageReferences: { length } }: PoolSpec): readonly Fault[] {
  if (length <= MOST_PACKAGE_REFERENCES) return [];
  const says = `has ${length} items; expected at most ${MOST_PACKAGE_REFERENCES}`;
  return [{ path: ['applicationPackageReferences'], says, code: 'InvalidPropertyValue' }];
}

/** What is refused in the time between evaluations. */
export const intervalFaults = (interval: number): readonly Fault[] =>
  durationFaults('autoScaleEvaluationInterval', interval, AUTOSCALE_INTERVAL);

function communicationFaults(spec: PoolSpec): readonly Fault[] {
  const nodes = spec.enableAutoScale ? 0 : spec.targetDedicatedNodes + spec.targetLowPriorityNodes;
  return spec.enableInterNodeCommunication && nodes > MOST_COMMUNICATING_NODES
    ? [
        {
          path: ['enableInterNodeCommunication'],
          says: `is true in a pool of ${nodes} nodes; expected at most ${MOST_COMMUNICATING_NODES}`,
          code: 'InvalidPropertyValue',
        },
      ]
    : [];
}

/** What is refused in a start task. */
export const startTaskFaults = (task: StartTask): readonly Fault[] => [
  ...figureFaults('maxTaskRetryCount', task.maxTaskRetryCount, { least: -1, code: 'InvalidConstraintValue' }),
  ...sharedFaults(task),
];
