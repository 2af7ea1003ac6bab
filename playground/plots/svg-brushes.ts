// A canvas that writes SVG: the part of the canvas interface that our painters use, so that what is painted on the
// page can be kept as a file that scales.

/** What painters may call. A real canvas context has all of it. */
export type Brushes = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle' | 'strokeStyle' | 'globalAlpha' | 'lineWidth' | 'font' | 'textAlign' | 'textBaseline'
  | 'fillRect' | 'clearRect' | 'fillText' | 'beginPath' | 'closePath' | 'moveTo' | 'lineTo' | 'arc' | 'roundRect'
  | 'fill' | 'stroke' | 'setLineDash'
>; // biome-ignore format: a list

export interface SvgBrushes extends Brushes {
  /** Everything painted so far, as elements. */
  readonly elements: () => string;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
const BASELINES: Readonly<Record<string, string>> = {
  middle: 'central',
  top: 'hanging',
  bottom: 'text-after-edge',
};

/** Brushes that remember what they paint. */
export function createSvgBrushes(): SvgBrushes {
  const painted: string[] = [];
  let path = '';
  let dashes: readonly number[] = [];
  const alpha = () => (brushes.globalAlpha < 1 ? ` opacity="${round(brushes.globalAlpha)}"` : '');
  const brushes: SvgBrushes = {
    fillStyle: '#000', strokeStyle: '#000', globalAlpha: 1, lineWidth: 1, font: '12px sans-serif',
    textAlign: 'left', textBaseline: 'alphabetic',
    elements: () => painted.join('\n'),
    clearRect: () => {
      painted.length = 0;
    },
    fillRect: (x, y, width, height) => {
      painted.push(
        `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${String(brushes.fillStyle)}"${alpha()}/>`,
      );
    },
    fillText: (text, x, y) => {
      const anchor = ANCHORS[brushes.textAlign];
      const baseline = BASELINES[brushes.textBaseline];
      painted.push(
        `<text x="${round(x)}" y="${round(y)}" style="font: ${escaped(brushes.font)}"${anchor === undefined ? '' : ` text-anchor="${anchor}"`}${baseline === undefined ? '' : ` dominant-baseline="${baseline}"`} fill="${String(brushes.fillStyle)}"${alpha()}>${escaped(text)}</text>`,
      );
    },
    beginPath: () => {
      path = '';
    },
    closePath: () => {
      path += 'Z';
    },
    moveTo: (x, y) => {
      path += `M${round(x)},${round(y)}`;
    },
    lineTo: (x, y) => {
      path += `${path === '' ? 'M' : 'L'}${round(x)},${round(y)}`;
    },
    arc: (x, y, radius) => {
      // Painters here draw whole circles alone.
      const r = round(radius);
      path += `M${round(x - radius)},${round(y)}a${r},${r} 0 1 0 ${round(2 * radius)},0a${r},${r} 0 1 0 ${round(-2 * radius)},0Z`;
    },
    roundRect: (x, y, width, height, radii) => {
      const r = typeof radii === 'number' ? Math.min(radii, width / 2, height / 2) : 0;
      const [w, h] = [round(width - 2 * r), round(height - 2 * r)];
      const corner = `a${round(r)},${round(r)} 0 0 1 `;
      path += `M${round(x + r)},${round(y)}h${w}${corner}${round(r)},${round(r)}v${h}${corner}${round(-r)},${round(r)}h-${w}${corner}${round(-r)},${round(-r)}v-${h}${corner}${round(r)},${round(-r)}Z`;
    },
    setLineDash: (segments) => {
      dashes = [...segments];
    },
    fill: () => {
      painted.push(`<path d="${path}" fill="${String(brushes.fillStyle)}"${alpha()}/>`);
    },
    stroke: () => {
      const dashed = dashes.length === 0 ? '' : ` stroke-dasharray="${dashes.join(' ')}"`;
      painted.push(
        `<path d="${path}" fill="none" stroke="${String(brushes.strokeStyle)}" stroke-width="${round(brushes.lineWidth)}"${dashed}${alpha()}/>`,
      );
    },
  }; // biome-ignore format: brushes by name
  return brushes;
}
