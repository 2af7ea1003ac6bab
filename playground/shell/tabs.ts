// The tabs of the page. A pane is loaded and made when it is first shown, and kept.

import { button, make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { reasonOf } from '../reason.ts';
import type { PaneId } from '../state.ts';

export interface Tab {
  readonly id: PaneId;
  readonly label: string;
  readonly load: () => Promise<(page: Playground) => HTMLElement>;
}

/** The row of tabs, what stands `above` the panes, and the pane that the state names; the first where it names none. */
export function makeTabs(page: Playground, tabs: readonly Tab[], above: HTMLElement): HTMLElement {
  const { store } = page;
  const buttons = tabs.map(({ id, label }) => {
    const attributes = { role: 'tab', id: `tab-${id}`, 'aria-controls': `pane-${id}` };
    const plain = { title: undefined, 'aria-label': undefined };
    return button(label, { ...attributes, ...plain }, () => store.change({ pane: id }), label);
  });
  const panels = tabs.map(({ id }) =>
    make('div', { class: 'pane', role: 'tabpanel', id: `pane-${id}`, 'aria-labelledby': `tab-${id}` }),
  );
  const list = make('div', { role: 'tablist', 'aria-label': 'Panes', class: 'tabs' }, ...buttons);
  const body = make('div', { class: 'pane-body' }, ...panels);
  const begun = new Set<Tab>();
  // Each pane is found where it was left; the place of scrolling is one for all.
  const left = new Map<PaneId, number>();
  const show = () => {
    const shown = shownTab(tabs, store.state().pane);
    for (const [at, tab] of tabs.entries()) {
      buttons[at]!.setAttribute('aria-selected', String(tab === shown));
      buttons[at]!.tabIndex = tab === shown ? 0 : -1;
      panels[at]!.hidden = tab !== shown;
      if (tab === shown && !begun.has(tab)) void fill(panels[at]!, tab, page);
    }
    begun.add(shown);
    bringAlong(list, buttons[tabs.indexOf(shown)]!);
  };
  list.addEventListener('keydown', (event) => {
    const at = placeAfter(event.key, tabs.indexOf(shownTab(tabs, store.state().pane)), tabs.length);
    if (at === undefined) return;
    event.preventDefault();
    store.change({ pane: tabs[at]!.id });
    buttons[at]!.focus({ preventScroll: true });
  });
  store.listen((state, before) => {
    if (state.pane === before.pane) return;
    left.set(before.pane, scrolledBy(body));
    if (state.story !== before.story) left.clear();
    const place = left.get(shownTab(tabs, state.pane).id);
    // Before the pane changes: a browser that has to bring back a place beyond a shorter page goes there once it is longer.
    if (place === undefined) scrollTo(body, undefined);
    show();
    if (place !== undefined) scrollTo(body, place);
  });
  show();
  return make(
    'section',
    { class: 'column panes', id: 'panes', 'aria-label': 'Panes', tabindex: -1 },
    list,
    above,
    body,
  );
}

/** Scrolls the row to one of its tabs, and nothing else: the row stays in sight by itself. */
function bringAlong(list: HTMLElement, tab: HTMLElement): void {
  const [row, own] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  list.scrollLeft += Math.min(0, own.left - row.left) + Math.max(0, own.right - row.right);
}

/** On a narrow page the panes do not scroll: all of the page does. */
const scrollsAlone = (body: HTMLElement): boolean => getComputedStyle(body).overflowY !== 'visible';

const scrolledBy = (body: HTMLElement): number => (scrollsAlone(body) ? body.scrollTop : scrollY);

/** Scrolls to a place that was left; without one to the beginning of a pane, under the tabs. */
function scrollTo(body: HTMLElement, place: number | undefined): void {
  if (scrollsAlone(body)) body.scrollTop = place ?? 0;
  else {
    const begin = (body.parentElement?.getBoundingClientRect().top ?? 0) + scrollY;
    window.scrollTo({ top: place ?? begin, behavior: 'instant' });
  }
}

const shownTab = (tabs: readonly Tab[], pane: PaneId): Tab => tabs.find(({ id }) => id === pane) ?? tabs[0]!;

/** Where a key leads among tabs, as tablists have it. */
function placeAfter(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

/** Loads a pane into its place; where that fails, a sentence and another try stand there. */
async function fill(panel: HTMLElement, tab: Tab, page: Playground): Promise<void> {
  panel.replaceChildren(make('p', { class: 'loading' }, `${tab.label} is loading…`));
  try {
    const makePane = await tab.load();
    panel.replaceChildren(makePane(page));
  } catch (error) {
    const again = button(`Load ${tab.label} again`, {}, () => void fill(panel, tab, page), 'Try again');
    panel.replaceChildren(make('p', { class: 'problem', role: 'alert' }, sentenceOf(tab, error)), again);
  }
}

const sentenceOf = ({ label }: Tab, error: unknown): string =>
  `${label} could not be loaded: ${reasonOf(error)}. Your work is kept; when the page was updated or the network is gone, loading the page again helps.`;
