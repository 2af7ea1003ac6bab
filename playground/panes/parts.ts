// The parts of a pane, made anew: those in sight at once, the others when nothing else is to be done. A part that waits
// keeps what it shows, and says that it is busy, so that nothing jumps and nobody reads an old number as a new one.

import { make } from '../dom.ts';
import { renewChildren } from './renewed.ts';

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
    const mine = round;
    while (element.children.length < makers.length) element.append(make('div', { class: 'part' }));
    // Looked at before anything changes, so that the page is laid out once.
    const slots = [...element.children].map((slot) => ({ slot, ...standingOf(slot) }));
    // What reaches the middle of the window first is what somebody reads.
    const read = slots.find(({ isLow }) => isLow)?.slot;
    const fillAll = (isLate: boolean) =>
      stayingAt(read, () => {
        makers.forEach((maker, at) => {
          const { slot, isOut } = slots[at]!;
          if (isOut === isLate) fill(slot, maker);
          else slot.toggleAttribute('aria-busy', !isLate);
        });
      });
    fillAll(false);
    // All in one go, so that the page is laid out once more and not once for each.
    if (slots.some(({ isOut }) => isOut))
      whenIdle(() => {
        if (mine === round) fillAll(true);
      });
  };
  return { element, renew };
}

function fill(slot: Element, maker: MakePart): void {
  const part = maker();
  renewChildren(slot, ...(part === undefined ? [] : [part]));
  slot.removeAttribute('aria-busy');
}

/** Where what a part shows stands: wholly above or below the window, or far enough down to be read; nothing is neither. */
function standingOf({ firstElementChild }: Element): { readonly isOut: boolean; readonly isLow: boolean } {
  if (firstElementChild === null) return { isOut: false, isLow: false };
  const { top, bottom } = firstElementChild.getBoundingClientRect();
  return { isOut: bottom < 0 || top > innerHeight, isLow: bottom >= innerHeight / 2 };
}

/**
 * Acts, and scrolls by as much as that has moved what a part shows, because parts above it may have another height now.
 * Who is at the very top stays there.
 */
function stayingAt(slot: Element | undefined, act: () => void): void {
  const scroller = slot && scrollerOf(slot);
  // Asked before: afterwards the page would have to be laid out for the answer.
  const isScrolled = scroller !== undefined && scroller.scrollTop > 0;
  const before = slot?.firstElementChild?.getBoundingClientRect().top;
  act();
  const after = isScrolled ? slot?.firstElementChild?.getBoundingClientRect().top : undefined;
  if (isScrolled && before !== undefined && after !== undefined && after !== before)
    scroller.scrollTop += after - before;
}

/** The part of the page that an element scrolls with. */
function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return document.scrollingElement ?? document.documentElement;
}

/** Charts in sight are drawn first, for so many milliseconds at most. */
const PATIENCE = 300;

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: PATIENCE });
  else setTimeout(act, PATIENCE / 4);
}
