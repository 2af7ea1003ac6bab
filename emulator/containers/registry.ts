// The registry that a task names for its image: its login, as a configuration that the engine's command reads for this
// one image and nobody else does. The user's own logins are left as they are.
// Source: REST ContainerRegistryReference.

import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { type FailureInfo, failureOf } from '../../simulator/index.ts';

export interface RegistryLogin {
  readonly server: string;
  readonly userName: string;
  readonly password: string;
}

/** Where images come from when nobody says. Source: REST ContainerRegistryReference, `registryServer`. */
const USUAL_SERVER = 'docker.io';
/** What the configuration calls that one. */
const USUAL_KEY = 'https://index.docker.io/v1/';

/** The login of a registry; undefined where it needs none; a failure for one that cannot be used here. */
export function loginOf(registry: unknown): RegistryLogin | FailureInfo | undefined {
  if (registry === undefined || registry === null) return undefined;
  if (typeof registry !== 'object') return invalid('it is not an object');
  const { registryServer = USUAL_SERVER, username, password, identityReference } = registry as Readonly<Record<string, unknown>>;
  if (identityReference !== undefined) return invalid('an identity of Azure opens it, and there is none on this machine');
  if (username === undefined && password === undefined) return undefined;
  if (typeof username !== 'string' || typeof password !== 'string') return invalid('a user name and a password belong together');
  if (typeof registryServer !== 'string' || registryServer === '') return invalid('its server is no name');
  return { server: registryServer, userName: username, password };
} // biome-ignore format: one line each

const invalid = (why: string): FailureInfo => ({
  ...failureOf('ContainerInvalidRegistry'),
  message: `The registry of the image cannot be used: ${why}`,
});

/** The server that this registry is of. */
export const serverOf = (registry: unknown): unknown =>
  (registry as { readonly registryServer?: unknown } | null)?.registryServer ?? USUAL_SERVER;

/** The server that an image's name begins with, or the usual one. Source: the engines' own rule. */
export const serverIn = (image: string): string =>
  /^(localhost|[^/]*[.:][^/]*)\//.exec(image)?.[1] ?? USUAL_SERVER;

/** Why an image of a registry with a login did not come. */
export const registryRefused = ({ server }: RegistryLogin, why: string): FailureInfo =>
  invalid(`${server} does not take the login: ${why}`);

/** What an engine complains of when a login is wrong. */
export const isAboutLogin = (complaint: string): boolean =>
  /unauthorized|denied|authentication|credential|\b401\b|\b403\b/i.test(complaint);

type Variables = Readonly<Record<string, string | undefined>>;

/** Does something with an environment by which an engine's command is logged in; nothing of it stays. */
export async function withLogin<Found>(
  login: RegistryLogin | undefined,
  environment: Variables,
  act: (environment: Variables) => Promise<Found>,
): Promise<Found> {
  if (login === undefined) return act(environment);
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-login-'));
  try {
    const file = path.join(folder, 'config.json');
    const auth = Buffer.from(`${login.userName}:${login.password}`).toString('base64');
    const key = login.server === USUAL_SERVER ? USUAL_KEY : login.server;
    const known = contextOf(environment, folder);
    writeFileSync(file, JSON.stringify({ ...known, auths: { [key]: { auth } } }), { mode: 0o600 });
    return await act({ ...environment, DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: file });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which service Docker's command talks to is in the user's configuration too, and stays so. */
function contextOf(
  { DOCKER_CONFIG, HOME }: Variables,
  folder: string,
): { readonly currentContext?: unknown } {
  const own = DOCKER_CONFIG ?? path.join(HOME ?? homedir(), '.docker');
  try {
    const { currentContext } = JSON.parse(readFileSync(path.join(own, 'config.json'), 'utf8'));
    symlinkSync(path.join(own, 'contexts'), path.join(folder, 'contexts'));
    return currentContext === undefined ? {} : { currentContext };
  } catch {
    // Without a configuration there is the usual service.
    return {};
  }
}
