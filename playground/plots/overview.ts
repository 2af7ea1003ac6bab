// The whole run as a small strip, with a window that says which part of it the other charts show.

import { brushX, type D3BrushEvent, select } from 'd3';
import { onFrame } from '../frame.ts';
import type { TimeView } from '../view.ts';
import { MARGIN, timeScale, valueScale } from './axis.ts';
import { drawStack, type StackLayer, stackUp } from './stack.ts';
import { onWidth } from './width.ts';

const HEIGHT = 46;

/** Puts the strip into `place`; dragging its window, or a new one, with mouse or pen changes the view; fingers scroll the page. */
export function drawOverview(
  place: HTMLElement,
  label: string,
  layers: readonly StackLayer[],
  view: TimeView,
): void {
  const svg = select(place)
    .append('svg')
    .attr('class', 'overview')
    .attr('height', HEIGHT)
    .attr('role', 'img');
  svg.attr('aria-label', label);
  const stack = svg.append('g');
  const window = svg.append('g').attr('class', 'window');
  let following = false;
  let x = timeScale(view.start, view.whole, 600);
  const seconds = (at: number) => (x.invert(at).getTime() - view.start) / 1000;
  // After a tap comes a mouse's click, which would choose nothing and so show everything.
  let isFinger = false;
  svg.on('pointerdown', ({ pointerType }: PointerEvent) => {
    isFinger = pointerType === 'touch';
  });
  const brush = brushX<unknown>()
    .touchable(false)
    .filter(({ ctrlKey, button }: MouseEvent) => !isFinger && !ctrlKey && button === 0);
  brush.on('brush end', (event: D3BrushEvent<unknown>) => {
    if (event.sourceEvent === null || event.sourceEvent === undefined) return;
    following = true;
    const chosen = event.selection as readonly [number, number] | null;
    if (chosen === null) view.show(...view.whole);
    else view.show(seconds(chosen[0]), seconds(chosen[1]));
    following = false;
  });

  const draw = (width: number) => {
    svg.attr('width', width).attr('viewBox', `0 0 ${width} ${HEIGHT}`);
    x = timeScale(view.start, view.whole, width);
    const areas = stackUp(layers, view.whole, width);
    const highest = areas.tops.at(-1)?.reduce((most, top) => Math.max(most, top), 0) ?? 0;
    const y = valueScale(highest, HEIGHT + MARGIN.bottom - 3);
    drawStack(stack, layers, areas, x, y, view.start);
    brush.extent([
      [MARGIN.left, 1],
      [width - MARGIN.right, HEIGHT - 1],
    ]);
    window.call(brush);
    frame();
  };
  /** The window follows; the run as a whole stays as it is. */
  const frame = () => {
    const [from, to] = view.shown();
    const everything = from <= view.whole[0] && to >= view.whole[1];
    brush.move(window, everything ? null : [x(view.start + from * 1000), x(view.start + to * 1000)]);
  };
  const follow = onFrame(frame, place);
  view.listen((change) => {
    if (change === 'shown' && !following) follow();
  });
  onWidth(place, 240, draw);
}
