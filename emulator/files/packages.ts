// Application packages: archives in a store on this machine, unpacked onto a node once. The store is a folder with a
// folder for each application and in it an archive for each version, `<application>/<version>.zip`; the version meant
// when none is named stands in `<application>/defaultVersion`. Source: docs "application packages".

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ApplicationPackageReference, FailureInfo } from '../../simulator/index.ts';
import { codeOf, fileFailure, writeFailure } from './failure.ts';
import { BadArchive, type UnzipLimits, unzip } from './unzip.ts';

export interface PackageSettings {
  /** The store's folder; undefined when there is none. */
  readonly store: string | undefined;
  readonly limits: UnzipLimits;
}

/** Puts packages onto nodes. Whoever asks for one that is being unpacked waits for it. */
export interface PackageInstaller {
  /**
   * Unpacks what the node has not got below its folder of applications; the variables of all of them. Called again
   * for a node whose folder is empty, it unpacks again.
   */
  readonly install: (
    references: readonly ApplicationPackageReference[],
    applications: string,
    signal: AbortSignal,
  ) => Promise<{ readonly variables: Readonly<Record<string, string>> } | FailureInfo>;
}

/** An installer from a store; without one it refuses every package. */
export function createPackageInstaller({ store, limits }: PackageSettings): PackageInstaller {
  const underWay = new Map<string, Promise<FailureInfo | undefined>>();
  const once = (place: string, archive: string, signal: AbortSignal): Promise<FailureInfo | undefined> => {
    const running =
      underWay.get(place) ?? unpackTo(place, archive, limits, signal).finally(() => underWay.delete(place));
    underWay.set(place, running);
    return running;
  };
  return {
    async install(references, applications, signal) {
      const variables: Record<string, string> = {};
      for (const reference of references) {
        const found = findPackage(store, reference);
        if ('code' in found) return found;
        const place = path.join(applications, found.id, found.version);
        if (!existsSync(place)) {
          const failure = await once(place, found.archive, signal);
          if (failure !== undefined) return failure;
        }
        variables[variableOf(reference)] = place;
      }
      return { variables };
    },
  };
}

/**
 * The variable that names a package's folder on Linux: what cannot stand in a name becomes `_`, and the application's
 * id is in lower case, as the page about variables shows it. Without a version it has none either.
 */
export function variableOf({ applicationId, version }: ApplicationPackageReference): string {
  const name = version === undefined || version === '' ? applicationId : `${applicationId}_${version}`;
  return `AZ_BATCH_APP_PACKAGE_${name.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`;
}

interface FoundPackage {
  readonly id: string;
  readonly version: string;
  readonly archive: string;
}

const isName = (name: string): boolean => /^[\w.-]{1,64}$/.test(name) && !/^\.+$/.test(name);

function findPackage(
  store: string | undefined,
  { applicationId, version }: ApplicationPackageReference,
): FoundPackage | FailureInfo {
  const details = {
    ApplicationId: applicationId,
    ...(version === undefined ? {} : { ApplicationVersion: version }),
  };
  const refuse = (why: string): FailureInfo =>
    fileFailure(
      'ApplicationPackageError',
      `The application package ${applicationId}${version === undefined ? '' : ` ${version}`} ${why}`,
      details,
    );
  if (store === undefined) return refuse('cannot be had: no folder of packages is given');
  try {
    const id = isName(applicationId) ? entryOf(store, applicationId) : undefined;
    if (id === undefined) return refuse('is not in the folder of packages');
    const wanted = version === undefined || version === '' ? defaultVersion(path.join(store, id)) : version;
    if (wanted === undefined) return refuse('has no default version');
    const archive = isName(wanted) ? entryOf(path.join(store, id), `${wanted}.zip`) : undefined;
    if (archive === undefined) return refuse('is not in the folder of packages');
    return { id, version: archive.slice(0, -'.zip'.length), archive: path.join(store, id, archive) };
  } catch (error) {
    return refuse(`cannot be had: the folder of packages cannot be read (${codeOf(error)})`);
  }
}

/** The entry of a folder with that name, in whatever case: ids are the same in any. Throws the system's error. */
const entryOf = (folder: string, name: string): string | undefined =>
  readdirSync(folder).find((entry) => entry.toLowerCase() === name.toLowerCase());

function defaultVersion(folder: string): string | undefined {
  try {
    return readFileSync(path.join(folder, 'defaultVersion'), 'utf8').trim();
  } catch {
    // An application without a default version.
    return undefined;
  }
}

async function unpackTo(
  place: string,
  archive: string,
  limits: UnzipLimits,
  signal: AbortSignal,
): Promise<FailureInfo | undefined> {
  const aside = `${place}.${randomUUID().slice(0, 8)}.part`;
  try {
    mkdirSync(aside, { recursive: true, mode: 0o770 });
    await unzip(archive, aside, limits, signal);
    renameSync(aside, place);
    return undefined;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    signal.throwIfAborted();
    const name = path.relative(path.dirname(path.dirname(archive)), archive);
    if (error instanceof BadArchive)
      return fileFailure(
        'ApplicationPackageError',
        `The application package ${name} cannot be unpacked: ${error.message}`,
      );
    return {
      ...writeFailure(error, 'content', name),
      ...(codeOf(error) === 'ENOENT' ? { code: 'ApplicationPackageError' } : {}),
    };
  }
}
