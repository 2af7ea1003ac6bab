// Has a worker prove or test: the latest question wins. A worker that is still busy with an older one is ended, and
// another is hired; so are one that dies.

import type { TrialNews, TrialQuestion } from './trial-protocol.ts';

export interface TrialClient {
  readonly ask: (question: TrialQuestion) => void;
  /** Ends what is going on. */
  readonly stop: () => void;
  readonly isBusy: () => boolean;
}

/** A client; news of the last question alone are heard. */
export function createTrialClient(hear: (news: TrialNews) => void): TrialClient {
  let worker: Worker | undefined;
  let isBusy = false;
  const dismiss = () => {
    worker?.terminate();
    worker = undefined;
    isBusy = false;
  };
  const hire = (): Worker => {
    const hired = new Worker(new URL('./trial-worker.ts', import.meta.url), { type: 'module' });
    hired.addEventListener('message', ({ data }: MessageEvent<TrialNews>) => {
      if (hired !== worker) return;
      if (data.kind === 'done' || data.kind === 'broken' || data.kind === 'refused') isBusy = false;
      hear(data);
    });
    hired.addEventListener('error', (event) => {
      event.preventDefault();
      if (hired !== worker) return;
      dismiss();
      hear({ kind: 'broken', message: 'their worker could not be loaded, or died' });
    });
    return hired;
  };
  return {
    ask: (question) => {
      if (isBusy) dismiss();
      worker ??= hire();
      isBusy = true;
      worker.postMessage(question);
    },
    stop: dismiss,
    isBusy: () => isBusy,
  };
}
