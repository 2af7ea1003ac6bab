// The images of a run: each is fetched once, by whoever wants it first, and those of a pool before its nodes are ready.
// Source: REST ContainerConfiguration, ContainerRegistryReference.

import { type FailureInfo, failureOf } from '../../simulator/index.ts';
import { ask, complaintOf } from '../abilities/ask.ts';
import type { Engine } from './engine.ts';
import { isAboutLogin, loginOf, registryRefused, serverIn, serverOf, withLogin } from './registry.ts';

export interface Images {
  /** Sees that the image is there; Azure's failure when it cannot be had. */
  readonly fetch: (engine: Engine, wish: ImageWish, signal: AbortSignal) => Promise<FailureInfo | undefined>;
}

/** An image, and what opens its registry. */
export interface ImageWish {
  readonly image: string;
  /** What the task says of its registry; the pool's are asked when it says nothing. */
  readonly registry: unknown;
  readonly poolRegistries: readonly unknown[];
}

/** What a pool says of containers. */
export interface ContainerConfiguration {
  readonly images: readonly string[];
  readonly registries: readonly unknown[];
}

/** Milliseconds that an image may take to come. */
const PULL_PATIENCE = 3_600_000;

/** What is kept of a pool, read for its containers; nothing where it says nothing of them. */
export function configurationOf(kept: Readonly<Record<string, unknown>> | undefined): ContainerConfiguration {
  const machine = kept?.virtualMachineConfiguration;
  const configuration = isRecord(machine) ? machine.containerConfiguration : undefined;
  const { containerImageNames, containerRegistries } = isRecord(configuration) ? configuration : {};
  return {
    images: Array.isArray(containerImageNames) ? containerImageNames.map(String) : [],
    registries: Array.isArray(containerRegistries) ? containerRegistries : [],
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No image is known yet; `environment` is that of the engine's command. */
export function createImages(environment: Readonly<Record<string, string | undefined>>): Images {
  const known = new Set<string>();
  return {
    async fetch(engine, { image, registry, poolRegistries }, signal) {
      if (!/^[a-z0-9]/i.test(image)) return invalidImage(image, 'this names no image');
      const login = loginOf(registry ?? poolRegistries.find((one) => serverOf(one) === serverIn(image)));
      if (login !== undefined && 'code' in login) return login;
      if (known.has(image)) return undefined;
      const found = await ask(engine.command, ['image', 'inspect', '--format', '{{.Id}}', image], environment, { signal });
      if (found.code !== 0) {
        const pulled = await withLogin(login, environment, (loggedIn) =>
          ask(engine.command, ['pull', '--quiet', image], loggedIn, { signal, patience: PULL_PATIENCE }),
        );
        if (pulled.code !== 0)
          return login !== undefined && isAboutLogin(complaintOf(pulled))
            ? registryRefused(login, complaintOf(pulled))
            : invalidImage(image, complaintOf(pulled));
      }
      known.add(image);
      return undefined;
    },
  };
} // biome-ignore format: one line a step

const invalidImage = (image: string, why: string): FailureInfo => ({
  ...failureOf('ContainerInvalidImage'),
  message: `The image ${JSON.stringify(image)} cannot be had: ${why}`,
});
