// Task specifications as the service shares them: with what it asks of each task at once.

import { DEFAULT_RETENTION, type TaskConstraints, type TaskSpec } from '../model/task.ts';
import type { Account } from './account.ts';
import type { NodeDemands, SharedSpec } from './task-table.ts';
import { MANAGER_KIND, PLAIN } from './waiting-lines.ts';

/** What a job manager asks besides what its specification says. */
export interface ManagerDemands {
  readonly runExclusive: boolean;
  readonly allowLowPriorityNode: boolean;
}

/** Shares a specification; tasks name it by the number. `manager` is given for a job manager task alone. */
export function shareSpec(account: Account, spec: TaskSpec, manager?: ManagerDemands): number {
  if (spec.affinityInfo !== undefined) account.tasks.lastNodes ??= new Map();
  return account.tasks.specs.push(sharedSpec(spec, manager)) - 1;
}

/** The specification with other constraints, for one task whose constraints were changed. */
export function constrainSpec({ tasks }: Account, shared: number, constraints: TaskConstraints): number {
  const before = tasks.specs[shared]!;
  return tasks.specs.push({ ...before, spec: { ...before.spec, constraints }, ...limitsOf(constraints) }) - 1;
}

const limitsOf = ({ retentionTime, maxWallClockTime }: TaskConstraints) => ({
  retention: retentionTime ?? DEFAULT_RETENTION,
  wallClockLimit: maxWallClockTime ?? Number.POSITIVE_INFINITY,
});

function sharedSpec(spec: TaskSpec, manager: ManagerDemands | undefined): SharedSpec {
  const { constraints, requiredSlots } = spec;
  const demands = demandsOf(spec, manager);
  return {
    spec,
    requiredSlots,
    ...limitsOf(constraints),
    kind: kindOf(demands),
    demands,
    weight: demands?.nodeCount ?? 1,
    dependsOn: spec.dependsOn,
  };
}

function demandsOf(spec: TaskSpec, manager: ManagerDemands | undefined): NodeDemands | undefined {
  const { multiInstanceSettings, affinityInfo } = spec;
  if (manager === undefined && multiInstanceSettings === undefined && affinityInfo === undefined)
    return undefined;
  return {
    managesJob: manager !== undefined,
    runExclusive: manager?.runExclusive ?? false,
    dedicatedOnly: manager?.allowLowPriorityNode === false,
    isMultiInstance: multiInstanceSettings !== undefined,
    nodeCount: multiInstanceSettings?.numberOfInstances ?? 1,
    affinityId: affinityInfo?.affinityId.toLowerCase() ?? '',
  };
}

const EXCLUSIVE = 2;
const DEDICATED_ONLY = 4;
const NODE_COUNT = 8;

/** Tasks of one kind suit the same nodes, so they can wait in one line. An affinity is only a wish. */
function kindOf(demands: NodeDemands | undefined): number {
  if (demands === undefined) return PLAIN;
  return (
    (demands.managesJob ? MANAGER_KIND : PLAIN) +
    (demands.runExclusive ? EXCLUSIVE : 0) +
    (demands.dedicatedOnly ? DEDICATED_ONLY : 0) +
    (demands.isMultiInstance ? demands.nodeCount * NODE_COUNT : 0)
  );
}
