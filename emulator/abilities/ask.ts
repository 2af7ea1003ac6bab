// Asking a program of this machine something short: its version, whether its service answers. It never throws, and
// whoever does not answer in time is ended.

import { execFile } from 'node:child_process';

export interface Answer {
  /** Undefined when it could not be started, or did not end in time. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Milliseconds that a program gets for its answer, unless it is given more. */
const PATIENCE = 10_000;
const MOST_BYTES = 1 << 20;

/** Runs a program with these words, and gives what it says. */
export function ask(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { patience = PATIENCE, signal }: { readonly patience?: number; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const options = {
      timeout: patience,
      killSignal: 'SIGKILL',
      maxBuffer: MOST_BYTES,
      env: environment,
      signal,
    } as const;
    execFile(program, [...words], options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ code, out: out.trim(), err: err.trim() });
    });
  });
}

/** The last line of what a program complained of. */
export const complaintOf = ({ code, out, err }: Answer): string =>
  (err || out).split('\n').at(-1) || (code === undefined ? 'it does not answer' : `it ends with ${code}`);
