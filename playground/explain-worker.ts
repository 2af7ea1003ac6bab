// Entry of the worker that computes evaluations again, beside the one that simulates.

import { createExplain } from './explain.ts';
import type { FromExplainer, ToExplainer } from './explanation.ts';
import { reasonOf } from './reason.ts';
import { turn } from './turn.ts';

const scope = globalThis as unknown as Worker;
const asked = { id: 0, files: new Map<string, Uint8Array>() as ReadonlyMap<string, Uint8Array> };
const explain = createExplain({ bytesOf: (name) => asked.files.get(name), turn });

scope.addEventListener('message', ({ data }: MessageEvent<ToExplainer>) => void respond(data));

async function respond({ id, question }: ToExplainer): Promise<void> {
  asked.id = id;
  asked.files = question.files;
  const found = await explain(question, () => asked.id === id).catch((error: unknown) => ({
    problem: `The evaluation could not be computed again, by a mistake of ours (${reasonOf(error)}).`,
  }));
  scope.postMessage({ id, found } satisfies FromExplainer);
}
