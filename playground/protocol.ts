// What the page and its worker say to each other: plain values, those about a question with its number.

import type { Question } from './engine.ts';
import type { Parcel } from './parcel.ts';

export type ToWorker =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'stop' }
  /** Files that scenarios may name: those that are new or other than before, and those that are gone. */
  | {
      readonly kind: 'files';
      readonly put: ReadonlyMap<string, Uint8Array>;
      readonly removed: readonly string[];
    };

export type FromWorker =
  /** The worker listens: it has heard the question, or that it is to stop. */
  | { readonly kind: 'heard' }
  | { readonly kind: 'progress'; readonly id: number; readonly share: number }
  | { readonly kind: 'answer'; readonly id: number; readonly parcel: Parcel }
  /** A bug of ours, or too little memory: the page says so and goes on. */
  | { readonly kind: 'broken'; readonly id: number; readonly message: string };
