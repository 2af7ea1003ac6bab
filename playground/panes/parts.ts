// The parts of a pane, made anew: those in sight at once, the others when nothing else is to be done. A part that waits
// keeps what it shows, and says that it is busy, so that nothing jumps and nobody reads an old number as a new one.

import { make } from '../dom.ts';

/** Makes a part; undefined where there is nothing to show. */
export type MakePart = () => HTMLElement | undefined;

/** Parts one below the other. */
export interface Parts {
  readonly element: HTMLElement;
  /** Makes all of them anew, in their order; those of an earlier call that still wait are not made any more. */
  readonly renew: (makers: readonly MakePart[]) => void;
}

/** No parts yet. */
export function createParts(): Parts {
  const element = make('div', { class: 'see-body' });
  let round = 0;
  const renew = (makers: readonly MakePart[]): void => {
    round++;
    while (element.children.length < makers.length) element.append(make('div', { class: 'part' }));
    // Looked at before anything changes, so that the page is laid out once.
    const slots = [...element.children].map((slot) => ({ slot, waits: isOutOfSight(slot) }));
    const late = makers.flatMap((maker, at) => {
      const { slot, waits } = slots[at]!;
      slot.toggleAttribute('aria-busy', waits);
      if (waits) return [() => fill(slot, maker)];
      fill(slot, maker);
      return [];
    });
    const mine = round;
    // All in one go, so that the page is laid out once more and not once for each.
    if (late.length > 0) whenIdle(() => mine === round && late.forEach((make) => void make()));
  };
  return { element, renew };
}

function fill(slot: Element, maker: MakePart): void {
  const part = maker();
  slot.replaceChildren(...(part === undefined ? [] : [part]));
  slot.removeAttribute('aria-busy');
}

/** Whether what a part shows is wholly above or below the window; a part that shows nothing is not. */
function isOutOfSight({ firstElementChild }: Element): boolean {
  if (firstElementChild === null) return false;
  const { top, bottom } = firstElementChild.getBoundingClientRect();
  return bottom < 0 || top > innerHeight;
}

/** Charts in sight are drawn first, for so many milliseconds at most. */
const PATIENCE = 300;

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: PATIENCE });
  else setTimeout(act, PATIENCE / 4);
}
