// Keys that work anywhere on the page, and the dialog that lists them.

import { make } from '../dom.ts';
import type { Held } from '../held.ts';
import { keptChoice } from '../kept-choice.ts';
import type { Offline } from '../offline.ts';
import type { Playground } from '../playground.ts';
import { copyLink } from './share.ts';
import type { Tab } from './tabs.ts';

interface Shortcut {
  /** The key as the browser names it. */
  readonly key: string;
  readonly shown: string;
  readonly words: string;
  readonly act: () => void;
}

/** What other parts of the page listen to, for the list. */
const ELSEWHERE: readonly (readonly [keys: string, words: string])[] = [
  ['← →', 'on the tabs: the next pane; in a chart: move the cursor'],
  ['Ctrl-F', 'in the editor: find; Ctrl-H: replace (⌘F and ⌥⌘F on a Mac)'],
  ['Tab', 'leaves every field; in the editor, Ctrl-M (⌃⇧M on a Mac) changes whether it indents'],
  ['Esc', 'closes what is open'],
];

/**
 * A button and a dialog; the keys are heard from now on, but not while somebody types, nor when they are switched off.
 * Source of that switch: https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts
 */
export function makeHelp(
  page: Playground,
  tabs: readonly Tab[],
  offline: Held<Offline>,
): readonly HTMLElement[] {
  const dialog = make('dialog', { class: 'help card', 'aria-labelledby': 'help-title' });
  const shortcuts = shortcutsOf(page, tabs, () => dialog.showModal());
  const off = keptChoice('keys');
  const box = make('input', { type: 'checkbox', checked: off.read() !== 'off' });
  box.addEventListener('change', () => off.write(box.checked ? undefined : 'off'));
  const close = make('button', { type: 'button', class: 'primary' }, 'Close');
  close.addEventListener('click', () => dialog.close());
  dialog.append(
    // The first field would have the focus otherwise, and a blank would switch all keys off.
    make('h2', { id: 'help-title', tabindex: -1, autofocus: true }, 'Keys'),
    make(
      'p',
      { class: 'intro' },
      'Single keys work while nothing is being typed. What you change is kept in this browser as you go; nothing is sent anywhere.',
    ),
    make(
      'dl',
      { class: 'keys' },
      ...[...shortcuts.map(({ shown, words }) => [shown, words] as const), ...ELSEWHERE].flatMap(
        ([keys, words]) => [make('dt', {}, make('kbd', {}, keys)), make('dd', {}, words)],
      ),
    ),
    make('label', { class: 'check' }, box, 'Single keys act on the page'),
    make(
      'p',
      { class: 'note' },
      'Whoever speaks to the computer, or often hits a key by mistake, may switch them off; the browser keeps that. Arrows, Tab and Esc go on working, and so do all buttons.',
    ),
    makeOfflineNote(offline),
    make('div', { class: 'buttons' }, close),
  );
  dialog.addEventListener('click', (event) => {
    // The backdrop is the dialog itself.
    if (event.target === dialog) dialog.close();
  });
  addEventListener('keydown', (event) => {
    if (!box.checked || isTyping(event) || dialog.open) return;
    const shortcut = shortcuts.find(({ key }) => key === event.key);
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.act();
  });
  const opener = make(
    'button',
    { type: 'button', class: 'bar-button', 'aria-label': 'Keys and help', title: 'Keys and help (?)' },
    '?',
  );
  opener.addEventListener('click', () => dialog.showModal());
  return [opener, dialog];
}

function makeOfflineNote(offline: Held<Offline>): HTMLElement {
  const note = make('p', { class: 'note', role: 'status' }, offline.read().says);
  offline.listen(({ says }) => {
    note.textContent = says;
  });
  return note;
}

function shortcutsOf(page: Playground, tabs: readonly Tab[], help: () => void): readonly Shortcut[] {
  const panes = tabs.map(
    ({ id, label }, at): Shortcut => ({
      key: String(at + 1),
      shown: String(at + 1),
      words: label,
      act: () => page.store.change({ pane: id }),
    }),
  );
  return [
    { key: '?', shown: '?', words: 'this list', act: help },
    {
      key: 'f',
      shown: 'f',
      words: 'to the formula',
      act: () => focusIn('.formula-place [aria-label=Formula]', '#formula'),
    },
    { key: 'p', shown: 'p', words: 'to the panes', act: () => focusIn('#panes') },
    { key: 'r', shown: 'r', words: 'run again', act: page.runner.again },
    { key: 'l', shown: 'l', words: 'copy the link', act: () => void copyLink(page) },
    ...panes,
  ];
}

/** Gives the first of these places the focus that takes it: the text may be folded away on a phone. */
function focusIn(...places: readonly string[]): void {
  for (const place of places) {
    const element = document.querySelector<HTMLElement>(place);
    element?.focus();
    if (element !== null && document.activeElement === element) return;
  }
}

/** Whether a key belongs to what has the focus, or to the browser. */
function isTyping({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('dialog[open], [popover]:popover-open') !== null ||
    target.matches(
      'input, textarea, select, [role=textbox], [role=slider], [role=spinbutton], canvas, svg, svg *',
    )
  );
}
