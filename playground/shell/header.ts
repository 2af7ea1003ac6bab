// The bar at the top: whose page this is, what it is about, and what can be done with all of it.

import { make } from '../dom.ts';
import type { Held } from '../held.ts';
import type { Keep } from '../keep/keep.ts';
import type { Offline } from '../offline.ts';
import type { Playground } from '../playground.ts';
import { makeThemeButton } from '../theme.ts';
import { makeRecent } from './recent.ts';
import { makeShareButton } from './share.ts';
import { makeHelp } from './shortcuts.ts';
import type { Tab } from './tabs.ts';

interface HeaderParts {
  readonly keep: Keep;
  readonly tabs: readonly Tab[];
  readonly offline: Held<Offline>;
}

/** The header; the title is a field, because whoever passes a link on wants to say what it shows. */
export function makeHeader(page: Playground, { keep, tabs, offline }: HeaderParts): HTMLElement {
  const { store } = page;
  const heading = make(
    'h1',
    { class: 'brand' },
    makeStone(),
    'Lazurite',
    make('span', { class: 'hidden' }, ' playground'),
  );
  const title = make('input', {
    class: 'title',
    'aria-label': 'Title',
    placeholder: 'Untitled',
    spellcheck: 'false',
    autocomplete: 'off',
    maxlength: 120,
  });
  const show = () => {
    const { title: text } = store.state();
    if (title.value !== text) title.value = text;
    document.title = text === '' ? 'Lazurite playground' : `${text} · Lazurite`;
  };
  title.addEventListener('input', () => store.change({ title: title.value }));
  title.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter' || key === 'Escape') title.blur();
  });
  store.listen((state, before) => {
    if (state.title !== before.title) show();
  });
  show();
  const actions = make(
    'div',
    { class: 'bar-actions' },
    ...makeRecent(page, keep),
    makeShareButton(page),
    makeThemeButton(),
    ...makeHelp(page, tabs, offline),
  );
  return make('header', { class: 'bar' }, heading, title, actions);
}

const makeStone = (): HTMLElement => make('span', { class: 'stone', 'aria-hidden': 'true' });

/** The first stop of the keyboard: past the header and the formula. */
export const makeSkipLink = (): HTMLElement => {
  const link = make('a', { class: 'skip', href: '#panes' }, 'Skip to the panes');
  link.addEventListener('click', (event) => {
    // The part of the address after # is the state's.
    event.preventDefault();
    document.querySelector<HTMLElement>('#panes')?.focus();
  });
  return link;
};
