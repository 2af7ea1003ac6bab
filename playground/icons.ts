// The few signs on buttons, drawn: letters for them are missing in many fonts.

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Each as the path of a line in a square of 16. */
const PATHS = {
  plus: 'M8 3v10M3 8h10',
  copy: 'M6 5.5h7v8H6zM10 5.5v-3H3v8h3',
  pen: 'M3 13l.8-3L11 2.8l2.2 2.2L6 12.2zM9.5 4.3l2.2 2.2',
  cross: 'M4 4l8 8M12 4l-8 8',
} as const;

/** A sign for a button that has its name elsewhere. */
export function icon(name: keyof typeof PATHS): SVGElement {
  const drawing = document.createElementNS(NAMESPACE, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', width: '16', height: '16', class: 'icon', 'aria-hidden': 'true' }))
    drawing.setAttribute(key, value);
  const path = document.createElementNS(NAMESPACE, 'path');
  path.setAttribute('d', PATHS[name]);
  drawing.append(path);
  return drawing;
} // biome-ignore format: a row
