// Drawing at the pace of the screen: however often something changes between two frames, it is drawn once, and what
// is scrolled out of sight is drawn when it comes back.

/** A function that has `draw` called once before the next frame; with a `place`, only while that can be seen. */
export function onFrame(draw: () => void, place?: Element): () => void {
  const sight =
    place === undefined ? undefined : watchSight(place, { cameBack: () => TURNS.take(draw), draw });
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    if (sight?.isOut() === true) {
      sight.miss();
      return;
    }
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
const MARGIN = '200px';

function watchSight(
  place: Element,
  { cameBack, draw }: { readonly cameBack: () => void; readonly draw: () => void },
) {
  // Until it is known to be in sight, nothing is drawn.
  let isOut = true;
  let isMissed = false;
  new IntersectionObserver(
    (entries) => {
      isOut = entries.at(-1)?.isIntersecting !== true;
      if (isOut || !isMissed) return;
      isMissed = false;
      cameBack();
    },
    { rootMargin: MARGIN },
  ).observe(place);
  // On paper everything is in sight.
  addEventListener('beforeprint', () => {
    if (isMissed && place.isConnected) draw();
  });
  return {
    isOut: () => isOut,
    miss: () => {
      isMissed = true;
    },
  };
}
