// What commands are given of the outside: standard input, the two outputs, the terminal, and the wish to stop.
// Commands never touch `process`; the tests give them an Io of their own.

import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { EXIT } from './exit-codes.ts';

export interface Io {
  /** Paths that people give are relative to this folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Everything on standard input, or a little more than so many bytes of it. */
  readonly stdin: (most: number) => Promise<Uint8Array>;
  /** The same of a named pipe, whose other end may never come. Absent where pipes are files like others. */
  readonly pipe?: (path: string, most: number) => Promise<Uint8Array>;
  /** Standard input and output as they are, for who holds a conversation on them. */
  readonly streams: () => { readonly input: Readable; readonly output: Writable };
  /** Data, and nothing but data. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Characters in a line of the terminal, and its lines, now: people make windows larger and smaller. */
  readonly columns: number;
  readonly rows: number;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * Takes over the second Ctrl-C, and a polite request to end, which otherwise end the process on the spot; the result
   * gives them back. Absent where nobody can press a key.
   */
  readonly onInsist?: (act: () => void) => () => void;
  /** The wall clock in milliseconds since the epoch: for progress, and for whoever asks to evaluate `now`. */
  readonly now: () => number;
}

/** What a stream gives, or a little more than so many bytes of it: some never end. */
export async function gather(stream: Readable, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

/** How others ask a process to end. */
const REQUESTS = ['SIGTERM', 'SIGHUP'] as const;

/** The Io of this process. Installs what a well-mannered program does about closed pipes and Ctrl-C. */
export function processIo(): Io {
  const { stdout, stderr, stdin } = process;
  const stop = new AbortController();
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader that has gone (`| head`) is no mistake: there is just nobody left to talk to.
      if (error.code === 'EPIPE') process.exit(EXIT.fine);
      // A full disk is not ours to mend, and a half-written answer must not pass for a whole one.
      if (stream === stdout) stderr.write(`error: the output cannot be written: ${error.message}.\n`);
      process.exit(EXIT.usage);
    });
  }
  let insistence: (() => void) | undefined;
  const insist = (): void => {
    const act = insistence;
    // Whoever insists once more is not kept waiting.
    insistence = undefined;
    if (act === undefined) process.exit(EXIT.interrupted);
    stop.abort();
    act();
  };
  process.on('SIGINT', () => (stop.signal.aborted ? insist() : stop.abort()));
  // Who waits for an input has done nothing yet that could be finished.
  const leave = (): void => process.exit(EXIT.interrupted);
  const read = async (stream: Readable, most: number): Promise<Uint8Array> => {
    stop.signal.addEventListener('abort', leave);
    try {
      return await gather(stream, most);
    } finally {
      stop.signal.removeEventListener('abort', leave);
    }
  };
  return {
    folder: process.cwd(),
    environment: process.env,
    stdin: (most) => read(stdin, most),
    // Opening a pipe waits for its other end, and nothing ends a process that waits so.
    pipe: (path, most) =>
      read(
        new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false }),
        most,
      ),
    streams: () => ({ input: stdin, output: stdout }),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    get columns() {
      return stdout.columns ?? stderr.columns ?? 100;
    },
    get rows() {
      return stderr.rows ?? stdout.rows ?? 24;
    },
    signal: stop.signal,
    onInsist(act) {
      insistence = act;
      for (const signal of REQUESTS) process.on(signal, insist);
      return () => {
        insistence = undefined;
        for (const signal of REQUESTS) process.off(signal, insist);
      };
    },
    now: () => Date.now(),
  };
}
