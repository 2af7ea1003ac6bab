// The containers of a run: the image is there before the task starts, a task that is stopped takes its container with
// it, and containers of a run that was killed are ended by the next one that makes any.

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type FailureInfo, failureOf, type PoolSpec, type WorkOrder } from '../../simulator/index.ts';
import { ask } from '../abilities/ask.ts';
import type { Command } from '../file-services.ts';
import type { Bounds } from '../isolation/control-groups.ts';
import { bootId, readProcess } from '../proc.ts';
import { type ContainerParts, containerWords, NAME_LABEL, OWNER_LABEL } from './container-words.ts';
import type { Engine, EngineAbility } from './engine.ts';
import { configurationOf, createImages } from './images.ts';
import { refusalOf } from './refusal.ts';

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
  /** Sees that the images of a pool are there; Azure's failure when one cannot be had. */
  readonly fetchImages: (pool: PoolSpec, signal: AbortSignal) => Promise<FailureInfo | undefined>;
  /** Ends whatever is left of the run's own containers. */
  readonly close: () => Promise<void>;
}

/** The containers of one run. */
export function createContainers({ environment, findEngine, isolation, bounds }: ContainerOptions): Containers {
  const owner = `${bootId()}.${process.pid}.${readProcess(process.pid)?.startedAt ?? 0}`;
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const images = createImages(environment);
  /** What pools whose nodes were made ready say of registries. */
  const registries = new Map<string, readonly unknown[]>();
  let ability: Promise<EngineAbility> | undefined;
  const open = async (): Promise<EngineAbility> => {
    const found = await findEngine();
    if ('engine' in found) await endThose(found.engine, environment, (of) => !isAlive(of));
    return found;
  };
  const engineHere = async (): Promise<Engine | FailureInfo> => {
    ability ??= open();
    const found = await ability;
    return 'engine' in found
      ? found.engine
      : { ...failureOf('ContainerMiscError'), message: `No container can be made: ${found.problem}. ${found.hint}` };
  };
  return {
    async enter(command, order, signal) {
      const engine = await engineHere();
      if ('code' in engine) return engine;
      const name = `lazurite-${randomUUID()}`;
      const receipt = path.join(command.environment.AZ_BATCH_NODE_ROOT_DIR!, 'volatile', name);
      const made = containerWords({ engine, command, order, name, owner, receipt, user, isolation, bounds });
      if ('code' in made) return made;
      const { imageName: image, registry } = order.containerSettings!;
      const wish = { image, registry, poolRegistries: registries.get(order.poolId) ?? [] };
      const missing = await images.fetch(engine, wish, signal);
      if (missing !== undefined) return missing;
      const handedOn = Object.fromEntries(made.handedOn.map((variable) => [variable, command.environment[variable]!]));
      return {
        words: made.words,
        folder: command.folder,
        environment: { ...present(environment), ...handedOn },
        end: () => remove(engine, environment, name),
        refusal: (exitCode, stderr) => refusalOf(exitCode, receipt, stderr),
      };
    },
    async fetchImages(pool, signal) {
      const { images: wanted, registries: poolRegistries } = configurationOf(pool.kept);
      registries.set(pool.id, poolRegistries);
      if (wanted.length === 0) return undefined;
      const engine = await engineHere();
      if ('code' in engine) return engine;
      for (const image of wanted) {
        const missing = await images.fetch(engine, { image, registry: undefined, poolRegistries }, signal);
        if (missing !== undefined) return missing;
      }
      return undefined;
    },
    async close() {
      const found = await ability;
      if (found !== undefined && 'engine' in found) await endThose(found.engine, environment, (of) => of === owner);
    },
  };
} // biome-ignore format: one line a step

const present = (environment: ContainerOptions['environment']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Removes the container that we call so, whatever the user called it. */
async function remove(
  engine: Engine,
  environment: ContainerOptions['environment'],
  name: string,
): Promise<void> {
  const words = ['ps', '--all', '--quiet', '--filter', `label=${NAME_LABEL}=${name}`];
  const { out } = await ask(engine.command, words, environment);
  if (out !== '') await ask(engine.command, ['rm', '--force', ...out.split('\n')], environment);
}

/** Removes the containers of runs that are meant. */
async function endThose(engine: Engine, environment: ContainerOptions['environment'], isMeant: (owner: string) => boolean): Promise<void> {
  const words = ['ps', '--all', '--filter', `label=${OWNER_LABEL}`, '--format', '{{.ID}} {{.Labels}}'];
  const { out } = await ask(engine.command, words, environment);
  const left = out.split('\n').flatMap((line) => {
    // Docker writes `name=value`, Podman `map[name:value]`.
    const [, id, owner = ''] = /^(\S+) .*\blazurite\.owner[=:]([^\s,\]]+)/.exec(line) ?? [];
    return id === undefined || !isMeant(owner) ? [] : [id];
  });
  if (left.length > 0) await ask(engine.command, ['rm', '--force', ...left], environment);
} // biome-ignore format: one line a step

function isAlive(owner: string): boolean {
  const [boot, pid, startedAt] = owner.split('.');
  return boot === bootId() && readProcess(Number(pid))?.startedAt === Number(startedAt);
}
