// The built command as a process of its own, for tests of what signals and full disks do to it.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../rules/sources.ts';

export interface Running {
  readonly process: ChildProcess;
  /** Resolves once so many lines of standard error have this text; rejects when the process ends before. */
  readonly says: (text: string, times?: number) => Promise<void>;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly err: () => string;
}

/** Starts `lazurite run` on a scenario in a folder, with the words in front of it if there are any. */
export function startRun(
  folder: string,
  scenario: string,
  words: readonly string[],
  before: readonly string[] = [],
): Running {
  writeFileSync(path.join(folder, 'scenario.yaml'), scenario);
  const line = [
    ...before,
    process.execPath,
    path.join(ROOT, 'dist/lazurite.js'),
    'run',
    'scenario.yaml',
    ...words,
  ];
  const child = spawn(line[0]!, line.slice(1), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  const listeners = new Set<() => void>();
  child.stderr.on('data', (chunk) => {
    err += chunk;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  const says = (text: string, times = 1): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (err.split(text).length > times) resolve();
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended and never said "${text}" ${times} times:\n${err}`)));
    });
  return { process: child, says, ended, err: () => err };
}

/** Runs in a folder of its own that is gone afterwards. */
export async function inFolder<Found>(act: (folder: string) => Promise<Found>): Promise<Found> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The numbers of all processes that were started as tasks of nodes below this folder. */
export function tasksBelow(folder: string): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
      return environment.includes(`AZ_BATCH_NODE_ROOT_DIR=${folder}/`) ? [Number(name)] : [];
    } catch {
      // It has ended since the list was made.
      return [];
    }
  });
}
