// The formula: the text that everything else on the page follows.

import { make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { activeFormula, withText } from '../state.ts';

/** How long the writer must have paused before the text counts, in milliseconds. */
const PAUSE = 100;

/** The editor of the active formula; what is typed reaches the state after a pause. */
export function makeFormulaPane({ store, place }: Playground): HTMLElement {
  const text = make('textarea', {
    class: 'formula',
    'aria-label': 'Formula',
    spellcheck: 'false',
    wrap: 'off',
  });
  text.value = activeFormula(store.state()).text;
  let timer: ReturnType<typeof setTimeout> | undefined;
  text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => store.change(withText(store.state(), text.value)), PAUSE);
  });
  store.listen((state) => {
    const { text: wanted } = activeFormula(state);
    if (document.activeElement !== text && text.value !== wanted) text.value = wanted;
  });
  place.listen((wished) => {
    if (wished === undefined) return;
    const lines = text.value.split('\n');
    const offset = (line: number, column: number) =>
      lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, column - 1);
    text.focus();
    text.setSelectionRange(offset(wished.line, wished.column), offset(wished.endLine, wished.endColumn));
  });
  return make('div', { class: 'formula-pane' }, text);
}
