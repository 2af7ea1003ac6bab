// Charts as files: an SVG with its title, legend and colours in it, that opens by itself; the same as PNG; and
// whatever else is given as a text. Files are made in the page and asked of nobody.

import { make } from './dom.ts';

/** What is drawn, as SVG elements in so many pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly elements: string;
}

export interface ExportOptions {
  /** The file's name without its ending; made of the figure's title when left out. */
  readonly name?: string;
  /** What is drawn, where the page has it on a canvas. */
  readonly picture?: () => Picture;
  /** The data behind the chart. */
  readonly csv?: () => string;
  /** Where the menu stands; in the figure's corner when left out. */
  readonly place?: HTMLElement;
}

/** Hands a file to the reader. */
export function download(name: string, content: Blob | string, type = 'text/plain'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = make('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has the file by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name for files out of a title. */
export const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'lazurite';

/** Gives every figure with a chart in it a way to its files, unless it has one. */
export function addExports(root: HTMLElement): void {
  for (const figure of root.querySelectorAll('figure')) {
    const hasChart = figure.querySelector('.plot > svg, .anchor svg') !== null;
    if (hasChart && figure.querySelector('.export') === null) addExport(figure, {});
  }
}

/** Gives a figure a small menu of its files. */
export function addExport(figure: HTMLElement, options: ExportOptions): void {
  const title = () => options.name ?? titleOf(figure);
  const name = (ending: string) => `${fileName(title())}.${ending}`;
  const svg = () => figureSvg(figure, options.picture?.());
  const files: readonly (readonly [string, () => void])[] = [
    ['SVG', () => download(name('svg'), svg(), 'image/svg+xml')],
    ['PNG', () => void svgToPng(svg()).then((blob) => download(name('png'), blob))],
    ...(options.csv === undefined
      ? []
      : [['CSV', () => download(name('csv'), options.csv!(), 'text/csv')] as const]),
  ];
  const menu = make(
    'details',
    { class: 'export' },
    make('summary', { 'aria-label': `Save ${titleOf(figure)}`, title: 'Save' }, '⤓'),
  );
  const list = make('div', { class: 'export-list card', role: 'group', 'aria-label': 'Save as' });
  for (const [label, save] of files) {
    const button = make('button', { type: 'button', class: 'small' }, label);
    button.addEventListener('click', () => {
      menu.open = false;
      save();
    });
    list.append(button);
  }
  menu.append(list);
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
    event.stopPropagation();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  figure.classList.add('exportable');
  (options.place ?? figure).append(menu);
}

/** The figure's own title, or that of the section it stands in. */
const titleOf = (figure: HTMLElement): string =>
  (figure.querySelector('h3') ?? figure.closest('section')?.querySelector('h2'))?.textContent ?? 'Chart';

const ROOM = 14;
/** About how wide a letter of a legend is. */
const LETTER = 6.7;
const FONT = 'ui-sans-serif, system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

/** A figure as an SVG file: title, legend, chart. */
export function figureSvg(figure: HTMLElement, given?: Picture): string {
  const style = getComputedStyle(figure);
  const picture = given ?? pictureOf(figure);
  const { ink, soft } = inksOf(figure);
  const width = Math.ceil(picture.width) + 2 * ROOM;
  const legend = legendOf(figure, width - 2 * ROOM, soft);
  const top = 30 + legend.height;
  const height = Math.ceil(top + picture.height) + ROOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12">`,
    `<title>${escaped(titleOf(figure))}</title>`,
    `<rect width="100%" height="100%" fill="${style.backgroundColor}"/>`,
    `<text x="${ROOM}" y="22" font-size="14" font-weight="640" fill="${ink}">${escaped(titleOf(figure))}</text>`,
    `<g transform="translate(${ROOM},30)">${legend.elements}</g>`,
    `<g transform="translate(${ROOM},${top})">`,
    picture.elements,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function inksOf(figure: HTMLElement): { readonly ink: string; readonly soft: string } {
  const heading = figure.querySelector('h3') ?? figure;
  const legend = figure.querySelector('.legend, .legend-note') ?? figure;
  return { ink: getComputedStyle(heading).color, soft: getComputedStyle(legend).color };
}

/** The legend's swatches and names in lines that fit. */
function legendOf(
  figure: HTMLElement,
  width: number,
  ink: string,
): { readonly height: number; readonly elements: string } {
  const items = [...figure.querySelectorAll('figcaption .legend li')].map((item) => ({
    name: [...item.childNodes]
      .filter((child) => !(child instanceof HTMLElement && child.matches('.value, .swatch')))
      .map((child) => child.textContent ?? '')
      .join('')
      .trim(),
    swatch: item.querySelector('.swatch'),
  }));
  let x = 0;
  let y = 0;
  const elements = items.map(({ name, swatch }) => {
    const long = 20 + name.length * LETTER + 14;
    if (x > 0 && x + long > width) {
      x = 0;
      y += 18;
    }
    const at = x;
    x += long;
    return `${swatch === null ? '' : swatchOf(swatch, at, y)}<text x="${at + 18}" y="${y + 10}" fill="${ink}">${escaped(name)}</text>`;
  });
  return { height: items.length === 0 ? 0 : y + 22, elements: elements.join('') };
}

function swatchOf(swatch: Element, x: number, y: number): string {
  const { backgroundColor, borderTopColor } = getComputedStyle(swatch);
  if (!swatch.matches('.line, .dashes'))
    return `<rect x="${x}" y="${y}" width="11" height="11" rx="3" fill="${backgroundColor}"/>`;
  const dashes = swatch.matches('.dashes') ? ' stroke-dasharray="4 2"' : '';
  return `<path d="M${x},${y + 6}h14" stroke="${borderTopColor}" stroke-width="2.5"${dashes}/>`;
}

/** The chart of a figure as it is drawn on the page. */
function pictureOf(figure: HTMLElement): Picture {
  const svg = figure.querySelector<SVGSVGElement>('.plot > svg, .anchor svg');
  if (svg === null) return { width: 0, height: 0, elements: '' };
  const { width, height } = svg.getBoundingClientRect();
  return { width, height, elements: svgElements(svg) };
}

/** What of a style is written into the file, with the value that needs no writing. */
// biome-ignore format: a table
const PROPERTIES: readonly (readonly [name: string, usual: string])[] = [
  ['fill', 'rgb(0, 0, 0)'], ['fill-opacity', '1'], ['stroke', 'none'], ['stroke-width', '1px'],
  ['stroke-dasharray', 'none'], ['stroke-linejoin', 'miter'], ['opacity', '1'], ['font-size', '12px'],
  ['font-weight', '400'], ['text-anchor', 'start'], ['shape-rendering', 'auto'], ['paint-order', 'normal'],
];
const KEPT = [
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'rx',
  'width',
  'height',
  'd',
  'transform',
  'dy',
  'dx',
];

/** An SVG of the page as elements that need no style sheet; what is hidden is left out. */
export function svgElements(element: Element): string {
  return [...element.children].map((child) => elementText(child)).join('\n');
}

function elementText(element: Element): string {
  const style = getComputedStyle(element);
  if (style.visibility === 'hidden' || style.display === 'none' || element.matches('.selection, .rule'))
    return '';
  const name = element.tagName.toLowerCase();
  if (name === 'title') return '';
  const own = KEPT.filter((key) => element.hasAttribute(key)).map(
    (key) => [key, element.getAttribute(key)!] as const,
  );
  const isLeaf = element.children.length === 0;
  const styled = isLeaf
    ? PROPERTIES.filter(([key, usual]) => style.getPropertyValue(key) !== usual).map(
        ([key]) => [key, style.getPropertyValue(key)] as const,
      )
    : style.opacity === '1'
      ? []
      : [['opacity', style.opacity] as const];
  // A part that is cut at its edges: the file as a whole has the title.
  const part = name === 'svg' ? [['aria-hidden', 'true'] as const] : [];
  const attributes = [...part, ...own, ...styled]
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('');
  const inner = isLeaf ? escaped(element.textContent ?? '') : svgElements(element);
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Pixels of a PNG to one of the page. */
const SHARPNESS = 2;

/** An SVG file painted by the browser. */
export async function svgToPng(text: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make('canvas');
  canvas.width = image.naturalWidth * SHARPNESS;
  canvas.height = image.naturalHeight * SHARPNESS;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
      'image/png',
    );
  });
}
