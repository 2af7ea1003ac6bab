// The words that start a task's container, as the service would have them: the folders of the node at the same paths,
// the variables of the task, its working directory, and what the user asks for besides.
// Source: REST TaskContainerSettings; docs "run container applications on Azure Batch".

import path from 'node:path';
import {
  type ContainerSettings,
  type FailureInfo,
  failureOf,
  type WorkOrder,
} from '../../simulator/index.ts';
import { type CommandWords, splitCommandLine } from '../command-line.ts';
import { INHERITED } from '../environment.ts';
import { type Command, IMAGES_OWN } from '../file-services.ts';
import type { Bounds } from '../isolation/control-groups.ts';
import { MARK } from '../runaways.ts';
import type { Engine } from './engine.ts';

export interface ContainerParts {
  readonly engine: Engine;
  readonly command: Command;
  readonly order: WorkOrder;
  /** A name that no other container has; the user's own name wins. */
  readonly name: string;
  /** Who started it, so that a later run can end what an earlier one left. */
  readonly owner: string;
  /** A file that is not there; the engine writes the container's number to it once there is a container. */
  readonly receipt: string;
  /** The user and group of this process. */
  readonly user: string;
  /** Undefined when tasks are not isolated. */
  readonly isolation: { readonly allowsNetwork: boolean } | undefined;
  readonly bounds: Bounds;
}

/** A container to start. */
export interface ContainerWords {
  readonly words: CommandWords;
  /** Variables that the engine's command hands on by name, so that their values stand in no list of processes. */
  readonly handedOn: readonly string[];
}

export const OWNER_LABEL = 'lazurite.owner';
/** Its value is what we call a container; the user may have named it otherwise, or as somebody else's is named. */
export const NAME_LABEL = 'lazurite.container';

/** The words for the engine; a failure for settings that no container can have. */
export function containerWords(parts: ContainerParts): ContainerWords | FailureInfo {
  const { engine, command, order, bounds, isolation } = parts;
  const settings = order.containerSettings!;
  const options = optionsOf(settings, isolation !== undefined);
  if ('code' in options) return options;
  if (!/^[a-z0-9]/i.test(settings.imageName)) return invalid(`${JSON.stringify(settings.imageName)} names no image`);
  const mounts = mountsOf(settings, command.environment);
  if ('code' in mounts) return mounts;
  const own = new Set(order.environmentSettings.concat(order.job?.commonEnvironmentSettings ?? []).map((one) => one.name));
  const isHostOwn = (variable: string): boolean => (INHERITED as readonly string[]).includes(variable);
  // What bears the mark of an attempt is ended with it; the engine's own helpers must live to tidy up.
  const isInline = (variable: string): boolean => isHostOwn(variable) || variable === MARK;
  const variables = Object.keys(command.environment).filter((variable) => !isHostOwn(variable) || own.has(variable));
  const user = isAdmin(order) ? '0:0' : parts.user;
  // Without root, Podman has another user of the host for each of the container's; this one must stay itself to write.
  const isRoot = user.startsWith('0:');
  const words: CommandWords = [
    engine.command, 'run', '--rm', '--cidfile', parts.receipt,
    ...(nameIn(options) ? [] : ['--name', parts.name]),
    '--label', `${OWNER_LABEL}=${parts.owner}`, '--label', `${NAME_LABEL}=${parts.name}`,
    ...(engine.name === 'podman' && !isRoot ? ['--userns', 'keep-id'] : []),
    // Whoever removes it has given it its grace already.
    ...(engine.name === 'podman' ? ['--stop-timeout', '0'] : []),
    '--user', user,
    ...mounts.flatMap((mount) => ['--mount', mount]),
    // A variable of the host's own name must not change what the engine's command itself sees.
    ...variables.flatMap((variable) => ['--env', isInline(variable) ? `${variable}=${command.environment[variable]}` : variable]),
    ...(settings.workingDirectory === 'containerImageDefault' ? [] : ['--workdir', command.folder]),
    ...(bounds.processors === undefined ? [] : ['--cpus', String(bounds.processors)]),
    ...(bounds.memoryBytes === undefined ? [] : ['--memory', String(bounds.memoryBytes)]),
    ...options,
    ...(isolation?.allowsNetwork === false ? ['--network', 'none'] : []),
    settings.imageName, ...(command.words === IMAGES_OWN ? [] : command.words),
  ];
  return { words, handedOn: variables.filter((variable) => !isInline(variable)) };
} // biome-ignore format: a list of words

