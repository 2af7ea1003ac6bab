// The legend of a time chart, with values: at the cursor, or the mean of what is in view.

import { valueAt } from '../../planner/index.ts';
import { make, swatch } from '../dom.ts';
import { onFrame } from '../frame.ts';
import type { Curve } from '../plots/sample.ts';
import type { TimeView } from '../view.ts';

export interface LegendItem {
  readonly label: string;
  readonly color: string;
  readonly shape: 'area' | 'line' | 'dashes';
  /** What the item is the sum of. */
  readonly curves: readonly Curve[];
}

/** A list of names, colours and values that follows the view. */
export function makeLegend(
  items: readonly LegendItem[],
  format: (value: number) => string,
  view: TimeView,
): HTMLElement {
  const values = items.map(() => make('b', { class: 'value' }));
  const list = make(
    'ul',
    { class: 'legend' },
    ...items.map(({ label, color, shape }, index) =>
      make('li', {}, swatch(color, shape), make('span', {}, label), values[index]),
    ),
  );
  const update = () => {
    const cursor = view.cursor();
    const [from, to] = view.shown();
    items.forEach(({ curves }, index) => {
      const value = curves.reduce(
        (sum, curve) => sum + (cursor === null ? curve.mean(from, to) : valueAt(curve.series, cursor)),
        0,
      );
      values[index]!.textContent = format(value);
    });
  };
  update();
  view.listen(onFrame(update, list));
  return list;
}
