// Drawing at the pace of the screen: however often something changes between two frames, it is drawn once, and what
// is scrolled out of sight is drawn when it comes back.

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

/** Things a little outside are drawn too, so that nothing is seen to be late. */
const MARGIN = 200;

function watchSight(
  place: Element,
  { cameBack, draw }: { readonly cameBack: () => void; readonly draw: () => void },
) {
  // Until it is known to be in sight, nothing is drawn.
  let isOut = true;
  let isKnown = false;
  let isMissed = false;
  let isReady = false;
  new IntersectionObserver(
    (entries) => {
      isKnown = true;
      isOut = entries.at(-1)?.isIntersecting !== true;
      if (isOut || !isMissed) return;
      isMissed = false;
      cameBack();
    },
    { rootMargin: `${MARGIN}px` },
  ).observe(place);
  // On paper everything is in sight.
  addEventListener('beforeprint', () => {
    if (isMissed && place.isConnected) draw();
  });
  return {
    isOut: () => isOut,
    /** Whether it stands in sight, and nobody was told so yet; said once. */
    isNewInSight: () => {
      if (isKnown) return false;
      const { top, bottom, width } = place.getBoundingClientRect();
      // What is not on the page yet has no size.
      if (width === 0) return false;
      isKnown = true;
      isOut = bottom < -MARGIN || top > innerHeight + MARGIN;
      return !isOut;
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
