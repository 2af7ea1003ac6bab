// Drawing at the pace of the screen: however often something changes between two frames, it is drawn once.

/** A function that has `draw` called once before the next frame. */
export function onFrame(draw: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      draw();
    });
  };
}
