// Short sentences at the foot of the page, each for a while, and what can be done about it. Screen readers hear them.

import { button, make } from '../dom.ts';
import { inWords } from '../panes/prose.ts';

/** What a notice offers, such as to undo what it tells of. */
export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

/** Says something for a while, backquotes around code; a sentence that still stands is not said twice. */
export type Say = (message: string, action?: NoticeAction) => void;

/** How long a notice stays, in milliseconds: longer when there is something to do. */
const STAY = { told: 8000, offered: 20_000 } as const;
/** More at once would hide the page. */
const MOST = 3;

/** The place of notices, and the function that says them. */
export function createNotices(): { readonly element: HTMLElement; readonly say: Say } {
  const element = make('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });
  const shown = new Map<string, HTMLElement>();
  const remove = (message: string) => {
    shown.get(message)?.remove();
    shown.delete(message);
  };
  const say: Say = (message, action) => {
    remove(message);
    const notice = makeNotice(message, action, () => {
      if (shown.get(message) === notice) remove(message);
    });
    shown.set(message, notice);
    element.append(notice);
    for (const old of [...shown.keys()].slice(0, Math.max(0, shown.size - MOST))) remove(old);
  };
  return { element, say };
}

function makeNotice(message: string, action: NoticeAction | undefined, dismiss: () => void): HTMLElement {
  const take = () => {
    dismiss();
    action?.act();
  };
  const act = action && button(action.label, { class: 'act' }, take, action.label);
  const close = button('Dismiss', { class: 'close' }, dismiss, '×');
  const notice = make('div', { class: 'notice' }, make('p', {}, ...inWords(message)), act, close);
  // Nobody is hurried who reads with the pointer or the keyboard on it.
  const wait = () => setTimeout(dismiss, action === undefined ? STAY.told : STAY.offered);
  let timer = wait();
  const hold = () => clearTimeout(timer);
  const go = () => {
    clearTimeout(timer);
    timer = wait();
  };
  notice.addEventListener('pointerenter', hold);
  notice.addEventListener('pointerleave', go);
  notice.addEventListener('focusin', hold);
  notice.addEventListener('focusout', go);
  return notice;
}
