// Light or dark: what the system says, until the reader says otherwise. What the reader says is kept for the next visit.

import { button } from './dom.ts';
import { keptChoice } from './kept-choice.ts';

const NAME = 'theme';

/** Puts on the theme that was chosen on an earlier visit, if any was. */
export function wearTheme(): void {
  const theme = keptChoice(NAME).read();
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

/** A button that turns to the other theme; turning to the system's own follows the system again. */
export function makeThemeButton(): HTMLElement {
  wearTheme();
  const chosen = keptChoice(NAME);
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const systemTheme = () => (system.matches ? 'dark' : 'light');
  const isDark = () => (root.dataset.theme ?? systemTheme()) === 'dark';
  const toggle = button('Light or dark', { class: 'theme' }, () => {
    const wanted = isDark() ? 'light' : 'dark';
    const isSystem = wanted === systemTheme();
    if (isSystem) delete root.dataset.theme;
    else root.dataset.theme = wanted;
    chosen.write(isSystem ? undefined : wanted);
    update();
  });
  const update = () => {
    toggle.textContent = isDark() ? '☀ Light' : '☾ Dark';
  };
  system.addEventListener('change', update);
  update();
  return toggle;
}
