// Reads the texts of files beside a formula: a short one at once, a long one in a worker, so that the page stays free.

import {
  type Found,
  type Given,
  type ReadAnswer,
  type Reading,
  type ReadQuestion,
  readAs,
} from './readings.ts';

/** What came of it, or in words why nothing did. */
export type Outcome<What> = { readonly found: What } | { readonly problem: string };

export interface Reader {
  /** Never fails: a worker that dies is a problem in words, and the next long text has another. */
  readonly read: <What extends Reading>(what: What, given: Given<What>) => Promise<Outcome<Found<What>>>;
  /** Ends the worker, if there is one; what is still asked is not answered. */
  readonly end: () => void;
}

/** Reading takes about a millisecond for a thousand letters: more is noticed by whoever writes. */
const MOST_HERE = 20_000;

/** Whether a text is read in a worker. */
export const isLong = (text: string): boolean => text.length > MOST_HERE;

const BROKEN = 'The text could not be read: the part of the page that reads long texts stopped.';

/** A reader; its worker is started for the first long text. */
export function createReader(): Reader {
  const waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
  let worker: Worker | undefined;
  let asked = 0;
  const settle = (id: number, outcome: Outcome<unknown>) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  };
  const hire = (): Worker => {
    const hired = new Worker(new URL('./trial-worker.ts', import.meta.url), { type: 'module' });
    hired.addEventListener('message', ({ data: { id, found } }: MessageEvent<ReadAnswer>) =>
      settle(id, { found }),
    );
    hired.addEventListener('error', (event) => {
      event.preventDefault();
      hired.terminate();
      worker = undefined;
      for (const id of [...waiting.keys()]) settle(id, { problem: BROKEN });
    });
    return hired;
  };
  return {
    read: async (what, given) => {
      if (!isLong(given.text)) return { found: readAs(what, given) };
      worker ??= hire();
      asked++;
      const id = asked;
      worker.postMessage({ kind: 'read', id, what, given } satisfies ReadQuestion);
      // The worker answers with what the same reading makes there.
      return new Promise((resolve) => waiting.set(id, resolve as (outcome: Outcome<unknown>) => void));
    },
    end: () => {
      worker?.terminate();
      worker = undefined;
    },
  };
}

/** An action of which one is under way at a time; when it is asked for meanwhile, it is done once more after that. */
export function oneAtATime(act: () => Promise<void>): () => void {
  let isBusy = false;
  let isDue = false;
  const go = async (): Promise<void> => {
    isDue = false;
    isBusy = true;
    await act();
    isBusy = false;
    if (isDue) await go();
  };
  return () => {
    isDue = true;
    if (!isBusy) void go();
  };
}
