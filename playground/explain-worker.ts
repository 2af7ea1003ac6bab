// Entry of the worker that computes evaluations again, beside the one that simulates.

import { createExplain } from './explain.ts';
import type { FromExplainer, ToExplainer } from './explanation.ts';

const scope = globalThis as unknown as Worker;
const asked = { id: 0, files: new Map<string, Uint8Array>() as ReadonlyMap<string, Uint8Array> };
const explain = createExplain({ bytesOf: (name) => asked.files.get(name), turn });

scope.addEventListener('message', ({ data }: MessageEvent<ToExplainer>) => void respond(data));

async function respond({ id, question }: ToExplainer): Promise<void> {
  asked.id = id;
  asked.files = question.files;
  const found = await explain(question, () => asked.id === id).catch((error: unknown) => ({
    problem: `The evaluation could not be computed again, by a mistake of ours (${error instanceof Error ? error.message : String(error)}).`,
  }));
  scope.postMessage({ id, found } satisfies FromExplainer);
}

/** Lets messages be heard. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
