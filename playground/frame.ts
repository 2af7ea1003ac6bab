// Drawing at the pace of the screen: however often something changes between two frames, it is drawn once, and what
// is scrolled out of sight is drawn when it comes back.

import { createAudience } from './audience.ts';

export interface FrameOptions {
  /** Drawing changes no sizes on the page, so what was just put there can be drawn in the very frame that shows it. */
  readonly keepsSize?: boolean;
}

/** A function that has `draw` called once before the next frame; with a `place`, only while that can be seen. */
export function onFrame(
  draw: () => void,
  place?: Element,
  { keepsSize = false }: FrameOptions = {},
): () => void {
  const sight =
    place === undefined ? undefined : watchSight(place, { cameBack: () => TURNS.take(draw), draw });
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    if (keepsSize && sight?.isNewInSight() === true) return draw();
    if (sight?.isOut() === true) return sight.miss();
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      draw();
    });
  };
  return ask;
}

/** What came into sight late is drawn one thing a frame: several charts at once would hold up what moves meanwhile. */
class Turns {
  private readonly waiting = new Set<() => void>();

  take(draw: () => void): void {
    this.waiting.add(draw);
    if (this.waiting.size === 1) requestAnimationFrame(this.next);
  }

  private readonly next = (): void => {
    const [draw] = this.waiting;
    if (draw === undefined) return;
    this.waiting.delete(draw);
    draw();
    if (this.waiting.size > 0) requestAnimationFrame(this.next);
  };
}

/** There is one screen, so there is one line of those who wait for a frame of it. */
const TURNS = new Turns();

/** On paper everything is in sight. */
const ON_PAPER = createAudience((tell) => addEventListener('beforeprint', tell));

/** Things a little outside are drawn too, so that nothing is seen to be late. */
const MARGIN = 200;

/**
 * Places that were put on the page and of which nobody knows yet where they stand. They are looked at together: to look
 * after each drawing would have the page laid out for each.
 */
const NEW_PLACES = new Set<() => void>();

function watchSight(
  place: Element,
  { cameBack, draw }: { readonly cameBack: () => void; readonly draw: () => void },
) {
  // Until it is known to be in sight, nothing is drawn.
  let isOut = true;
  let isKnown = false;
  let isNew = false;
  let isMissed = false;
  let isReady = false;
  const know = (out: boolean) => {
    NEW_PLACES.delete(look);
    isKnown = true;
    isOut = out;
  };
  const look = () => {
    const { top, bottom, width } = place.getBoundingClientRect();
    // What is not on the page yet has no size, and may never get there.
    if (width === 0) return void NEW_PLACES.delete(look);
    know(bottom < -MARGIN || top > innerHeight + MARGIN);
    isNew = !isOut;
  };
  NEW_PLACES.add(look);
  new IntersectionObserver(
    (entries) => {
      know(entries.at(-1)?.isIntersecting !== true);
      isNew = false;
      if (isOut || !isMissed) return;
      isMissed = false;
      cameBack();
    },
    { rootMargin: `${MARGIN}px` },
  ).observe(place);
  ON_PAPER(place, () => {
    if (isMissed) draw();
  });
  return {
    isOut: () => isOut,
    /** Whether it stands in sight, and nobody was told so yet; said once. */
    isNewInSight: () => {
      if (!isKnown) {
        NEW_PLACES.add(look);
        for (const each of NEW_PLACES) each();
      }
      const said = isNew;
      isNew = false;
      return said;
    },
    miss: () => {
      isMissed = true;
      if (isReady) return;
      isReady = true;
      whenIdle(() => {
        if (!isMissed || !place.isConnected) return;
        isMissed = false;
        draw();
      });
    },
  };
}

/** What is new and out of sight is drawn once when nobody does anything: the first time costs the most. */
const SETTLED = 700;

function whenIdle(act: () => void): void {
  // What is made anew at every change of a dragged field is gone by then.
  setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(act), SETTLED);
}
