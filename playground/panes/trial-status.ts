// How far proofs or tests are and what came of them, in one line that is told to screen readers, with a way to stop them
// or to begin again.

import { button, make } from '../dom.ts';

export interface TrialStatus {
  readonly words: string;
  /** What stands out. */
  readonly tone?: 'fine' | 'bad' | undefined;
  /** The way on, where there is one: what it says, and what it does in full. */
  readonly act?: { readonly label: string; readonly title: string; readonly act: () => void } | undefined;
}

/** The line. */
export function trialStatus({ words, tone, act }: TrialStatus): HTMLElement {
  return make(
    'div',
    { class: `trial-status${tone === undefined ? '' : ` ${tone}`}`, role: 'status' },
    make('span', {}, words),
    act === undefined ? undefined : button(act.title, {}, act.act, act.label),
  );
}
