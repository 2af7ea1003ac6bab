// Small changes of the formulas against the cases of a test file, as plain values: the same changes and the same cases
// as those of `lazurite test --mutate`.

import { describeChange, MUTATIONS } from '../compiler/index.ts';
import { createSource } from '../grammar/index.ts';
import { mutate, openTestFile } from '../planner/index.ts';
import { placeOf } from './formula-place.ts';
import { folderOf, runScenario } from './test-answers.ts';
import type { ChangesQuestion, TrialNews } from './trial-protocol.ts';

/** Tries one change after the other and tells those that no case notices; the cases must have passed. */
export async function answerChanges(
  question: ChangesQuestion,
  tell: (news: TrialNews) => void,
): Promise<void> {
  const { value: file } = await openTestFile(
    createSource('tests', question.tests),
    folderOf(question, new Set()),
  );
  // What is wrong with the file was said when it ran.
  if (file === undefined) return tell({ kind: 'changed', formulas: [] });
  const results = await mutate([file], {
    most: question.most,
    seed: question.seed,
    run: runScenario,
    onProgress: (_, share) => tell({ kind: 'changing', share }),
    onUnnoticed: (mutation, source) =>
      tell({
        kind: 'unnoticed',
        change: {
          formula: source.text,
          place: placeOf(source, mutation.span),
          change: describeChange(mutation),
          why: MUTATIONS[mutation.kind].prose,
        },
      }),
    isStopped: () => false,
  });
  const formulas = results.map(({ source, tried, candidates, unnoticed }) => ({
    name: source.name,
    tried,
    candidates,
    unnoticed: unnoticed.length,
  }));
  tell({ kind: 'changed', formulas });
}
