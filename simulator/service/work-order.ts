// What whoever runs a task for real must know of it, as a plain value: what was said, where it runs, and for whom. Made
// when an attempt begins, from what the service remembers. Source: docs "environment variables", "files and directories".

import type {
  ApplicationPackageReference, ContainerSettings, EnvironmentSetting, MultiInstanceSettings, OutputFile, ResourceFile,
  UserIdentity,
} from '../model/task.ts'; // biome-ignore format: one list
import type { Account, Job } from './account.ts';
import { addressOf } from './node-facts.ts';
import { DEDICATED } from './node-table.ts';
import { SPECIAL, type SpecialKind } from './special-table.ts';
import { taskIdOf } from './task-ids.ts';
import { NONE } from './task-table.ts';

/** The node an attempt runs on. */
export interface OrderNode {
  readonly index: number;
  readonly id: string;
  /** In the pool's private network. */
  readonly address: string;
  readonly isDedicated: boolean;
  readonly cores: number;
}

/** The nodes of a multi-instance task, the primary's first. */
export interface OrderGang {
  readonly nodes: readonly OrderNode[];
  readonly isPrimary: boolean;
}

/** The job an attempt is for. */
export interface OrderJob {
  readonly id: string;
  readonly commonEnvironmentSettings: readonly EnvironmentSetting[];
  /** The id of its preparation task, if it has one. */
  readonly preparationId: string | undefined;
}

export const ORDER_KINDS = ['task', 'start', 'preparation', 'release'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** One attempt to carry out: Azure's fields of the task under Azure's names, and beside them what is around it. */
export interface WorkOrder {
  readonly kind: OrderKind;
  readonly poolId: string;
  readonly node: OrderNode;
  /** Undefined for start tasks. */
  readonly job: OrderJob | undefined;
  /** The task's id; that of a start task is never seen. */
  readonly id: string;
  /** The task's number; -1 for special tasks. */
  readonly task: number;
  readonly commandLine: string;
  readonly environmentSettings: readonly EnvironmentSetting[];
  readonly resourceFiles: readonly ResourceFile[];
  readonly outputFiles: readonly OutputFile[];
  readonly applicationPackageReferences: readonly ApplicationPackageReference[];
  readonly poolPackageReferences: readonly ApplicationPackageReference[];
  readonly userIdentity: UserIdentity | undefined;
  readonly containerSettings: ContainerSettings | undefined;
  readonly multiInstanceSettings: MultiInstanceSettings | undefined;
  readonly wantsToken: boolean;
  readonly gang: OrderGang | undefined;
}

/** What an execution of a task is to do. */
export function orderOf(account: Account, execution: number): WorkOrder {
  const { executions, tasks, jobs, gangs } = account;
  const task = executions.tasks[execution]!;
  const spec = tasks.specOf(task);
  const gang = gangs.get(task);
  return {
    ...around(account, executions.nodes[execution]!),
    ...said(spec),
    kind: 'task',
    job: jobPart(jobs[tasks.jobs[task]!]!),
    id: taskIdOf(account, task),
    task,
    gang: gang && {
      nodes: [gang.primary, ...gang.subtasks].map((each) => nodePart(account, executions.nodes[each]!)),
      isPrimary: execution === gang.primary,
    },
  };
}

/** What a special task is to do. */
export function specialOrderOf(account: Account, special: number): WorkOrder {
  const { specials, jobs, pools, nodes } = account;
  const node = specials.nodes[special]!;
  const kind = specials.kinds[special] as SpecialKind;
  const job = specials.jobs[special]!;
  const shared = { ...around(account, node), task: NONE, gang: undefined };
  if (kind === SPECIAL.start) {
    const { startTask } = pools[nodes.pools[node]!]!.spec;
    return { ...shared, ...said(startTask!), kind: 'start', job: undefined, id: 'startup' };
  }
  const { spec } = jobs[job]!;
  const task = kind === SPECIAL.preparation ? spec.jobPreparationTask! : spec.jobReleaseTask!;
  const name = kind === SPECIAL.preparation ? 'preparation' : 'release';
  return { ...shared, ...said(task), kind: name, job: jobPart(jobs[job]!), id: task.id };
}

/** What users say of a task in fields that only some kinds have. */
interface Said {
  readonly commandLine: string;
  readonly environmentSettings?: readonly EnvironmentSetting[];
  readonly resourceFiles?: readonly ResourceFile[];
  readonly outputFiles?: readonly OutputFile[];
  readonly applicationPackageReferences?: readonly ApplicationPackageReference[];
  readonly userIdentity?: UserIdentity;
  readonly containerSettings?: ContainerSettings;
  readonly multiInstanceSettings?: MultiInstanceSettings;
  readonly authenticationTokenSettings?: { readonly access: readonly string[] };
}

function said(spec: Said) {
  return {
    commandLine: spec.commandLine,
    environmentSettings: spec.environmentSettings ?? [],
    resourceFiles: spec.resourceFiles ?? [],
    outputFiles: spec.outputFiles ?? [],
    applicationPackageReferences: spec.applicationPackageReferences ?? [],
    userIdentity: spec.userIdentity,
    containerSettings: spec.containerSettings,
    multiInstanceSettings: spec.multiInstanceSettings,
    wantsToken: (spec.authenticationTokenSettings?.access.length ?? 0) > 0,
  };
}

function around(account: Account, node: number) {
  const { spec } = account.pools[account.nodes.pools[node]!]!;
  return {
    poolId: spec.id,
    poolPackageReferences: spec.applicationPackageReferences,
    node: nodePart(account, node),
  };
}

/** A node as an order names it. */
export function nodePart({ nodes, pools, settings }: Account, node: number): OrderNode {
  const pool = pools[nodes.pools[node]!]!;
  return {
    index: node,
    id: nodes.ids[node]!,
    address: addressOf(pool, nodes.addresses[node]!),
    isDedicated: nodes.kinds[node] === DEDICATED,
    cores: settings.coresOf(pool.spec.vmSize),
  };
}

const jobPart = ({ spec }: Job): OrderJob => ({
  id: spec.id,
  commonEnvironmentSettings: spec.commonEnvironmentSettings ?? [],
  preparationId: spec.jobPreparationTask?.id,
});