const invalid = (why: string): FailureInfo => ({
  ...failureOf('ContainerInvalidSettings'),
  message: `The container cannot be made: ${why}`,
});

/** What a container may not be given: it would run on behind our back, or wait for somebody to type. */
const FORBIDDEN = /^(-[dit]+|--(detach|interactive|tty|cidfile)(=.*)?)$/;
/** What would open an isolated container to the system around it. */
const OPENING =
  /^(-v.*|--(network|net|privileged|cap-add|security-opt|device|volume|volumes-from|mount|pid|ipc|uts|userns|cgroupns)(=.*)?)$/;

/** The user's options as words, by the rules of command lines and without any shell. */
function optionsOf({ containerRunOptions = '' }: ContainerSettings, isIsolated: boolean): readonly string[] | FailureInfo {
  if (containerRunOptions.trim() === '') return [];
  const words = splitCommandLine(containerRunOptions);
  if ('code' in words) return invalid(words.message.replace(/^.*?: /, 'its run options: '));
  if (!words[0].startsWith('-')) return invalid(`its run options begin with ${JSON.stringify(words[0])}, which is no option`);
  const forbidden = words.find((word) => FORBIDDEN.test(word));
  if (forbidden !== undefined) return invalid(`its run options hold ${forbidden}, which the service does not take`);
  const opening = isIsolated ? words.find((word) => OPENING.test(word)) : undefined;
  return opening === undefined ? words : invalid(`its run options hold ${opening}, and this run isolates its tasks`);
} // biome-ignore format: one line each

const nameIn = (options: readonly string[]): boolean =>
  options.some((word) => word === '--name' || word.startsWith('--name='));

const isAdmin = ({ userIdentity }: WorkOrder): boolean => userIdentity?.autoUser?.elevationLevel === 'admin';

/** The folders that a task may ask for by name, and the variable that says where each is. Source: REST ContainerHostDataPath. */
const PLACES: Readonly<Record<string, string>> = {
  Shared: 'AZ_BATCH_NODE_SHARED_DIR',
  Startup: 'AZ_BATCH_NODE_STARTUP_DIR',
  VfsMounts: 'AZ_BATCH_NODE_MOUNTS_DIR',
  Task: 'AZ_BATCH_TASK_DIR',
  JobPrep: 'AZ_BATCH_JOB_PREP_DIR',
  Applications: 'AZ_BATCH_NODE_ROOT_DIR',
};

/** The whole node, unless the task names what it wants of it. */
function mountsOf(
  { containerHostBatchBindMounts: wanted }: ContainerSettings,
  environment: Command['environment'],
): readonly string[] | FailureInfo {
  if (wanted === undefined) return [mount(environment.AZ_BATCH_NODE_ROOT_DIR!, false)];
  const mounts: string[] = [];
  for (const one of wanted as readonly { readonly source?: unknown; readonly isReadOnly?: unknown }[]) {
    const source = String(one?.source);
    const found = Object.hasOwn(PLACES, source) ? environment[PLACES[source]!] : undefined;
    if (found === undefined) return invalid(`the node has no folder ${JSON.stringify(source)} for this task`);
    mounts.push(mount(source === 'Applications' ? path.join(found, 'applications') : found, one.isReadOnly === true));
  }
  return mounts;
} // biome-ignore format: one line each

/** A mount at the same path, in the engine's comma-separated form. */
const mount = (folder: string, isReadOnly: boolean): string =>
  ['type=bind', `source=${folder}`, `target=${folder}`, ...(isReadOnly ? ['readonly'] : [])]
    .map(field)
    .join(',');
const field = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
