// What people paste that is more than a formula, or less: a file with formulas in it, text with escapes. The formula
// is taken out when somebody presses the button, never by itself.

import { button, make } from '../dom.ts';
import type { Wrapped } from '../formula-questions.ts';
import { isOneString } from '../one-string.ts';
import { inWords } from './prose.ts';

export interface PasteOffer {
  readonly element: HTMLElement;
  /** The text is another one; `hasErrors` when the service would refuse it. */
  readonly look: (text: string, hasErrors: boolean) => void;
}

export interface PasteOptions {
  readonly ask: (text: string) => Promise<Wrapped | undefined>;
  readonly take: (text: string) => void;
}

/** More letters than this at once are not typed. */
const PASTED = 1;
/** More formulas than these are not offered one by one. */
const MOST_OFFERED = 6;

/** The bar above the editor; empty while there is nothing to offer. */
export function makePasteOffer({ ask, take }: PasteOptions): PasteOffer {
  const element = make('div', { class: 'paste-offer', role: 'status' });
  let before = '';
  let declined: string | undefined;
  let asked = 0;
  const hide = (): void => element.replaceChildren();
  const look = async (text: string, hasErrors: boolean): Promise<void> => {
    const isPasted = lettersPut(before, text) > PASTED;
    before = text;
    asked++;
    if ((!hasErrors && !isOneString(text)) || text === declined) return hide();
    if (!isPasted && element.childElementCount === 0) return;
    const mine = asked;
    const wrapped = await ask(text);
    if (mine !== asked) return;
    if (wrapped === undefined) return hide();
    const accept = (formula: string): void => {
      hide();
      take(formula);
    };
    const decline = (): void => {
      declined = text;
      hide();
    };
    element.replaceChildren(...offerOf(wrapped, accept, decline));
  };
  return { element, look: (text, hasErrors) => void look(text, hasErrors) };
}

/** How many letters were put in one place to make a text of the one before. */
function lettersPut(before: string, text: string): number {
  const most = Math.min(before.length, text.length);
  let [start, end] = [0, 0];
  while (start < most && before[start] === text[start]) start++;
  while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  return text.length - start - end;
}

function offerOf(
  { what, formulas }: Wrapped,
  accept: (text: string) => void,
  decline: () => void,
): readonly HTMLElement[] {
  const isOne = formulas.length === 1;
  const takes = formulas.slice(0, MOST_OFFERED).map(({ label, text }) => {
    const words = isOne ? 'Take out the formula' : `Take ${label}`;
    return button(words, { class: 'small primary' }, () => accept(text), words);
  });
  const count = isOne ? '' : ` with ${formulas.length} formulas in it`;
  return [
    make('p', {}, ...inWords(`This looks like ${what}${count}.`)),
    make(
      'div',
      { class: 'buttons' },
      ...takes,
      button('Keep the text as it is', { class: 'small' }, decline, 'Keep the text as it is'),
    ),
  ];
}
