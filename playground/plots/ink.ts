// Colours for a canvas: it knows no variables of a style sheet, so they are asked from an element, and asked again
// when the theme becomes another.

import { createAudience, type Join } from '../audience.ts';

/** Colours by the names of style variables, as a canvas takes them. */
export interface Ink {
  readonly color: (variable: string) => string;
}

/** Asks colours as they are now inside `place`; each once. */
export function createInk(place: HTMLElement): Ink {
  const known = new Map<string, string>();
  // One element is asked for all colours, and stays: putting one in and out for each has the page look at its styles anew.
  const probe = place.querySelector<HTMLElement>(':scope > .ink') ?? document.createElement('span');
  if (!probe.isConnected) {
    probe.className = 'ink';
    probe.hidden = true;
    place.append(probe);
  }
  return {
    color: (variable) => {
      const before = known.get(variable);
      if (before !== undefined) return before;
      probe.style.color = variable;
      const { color } = getComputedStyle(probe);
      known.set(variable, color);
      return color;
    },
  };
}

/** Calls back when the theme changes, as long as `place` is on the page. */
export const onTheme: Join = createAudience((tell) => {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  const theme = { attributes: true, attributeFilter: ['data-theme'] };
  new MutationObserver(tell).observe(document.documentElement, theme);
});

/** Fits a canvas to so many pixels of the page at the screen's own resolution; what was drawn is gone. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const density = Math.min(3, globalThis.devicePixelRatio || 1);
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context?.setTransform(density, 0, 0, density, 0, 0);
  return context;
}
