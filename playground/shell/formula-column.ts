// The column of the formula. On a narrow page it can be folded away, so that the panes begin at the top.

import { make } from '../dom.ts';

/** The column around what edits the formula. */
export function makeFormulaColumn(editor: HTMLElement): HTMLElement {
  const fold = make('button', {
    type: 'button',
    class: 'fold',
    'aria-expanded': 'true',
    'aria-controls': 'formula-body',
  });
  const body = make('div', { id: 'formula-body', class: 'formula-body' }, editor);
  const show = (isOpen: boolean) => {
    fold.setAttribute('aria-expanded', String(isOpen));
    fold.textContent = isOpen ? 'Formula ▾' : 'Formula ▸';
    body.classList.toggle('folded', !isOpen);
  };
  fold.addEventListener('click', () => show(fold.getAttribute('aria-expanded') !== 'true'));
  show(true);
  return make(
    'section',
    { class: 'column', id: 'formula', 'aria-labelledby': 'formula-title', tabindex: -1 },
    make('h2', { id: 'formula-title', class: 'hidden' }, 'Formula'),
    fold,
    body,
  );
}
