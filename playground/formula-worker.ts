// Entry of the page's own worker for formulas: the language server, and what the page asks besides.

import { answerNames, answerPlaces, answerRule, colourRules } from './formula-answers.ts';
import { QUESTIONS } from './formula-questions.ts';
import { serveLanguage } from './serve-language.ts';

serveLanguage({
  [QUESTIONS.names]: answerNames,
  [QUESTIONS.rule]: answerRule,
  [QUESTIONS.places]: answerPlaces,
  [QUESTIONS.colours]: colourRules,
});
