// What the page and its worker say to each other: plain values, each with the number of the question it is about.

import type { Answer, Question } from './engine.ts';

export type ToWorker =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: Question;
      /** Files that the scenario names, by the name it uses. */
      readonly files: ReadonlyMap<string, Uint8Array>;
    }
  | { readonly kind: 'stop' };

export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly share: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  /** A bug of ours: the page says so and goes on. */
  | { readonly kind: 'broken'; readonly id: number; readonly message: string };
