// The containers of a run: the image is there before the task starts, a task that is stopped takes its container with
// it, and containers of a run that was killed are ended by the next one.

import { randomUUID } from 'node:crypto';
import { type FailureInfo, failureOf, type WorkOrder } from '../../simulator/index.ts';
import { ask, complaintOf } from '../abilities/ask.ts';
import type { Command } from '../file-services.ts';
import type { Bounds } from '../isolation/control-groups.ts';
import { bootId, readProcess } from '../proc.ts';
import { type ContainerParts, containerWords, OWNER_LABEL } from './container-words.ts';
import type { Engine, EngineAbility } from './engine.ts';
import { isAboutLogin, loginOf, type RegistryLogin, registryRefused, withLogin } from './registry.ts';

export interface ContainerOptions {
  /** The environment of this process; the engine's command finds its service and its logins by it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly findEngine: () => Promise<EngineAbility>;
  readonly isolation: ContainerParts['isolation'];
  /** Of each container. */
  readonly bounds: Bounds;
}

export interface Containers {
  /** The command in the container that its order asks for. */
  readonly enter: (command: Command, order: WorkOrder, signal: AbortSignal) => Promise<Command | FailureInfo>;
}

/** Milliseconds that an image may take to come. */
const PULL_PATIENCE = 3_600_000;

/** The containers of one run. */
export function createContainers({ environment, findEngine, isolation, bounds }: ContainerOptions): Containers {
  const owner = `${bootId()}.${process.pid}.${readProcess(process.pid)?.startedAt ?? 0}`;
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const images = new Set<string>();
  let ability: Promise<EngineAbility> | undefined;
  const open = async (): Promise<EngineAbility> => {
    const found = await findEngine();
    if ('engine' in found) await endLeftContainers(found.engine, environment);
    return found;
  };
  return {
    async enter(command, order, signal) {
      ability ??= open();
      const found = await ability;
      if ('problem' in found)
        return { ...failureOf('ContainerMiscError'), message: `No container can be made: ${found.problem}. ${found.hint}` };
      const { engine } = found;
      const made = containerWords({ engine, command, order, name: `lazurite-${randomUUID()}`, owner, user, isolation, bounds });
      if ('code' in made) return made;
      const { imageName, registry } = order.containerSettings!;
      const login = loginOf(registry);
      if (login !== undefined && 'code' in login) return login;
      const missing = images.has(imageName) ? undefined : await fetchImage(engine, imageName, login, { environment, signal });
      if (missing !== undefined) return missing;
      images.add(imageName);
      const handedOn = Object.fromEntries(made.handedOn.map((name) => [name, command.environment[name]!]));
      return {
        words: made.words,
        folder: command.folder,
        environment: { ...present(environment), ...handedOn },
        end: async () => void (await ask(engine.command, ['rm', '--force', made.name], environment)),
      };
    },
  };
} // biome-ignore format: one line a step

const present = (environment: ContainerOptions['environment']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Sees that the image is there; Azure's failure when it cannot be had. */
async function fetchImage(
  engine: Engine,
  image: string,
  login: RegistryLogin | undefined,
  { environment, signal }: { readonly environment: ContainerOptions['environment']; readonly signal: AbortSignal },
): Promise<FailureInfo | undefined> {
  const known = await ask(engine.command, ['image', 'inspect', '--format', '{{.Id}}', image], environment, { signal });
  if (known.code === 0) return undefined;
  const pulled = await withLogin(login, environment, (loggedIn) =>
    ask(engine.command, ['pull', '--quiet', image], loggedIn, { signal, patience: PULL_PATIENCE }),
  );
  if (pulled.code === 0) return undefined;
  if (login !== undefined && isAboutLogin(complaintOf(pulled))) return registryRefused(login, complaintOf(pulled));
  return { ...failureOf('ContainerInvalidImage'), message: `The image ${JSON.stringify(image)} cannot be had: ${complaintOf(pulled)}` };
} // biome-ignore format: one line a step

/** Ends the containers whose run is no more. */
async function endLeftContainers(engine: Engine, environment: ContainerOptions['environment']): Promise<void> {
  const words = ['ps', '--all', '--filter', `label=${OWNER_LABEL}`, '--format', '{{.ID}} {{.Labels}}'];
  const { out } = await ask(engine.command, words, environment);
  const left = out.split('\n').flatMap((line) => {
    // Docker writes `name=value`, Podman `map[name:value]`.
    const [, id, owner = ''] = /^(\S+) .*\blazurite\.owner[=:]([^\s,\]]+)/.exec(line) ?? [];
    return id === undefined || isAlive(owner) ? [] : [id];
  });
  if (left.length > 0) await ask(engine.command, ['rm', '--force', ...left], environment);
} // biome-ignore format: one line a step

function isAlive(owner: string): boolean {
  const [boot, pid, startedAt] = owner.split('.');
  return boot === bootId() && readProcess(Number(pid))?.startedAt === Number(startedAt);
}
