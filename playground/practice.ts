// Practice for the worker that simulates. Browsers compile well what ran often, so the second run of a page would take
// twice as long as the tenth. So once there was an answer and nobody asks anything, the same question is answered a few
// times more, for nobody: the first change is then about as quick as all later ones.

import type { Engine, Question } from './engine.ts';

export interface Practice {
  /** An answer was given, which took so many milliseconds: there may be time. */
  readonly begin: (question: Question, took: number) => void;
  /** Somebody asks something: practice ends at its next turn. */
  readonly stop: () => void;
}

/** So often; more shows no gain. */
const ROUNDS = 3;
/** What takes longer than this, in milliseconds, is not practised: it has run often enough within itself. */
const SHORT = 800;
/** How long nobody must have asked anything, in milliseconds. */
const REST = 1000;

/** Practice with an engine of its own, so that what the worker's engine keeps stays. */
export function createPractice(engine: Engine): Practice {
  let left = ROUNDS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let spell = 0;
  const soon = (question: Question) => {
    const mine = spell;
    const isWanted = () => mine === spell;
    timer = setTimeout(async () => {
      left -= 1;
      // Another seed, so that the workload is drawn anew as well. What goes wrong is on the console, and this was the last
      // round; whoever asks for the same is told.
      const varied = { ...question, scenario: { ...question.scenario, seed: left } };
      await engine.answer(varied, { progress: () => {}, isWanted });
      if (isWanted() && left > 0) soon(question);
    }, REST);
  };
  return {
    begin: (question, took) => {
      if (left > 0 && took < SHORT) soon(question);
    },
    stop: () => {
      clearTimeout(timer);
      spell += 1;
    },
  };
}
