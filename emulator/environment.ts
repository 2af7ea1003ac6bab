// The environment of a task: the service's variables as one table, and the order in which settings are merged.
// Source: docs "Batch compute node environment variables"; that the service's value wins over a user's of the same
// name is a decision.

import type { EnvironmentSetting, WorkOrder } from '../simulator/index.ts';
import type { NodeFolders, TaskFolders } from './workspace.ts';

/** What variables are made of. */
export interface EnvironmentParts {
  readonly order: WorkOrder;
  readonly node: NodeFolders;
  readonly task: TaskFolders;
  /** The folder of the job's preparation task on the node. */
  readonly preparation: TaskFolders | undefined;
  readonly account: AccountNames;
  /** Variables of application packages, by name. */
  readonly packages: Readonly<Record<string, string>>;
  readonly token: string;
}

/** The account that tasks are told they belong to. */
export interface AccountNames {
  readonly name: string;
  readonly url: string;
}

type Variable = (parts: EnvironmentParts) => string | undefined;
export type Environment = Readonly<Record<string, string>>;

/** A port that the coordination of a multi-instance task can use on its master. */
const MASTER_PORT = 6000;
/** Bytes of the disk that the service keeps for itself. */
const RESERVED_BYTES = 1_000_000;

const job: Variable = ({ order }) => order.job?.id;
const addresses = ({ order }: EnvironmentParts, between: string): string | undefined =>
  order.gang?.nodes.map(({ address }) => loopback(address)).join(between);

/** The service's variables: one row each; undefined where a task has none. */
const VARIABLES: Readonly<Record<string, Variable>> = {
  AZ_BATCH_ACCOUNT_NAME:            ({ account }) => account.name,
  AZ_BATCH_ACCOUNT_URL:             ({ account }) => account.url,
  AZ_BATCH_AUTHENTICATION_TOKEN:    ({ order, token }) => (order.wantsToken ? token : undefined),
  AZ_BATCH_CERTIFICATES_DIR:        ({ task }) => task.certificates,
  AZ_BATCH_HOST_LIST:               (parts) => addresses(parts, ','),
  AZ_BATCH_IS_CURRENT_NODE_MASTER:  ({ order }) => order.gang && String(order.gang.isPrimary),
  AZ_BATCH_JOB_ID:                  job,
  AZ_BATCH_JOB_PREP_DIR:            (parts) => preparationOf(parts)?.root,
  AZ_BATCH_JOB_PREP_WORKING_DIR:    (parts) => preparationOf(parts)?.working,
  AZ_BATCH_MASTER_NODE:             ({ order }) => order.gang && `${loopback(order.gang.nodes[0]!.address)}:${MASTER_PORT}`,
  AZ_BATCH_NODE_ID:                 ({ order }) => order.node.id,
  AZ_BATCH_NODE_IS_DEDICATED:       ({ order }) => String(order.node.isDedicated),
  AZ_BATCH_NODE_LIST:               (parts) => addresses(parts, ';'),
  AZ_BATCH_NODE_MOUNTS_DIR:         ({ node }) => node.mounts,
  AZ_BATCH_NODE_ROOT_DIR:           ({ node }) => node.root,
  AZ_BATCH_NODE_SHARED_DIR:         ({ node }) => node.shared,
  AZ_BATCH_NODE_STARTUP_DIR:        ({ node }) => node.startup,
  AZ_BATCH_POOL_ID:                 ({ order }) => order.poolId,
  AZ_BATCH_TASK_DIR:                ({ task }) => task.root,
  AZ_BATCH_TASK_ID:                 ({ order }) => (order.kind === 'start' ? undefined : order.id),
  AZ_BATCH_TASK_RESERVED_EPHEMERAL_DISK_SPACE_BYTES: () => String(RESERVED_BYTES),
  AZ_BATCH_TASK_SHARED_DIR:         ({ order, task }) => (order.gang === undefined ? undefined : task.root),
  AZ_BATCH_TASK_WORKING_DIR:        ({ task }) => task.working,
  CCP_NODES:                        ({ order }) => order.gang && coresOf(order.gang.nodes),
}; // biome-ignore format: a table

/** The names of the service's variables, but for those of application packages. */
export const SERVICE_VARIABLES: readonly string[] = Object.keys(VARIABLES);

/** Start and preparation tasks come before any preparation task. */
const preparationOf = ({ order, preparation }: EnvironmentParts): TaskFolders | undefined =>
  order.kind === 'task' || order.kind === 'release' ? preparation : undefined;

/** How many nodes, then each with its cores. */
const coresOf = (nodes: NonNullable<WorkOrder['gang']>['nodes']): string =>
  [nodes.length, ...nodes.map(({ address, cores }) => `${loopback(address)} ${cores}`)].join(' ');

/** A node's address on this machine: any of 127.0.0.0/8 can be bound and reached, so each node has its own. */
export const loopback = (address: string): string => address.replace(/^\d+\./, '127.');

/** What of this machine's environment tasks see; nothing else of it, so that a task runs as it would on a node. */
export const INHERITED = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'TZ', 'TMPDIR'] as const;

/** The base that all tasks share. */
export const inheritedEnvironment = (own: Readonly<Record<string, string | undefined>>): Environment =>
  Object.fromEntries(
    INHERITED.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const])),
  );

/** The whole environment: the machine's, the job's common settings, the task's own, and the service's over all. */
export function environmentOf(inherited: Environment, parts: EnvironmentParts): Record<string, string> {
  const { order, packages } = parts;
  const environment: Record<string, string> = { ...inherited };
  for (const { name, value } of userSettings(order)) environment[name] = value;
  for (const name of SERVICE_VARIABLES) {
    const value = VARIABLES[name]!(parts);
    if (value !== undefined) environment[name] = value;
    else if (name in environment) delete environment[name];
  }
  return Object.assign(environment, packages);
}

/** What users say: the task wins over its job. Source: REST Job, `commonEnvironmentSettings`. */
const userSettings = ({ job: of, environmentSettings }: WorkOrder): readonly EnvironmentSetting[] => [
  ...(of?.commonEnvironmentSettings ?? []),
  ...environmentSettings,
];

/** Settings that no process can be given: a name with `=` or nothing in it, or a NUL. */
export const unfitSetting = (order: WorkOrder): EnvironmentSetting | undefined =>
  userSettings(order).find(({ name, value }) => name === '' || /[=\0]/.test(name) || value.includes('\0'));
