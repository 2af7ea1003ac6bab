// Drawing at the pace of the screen: however often something changes between two frames, it is drawn once, and what
// is scrolled out of sight is drawn when it comes back.

/** A function that has `draw` called once before the next frame; with a `place`, only while that can be seen. */
export function onFrame(draw: () => void, place?: Element): () => void {
  const seen = place === undefined ? undefined : watchSight(place, () => ask());
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    if (seen?.isOut() === true) {
      seen.miss();
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

/** Things a little outside are drawn too, so that nothing is seen to be late. */
const MARGIN = '200px';

function watchSight(place: Element, cameBack: () => void) {
  let isOut = false;
  let isMissed = false;
  const show = () => {
    isOut = false;
    if (isMissed) cameBack();
    isMissed = false;
  };
  new IntersectionObserver(
    (entries) => {
      if (entries.at(-1)?.isIntersecting === true) show();
      else isOut = true;
    },
    { rootMargin: MARGIN },
  ).observe(place);
  // On paper everything is in sight.
  addEventListener('beforeprint', show);
  return {
    isOut: () => isOut,
    miss: () => {
      isMissed = true;
    },
  };
}
