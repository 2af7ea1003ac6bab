// Colours for a canvas: it knows no variables of a style sheet, so they are asked from an element, and asked again
// when the theme becomes another, and for paper.

import { createAudience, type Join } from '../audience.ts';

/** Colours by the names of style variables, as a canvas takes them. */
export interface Ink {
  readonly color: (variable: string) => string;
}

/** Asks colours as they are now inside `place`; each once. */
function createInk(place: HTMLElement): Ink {
  const known = new Map<string, string>();
  // One element is asked for all colours, and stays: putting one in and out for each has the page look at its styles anew.
  const probe = place.querySelector<HTMLElement>(':scope > .ink') ?? document.createElement('span');
  if (!probe.isConnected) {
    probe.className = 'ink';
    probe.hidden = true;
    // A canvas keeps its colours where the system forces its own on everything else: they are data.
    probe.style.forcedColorAdjust = 'none';
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

/** The ink of a drawing; `ask` has it drawn soon when its colours are others, `draw` at once, because paper does not wait. */
export function followInk(
  place: HTMLElement,
  { ask, draw }: { readonly ask: () => void; readonly draw: () => void },
): () => Ink {
  let ink: Ink | undefined;
  const renew = () => {
    ink = undefined;
    ask();
  };
  onTheme(place, renew);
  onPaper(place, () => {
    ink = undefined;
    draw();
  });
  return () => {
    ink ??= createInk(place);
    return ink;
  };
}

/**
 * Calls back just before the page is printed. It wears the light theme then, until it was printed: what the style says
 * for print does not hold yet.
 */
const onPaper: Join = createAudience((tell) => {
  const { dataset } = document.documentElement;
  let worn: string | undefined;
  addEventListener('beforeprint', () => {
    worn = dataset.theme;
    dataset.theme = 'light';
    tell();
  });
  addEventListener('afterprint', () => {
    if (worn === undefined) delete dataset.theme;
    else dataset.theme = worn;
  });
});

/** Calls back when the theme changes, as long as `place` is on the page. */
const onTheme: Join = createAudience((tell) => {
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
