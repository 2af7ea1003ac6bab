// Entry of the page's own worker for formulas: the language server, and what the page asks besides.

import { answerNames, answerRule, colourRules } from './formula-answers.ts';
import { QUESTIONS, type Wrapped } from './formula-questions.ts';
import { serveLanguage } from './serve-language.ts';

serveLanguage({
  questions: {
    [QUESTIONS.names]: answerNames,
    [QUESTIONS.rule]: answerRule,
    [QUESTIONS.places]: whatWasPasted,
    [QUESTIONS.colours]: colourRules,
  },
});

/** Plain formulas never ask this, so what answers it is loaded with the first who does. */
async function whatWasPasted(pasted: { readonly text: string }): Promise<Wrapped | null> {
  const { answerPlaces } = await import('./answer-places.ts');
  return answerPlaces(pasted);
}
