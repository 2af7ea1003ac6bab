// A line of the formula as a link: whatever is said about a place of the formula leads there by one.

import { button } from '../dom.ts';
import type { FormulaPlace } from '../evaluated.ts';
import type { Playground } from '../playground.ts';

/** A button that shows a place in the editor; it says `line 3` unless something else is to be said. */
export const lineLink = (
  place: FormulaPlace,
  page: Playground,
  text = `line ${place.line}`,
): HTMLButtonElement =>
  button(
    `Show line ${place.line} in the formula`,
    { class: 'link' },
    () => page.place.put({ ...place }),
    text,
  );
