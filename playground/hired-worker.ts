// The worker that simulates, as something that can be relied on: it is started when there is work, gets the files
// it does not have yet, and is ended and started anew when it breaks or does not answer any more.

import type { FromWorker, ToWorker } from './protocol.ts';

export interface HiredWorker {
  /** Says something; a worker that does not show within `patience` milliseconds that it heard is given up. */
  readonly say: (message: Exclude<ToWorker, { kind: 'files' }>, patience: number) => void;
  /** Ends the worker; the next word starts another. */
  readonly end: () => void;
}

export interface HiredWorkerOptions {
  readonly make: () => Worker;
  /** The files that scenarios may name. */
  readonly files: () => ReadonlyMap<string, Uint8Array>;
  readonly hear: (message: Exclude<FromWorker, { kind: 'heard' }>) => void;
  /** The worker is gone: it broke, or did not answer. */
  readonly lost: (why: 'broken' | 'silent') => void;
}

/** How long a worker that works on a question may say nothing, in milliseconds. */
const QUIET = 30_000;

/** A worker that has not been started. */
export function hireWorker({ make, files, hear, lost }: HiredWorkerOptions): HiredWorker {
  let worker: Worker | undefined;
  let sent: ReadonlyMap<string, Uint8Array> = new Map();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let last: ToWorker['kind'] = 'stop';
  let isAsked = false;

  const end = () => {
    clearTimeout(waiting);
    worker?.terminate();
    worker = undefined;
    sent = new Map();
  };
  const lose = (why: 'broken' | 'silent') => {
    end();
    lost(why);
  };
  const start = (): Worker => {
    const started = make();
    started.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      clearTimeout(waiting);
      if (data.kind === 'heard') isAsked = last === 'ask';
      else if (data.kind !== 'progress') isAsked = false;
      if (isAsked) waiting = setTimeout(() => lose('silent'), QUIET);
      if (data.kind !== 'heard') hear(data);
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker === started) lose('broken');
    });
    return started;
  };
  const bring = (to: Worker) => {
    const now = new Map(files());
    const put = new Map([...now].filter(([name, bytes]) => sent.get(name) !== bytes));
    const removed = [...sent.keys()].filter((name) => !now.has(name));
    sent = now;
    if (put.size + removed.length > 0) to.postMessage({ kind: 'files', put, removed } satisfies ToWorker);
  };
  return {
    say: (message, patience) => {
      worker ??= start();
      bring(worker);
      worker.postMessage(message satisfies ToWorker);
      last = message.kind;
      clearTimeout(waiting);
      waiting = setTimeout(() => lose('silent'), patience);
    },
    end,
  };
}
