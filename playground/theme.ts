// Light or dark: what the system says, until the reader says otherwise.

import { button } from './dom.ts';

/** A button that turns to the other theme; the choice lasts as long as the page is open. */
export function makeThemeButton(): HTMLElement {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const toggle = button('Light or dark', { class: 'theme' }, () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    update();
  });
  const update = () => {
    toggle.textContent = isDark() ? '☀ Light' : '☾ Dark';
  };
  system.addEventListener('change', update);
  update();
  return toggle;
}
