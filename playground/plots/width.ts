// How wide a chart's place is, told when it changes. Nobody asks the page for a width amid drawing: that would have it
// lay everything out anew for each chart.

/** Calls back with the width of `place` in whole pixels, at least `least`: once it is known, and whenever it changes. */
export function onWidth(place: HTMLElement, least: number, changed: (width: number) => void): void {
  let known: number | undefined;
  new ResizeObserver((entries) => {
    const room = Math.round(entries.at(-1)!.contentRect.width);
    const width = Math.max(least, room);
    // What is hidden has no width, and keeps the one it had.
    if (room === 0 || width === known) return;
    known = width;
    changed(width);
  }).observe(place);
}
