// Runs something again whenever one of the files it read changes, until Ctrl-C.

import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';

/** Editors write a file in several steps; this long after the last one it is whole. */
const QUIET = 60;

interface Round {
  readonly code: ExitCode;
  /** What it read; standard input is not watched. */
  readonly files: readonly string[];
}

/** Ends only by Ctrl-C, with the code of an interruption. */
export async function watchFiles({ io }: Context, run: () => Promise<Round>): Promise<ExitCode> {
  let watched: readonly string[] = [];
  while (!io.signal.aborted) {
    const changes = createChanges(io.folder, () => watched);
    const { files } = await run();
    watched = files.filter((file) => file !== '-').map((file) => path.resolve(io.folder, file));
    changes.listen(watched);
    if (io.signal.aborted) {
      changes.close();
      break;
    }
    io.err(`\nwatching ${watched.length} file${watched.length === 1 ? '' : 's'}; Ctrl-C ends\n`);
    await changes.next(io.signal);
    changes.close();
  }
  return EXIT.interrupted;
}

interface Changes {
  readonly listen: (files: readonly string[]) => void;
  /** Resolves once a file has changed and is quiet, or at once when the signal is given. */
  readonly next: (signal: AbortSignal) => Promise<void>;
  readonly close: () => void;
}

/** Listens to folders, because a file that is replaced is not the one that was listened to. */
function createChanges(folder: string, files: () => readonly string[]): Changes {
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => {};
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => wake(), QUIET);
  };
  return {
    listen(wanted) {
      for (const place of new Set(wanted.map((file) => path.dirname(file)))) {
        const watcher = watch(place, (_event, name) => {
          if (name === null || files().includes(path.resolve(folder, place, name))) changed();
        });
        // A folder that goes away is no reason to end: Ctrl-C is.
        watcher.on('error', () => watcher.close());
        watchers.push(watcher);
      }
    },
    next: (signal) =>
      new Promise((resolve) => {
        wake = resolve;
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
