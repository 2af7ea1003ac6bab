// How far proofs or tests are, in words, with one button that stays in its place while the words change: who is about to
// press it does not miss it.

import { button, make } from '../dom.ts';

/** What can be done: its name for those who cannot see, what the button shows, and what happens. */
export interface TrialAct {
  readonly name: string;
  readonly shown: string;
  readonly act: () => void;
}

export interface TrialStatus<Act extends string> {
  /** Says this, with a button for that or without. */
  readonly show: (words: string, act: Act | undefined, tone?: 'fine' | 'bad') => void;
  /** What stands under it from now on. */
  readonly follow: (...elements: readonly (Node | undefined)[]) => void;
}

/** Puts a status into `place`, which is its alone; it says nothing yet. */
export function makeTrialStatus<Act extends string>(
  place: HTMLElement,
  acts: Readonly<Record<Act, TrialAct>>,
): TrialStatus<Act> {
  const said = make('span', {});
  const element = make('div', { class: 'trial-status', role: 'status' }, said);
  let offered: Act | undefined;
  place.replaceChildren(element);
  return {
    show(words, act, tone) {
      if (said.textContent !== words) said.textContent = words;
      element.classList.toggle('fine', tone === 'fine');
      element.classList.toggle('bad', tone === 'bad');
      if (act === offered) return;
      offered = act;
      element.replaceChildren(said, ...(act === undefined ? [] : [buttonOf(acts[act])]));
    },
    follow(...elements) {
      while (element.nextSibling !== null) element.nextSibling.remove();
      place.append(...elements.filter((one) => one !== undefined));
    },
  };
}

const buttonOf = ({ name, shown, act }: TrialAct): HTMLElement => button(name, {}, act, shown);
