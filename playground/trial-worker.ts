// Entry of the worker that proves, tests, and tries changes: one question at a time, with news of each answer as it comes. Whoever
// asks ends it when the answers are no longer wanted. It reads long texts of files, too.

import { answerChanges } from './change-answers.ts';
import { answerProofs } from './prove-answers.ts';
import { type ReadAnswer, type ReadQuestion, readAs } from './readings.ts';
import { reasonOf } from './reason.ts';
import { answerTests } from './test-answers.ts';
import type { TrialNews, TrialQuestion } from './trial-protocol.ts';

const scope = globalThis as unknown as Worker;
const tell = (news: TrialNews): void => scope.postMessage(news);

scope.addEventListener('message', ({ data }: MessageEvent<TrialQuestion | ReadQuestion>) => {
  if (data.kind !== 'read') return void respond(data);
  const { id, what, given } = data;
  scope.postMessage({ id, found: readAs(what, given) } satisfies ReadAnswer);
});

async function respond(question: TrialQuestion): Promise<void> {
  try {
    if (question.kind === 'prove') await answerProofs(question, tell);
    else if (question.kind === 'test') await answerTests(question, tell);
    else await answerChanges(question, tell);
    tell({ kind: 'done' });
  } catch (error) {
    const message = reasonOf(error);
    tell({ kind: 'broken', message: `a mistake of ours: ${message}` });
  }
}
