// Why an evaluation of a run said what it said: the plain value that the page shows, and who is asked for it.

import type { Explained, ExplainQuestion, FromExplainer, ToExplainer } from './explanation.ts';

export interface Explainer {
  /** The explanation, or in words why there is none; an older question is answered with undefined. */
  readonly explain: (
    question: ExplainQuestion,
  ) => Promise<Explained | { readonly problem: string } | undefined>;
}

const BROKEN = 'The evaluation could not be computed again, by a mistake of ours';

/** Has a worker compute evaluations again; it is started when the first is asked for. */
export function createExplainer(): Explainer {
  let worker: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, (found: Explained | { readonly problem: string } | undefined) => void>();
  const settle = (id: number, found: Explained | { readonly problem: string } | undefined) => {
    waiting.get(id)?.(found);
    waiting.delete(id);
  };
  const hire = (): Worker => {
    const hired = new Worker(new URL('./explain-worker.ts', import.meta.url), { type: 'module' });
    hired.addEventListener('message', ({ data }: MessageEvent<FromExplainer>) => settle(data.id, data.found));
    hired.addEventListener('error', (event) => {
      event.preventDefault();
      hired.terminate();
      worker = undefined;
      for (const id of [...waiting.keys()]) settle(id, { problem: `${BROKEN}.` });
    });
    return hired;
  };
  return {
    explain: (question) => {
      asked += 1;
      for (const id of [...waiting.keys()]) settle(id, undefined);
      worker ??= hire();
      worker.postMessage({ id: asked, question } satisfies ToExplainer);
      return new Promise((resolve) => waiting.set(asked, resolve));
    },
  };
}
