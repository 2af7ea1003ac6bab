// How far proofs or tests are, in words, with what can be done about it. It stands there all the time: a button that is
// made anew at each news could not be pressed.

import { button, make } from '../dom.ts';

export interface TrialStatus {
  readonly words: string;
  readonly tone?: 'fine' | 'bad';
  /** What can be done now. */
  readonly act?: 'stop' | 'again';
}

export interface TrialActs {
  /** What they are, as in “Stop the proofs”. */
  readonly what: string;
  readonly stop: () => void;
  readonly again: () => void;
}

/** The line, and how to change what it says. */
export function makeTrialStatus({ what, stop, again }: TrialActs): {
  readonly element: HTMLElement;
  readonly show: (status: TrialStatus) => void;
} {
  const told = make('span');
  const buttons = {
    stop: button(`Stop the ${what}`, {}, stop, 'Stop'),
    again: button(`Try the ${what} again`, {}, again, 'Try again'),
  };
  const element = make('div', { class: 'trial-status', role: 'status' }, told);
  return {
    element,
    show: ({ words, tone, act }) => {
      // What is said again is not read out again.
      if (told.textContent !== words) told.textContent = words;
      element.classList.toggle('fine', tone === 'fine');
      element.classList.toggle('bad', tone === 'bad');
      for (const [name, one] of Object.entries(buttons)) {
        if (name !== act) one.remove();
        else if (!one.isConnected) element.append(one);
      }
    },
  };
}
